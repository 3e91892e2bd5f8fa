package io.waybill.cli;

import io.waybill.cli.shell.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What one call of the command gave.
 *
 * @param code exit code
 * @param out standard output
 * @param err standard error
 */
public record Cli(int code, String out, String err) {

    /** Runs the command in this process. */
    public static Cli run(String... args) {
        return run(false, args);
    }

    /** Runs it as for somebody who looks at a terminal. */
    public static Cli watched(String... args) {
        return run(true, args);
    }

    private static Cli run(boolean interactive, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream messages = new PrintStream(err, true, StandardCharsets.UTF_8);
        int code = new Main(new Terminal(out, messages, interactive)).run(args);
        return new Cli(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
