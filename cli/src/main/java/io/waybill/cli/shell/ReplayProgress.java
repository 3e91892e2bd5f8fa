package io.waybill.cli.shell;

import java.util.concurrent.TimeUnit;

/** One line on a terminal that says how a replay goes, rewritten twice a second; nothing in a pipe. Used by one thread. */
public final class ReplayProgress implements AutoCloseable {

    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Terminal terminal;
    private long fed;
    private long processed;
    private long shownNanos;
    private boolean anythingShown;

    private ReplayProgress(Terminal terminal) {
        this.terminal = terminal;
        this.shownNanos = System.nanoTime();
    }

    /** On this terminal, if somebody is watching it. */
    public static ReplayProgress on(Terminal terminal) {
        return new ReplayProgress(terminal);
    }

    /** One more event was fed. */
    public void fed() {
        fed++;
        if ((fed & 0x3ff) == 0) {
            show();
        }
    }

    /** So many records went through. */
    public void processed(long records) {
        processed = records;
        show();
    }

    private void show() {
        long now = System.nanoTime();
        if (terminal.interactive() && now - shownNanos > INTERVAL_NANOS) {
            shownNanos = now;
            anythingShown = true;
            terminal.messages().printf("\r%,d events read, %,d through the pipeline ", fed, processed);
            terminal.messages().flush();
        }
    }

    @Override
    public void close() {
        if (anythingShown) {
            terminal.messages().println();
        }
    }
}
