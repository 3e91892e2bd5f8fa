package io.waybill.cli.shell;

import io.waybill.streams.RestoreProgress;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** One line on a terminal that says how a replay goes, rewritten twice a second; nothing in a pipe. Used by one thread. */
public final class ReplayProgress implements AutoCloseable {

    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Terminal terminal;
    private final LongSupplier nanoClock;
    private long fed;
    private long processed;
    private String state = "";
    private long shownNanos;
    private boolean anythingShown;

    ReplayProgress(Terminal terminal, LongSupplier nanoClock) {
        this.terminal = terminal;
        this.nanoClock = nanoClock;
        this.shownNanos = nanoClock.getAsLong();
    }

    /** On this terminal, if somebody is watching it. */
    public static ReplayProgress on(Terminal terminal) {
        return new ReplayProgress(terminal, System::nanoTime);
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

    /** So far is the state rebuilt of a case that was there before; nothing goes through the pipeline until it is. */
    public void restoring(RestoreProgress.Restoration restoration) {
        if (restoration.isDone()) {
            // Blanks cover what stands there.
            state = " ".repeat(state.length());
        } else {
            state = String.format("; state rebuilt: %,d of %,d ", restoration.restored(), restoration.total());
            show();
        }
    }

    private void show() {
        long now = nanoClock.getAsLong();
        if (terminal.interactive() && now - shownNanos > INTERVAL_NANOS) {
            shownNanos = now;
            anythingShown = true;
            terminal.messages().printf("\r%,d events read, %,d through the pipeline %s", fed, processed, state);
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
