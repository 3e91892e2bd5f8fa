package io.waybill.cli.shell;

import io.waybill.captures.Printable;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command's output goes. Results and nothing else on standard output; everything said to the user on standard error.
 */
public final class Terminal {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final OutputStream results;
    private final PrintStream messages;
    private final boolean interactive;

    /**
     * @param results takes results; buffered here
     * @param messages takes what is said to the user
     * @param interactive whether somebody is watching, so that progress is worth showing
     */
    public Terminal(OutputStream results, PrintStream messages, boolean interactive) {
        this.results = new ResultStream(new BufferedOutputStream(results, BUFFER_BYTES));
        this.messages = messages;
        this.interactive = interactive;
    }

    /** The terminal of this process. */
    public static Terminal ofProcess() {
        PrintStream messages = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        return new Terminal(new FileOutputStream(FileDescriptor.out), messages, System.console() != null);
    }

    /** For results; buffered, closing it only flushes. Throws {@link ResultsClosedException} when the reader has gone. */
    public OutputStream results() {
        return results;
    }

    /** For usage texts and for lines that are written over; all else goes through {@link #say}, which escapes. */
    public PrintStream messages() {
        return messages;
    }

    /** Whether somebody is watching standard error. */
    public boolean interactive() {
        return interactive;
    }

    /** One line of results, with control characters made visible, and out at once. */
    public void result(String line) throws IOException {
        results.write((Printable.escape(line) + "\n").getBytes(StandardCharsets.UTF_8));
        results.flush();
    }

    /** One line to the user, with control characters made visible. */
    public void say(String line) {
        messages.println(Printable.escape(line));
    }
}
