package io.waybill.console.feed;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * How soon a database that failed for good is opened again: at once, and the more often it failed of late the later, so that
 * whatever keeps making it fail cannot keep the console busy with opening it. For one thread.
 */
final class Reopenings {

    /** Failures older than this no longer count. */
    static final Duration MEMORY = Duration.ofMinutes(10);

    /** Longest wait. */
    static final Duration LONGEST = Duration.ofMinutes(1);

    private static final int LONGEST_SHIFT = 6;

    private final LongSupplier nanos;
    private final Deque<Long> times = new ArrayDeque<>();

    /** With a clock such as {@link System#nanoTime()}. */
    Reopenings(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Counts a failure and says how long to wait before the database is opened again: 0, 1, 2, 4 ... 60 seconds. */
    Duration next() {
        long now = nanos.getAsLong();
        while (!times.isEmpty() && now - times.getFirst() >= MEMORY.toNanos()) {
            times.removeFirst();
        }
        int before = times.size();
        times.addLast(now);
        if (before == 0) {
            return Duration.ZERO;
        }
        Duration wait = Duration.ofSeconds(1L << Math.min(before - 1, LONGEST_SHIFT));
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
