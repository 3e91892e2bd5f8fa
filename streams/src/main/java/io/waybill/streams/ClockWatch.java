package io.waybill.streams;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the wall clock of this machine was set back while the process runs. Kafka's clients and Kafka Streams measure
 * intervals by it: until it is again where it was they send no heartbeat, commit nothing and do not connect again, however long that
 * is. Ahead does no such harm: what they wait for is due at once, once.
 *
 * <p>A wall clock that is set shows beside the clock that counts the time since the machine started. It is looked at once a second, by
 * a thread of its own between {@link #start} and {@link #close}.
 */
final class ClockWatch implements AutoCloseable {

    /** Less is left alone: it delays a heartbeat by no more than the session of a member bears. */
    static final Duration LEAST = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    /** Both clocks are read at one time, or the look does not count: a pause between them is no jump. */
    private static final Duration SAME_TIME = Duration.ofMillis(100);

    private final LongSupplier wallMillis;
    private final LongSupplier nanos;
    private final Consumer<Duration> whenSetBack;
    private final Thread thread = new Thread(this::watch, "waybill-clock-watch");
    private volatile boolean closed;
    private long ahead;

    /**
     * Does not watch yet.
     *
     * @param wallMillis the wall clock
     * @param nanos a clock that nobody sets
     * @param whenSetBack told by how much, on the watching thread
     */
    ClockWatch(LongSupplier wallMillis, LongSupplier nanos, Consumer<Duration> whenSetBack) {
        this.wallMillis = wallMillis;
        this.nanos = nanos;
        this.whenSetBack = whenSetBack;
        this.ahead = wallMillis.getAsLong() - TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong());
        thread.setDaemon(true);
    }

    /** Begins; once. */
    void start() {
        thread.start();
    }

    private void watch() {
        while (!closed) {
            LockSupport.parkNanos(EVERY.toNanos());
            look();
        }
    }

    /** Compares the clocks with the last look. */
    void look() {
        long before = nanos.getAsLong();
        long wall = wallMillis.getAsLong();
        long after = nanos.getAsLong();
        if (after - before > SAME_TIME.toNanos()) {
            return;
        }
        long now = wall - TimeUnit.NANOSECONDS.toMillis(before);
        long jump = now - ahead;
        ahead = now;
        if (jump <= -LEAST.toMillis()) {
            whenSetBack.accept(Duration.ofMillis(-jump));
        } else if (jump >= LEAST.toMillis()) {
            LOG.warn("the clock of this machine was set ahead by {} s", jump / 1_000.0);
        }
    }

    /** Ends; a call of {@code whenSetBack} that is under way is not waited for. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
