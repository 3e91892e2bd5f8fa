package io.waybill.cli.shell;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command that runs until it is stopped (Ctrl-C, SIGTERM) close what it has opened before the process ends.
 *
 * <pre>{@code
 * try (StopSignal stop = StopSignal.listen(); Thing thing = open()) {
 *     while (!stop.await(Duration.ofSeconds(1))) { ... }
 * }
 * }</pre>
 */
public final class StopSignal implements AutoCloseable {

    /** What does not close within this time is left to the operating system. */
    private static final long CLOSING_SECONDS = 60;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    private StopSignal() {}

    /** Listens from now on; open it before whatever is to be closed. */
    public static StopSignal listen() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(signal::stop, "stop-signal"));
        return signal;
    }

    private void stop() {
        asked.countDown();
        try {
            if (!closed.await(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("waybill: not everything closed in time; the next start takes longer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the signal; returns whether it came. */
    public boolean await(Duration atMost) throws InterruptedException {
        return asked.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Everything is closed: the process may end. */
    @Override
    public void close() {
        closed.countDown();
    }
}
