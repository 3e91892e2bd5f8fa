package io.waybill.cli.send;

import java.time.Duration;

/**
 * How long to wait before trying again: twice as long each time, up to a bound, and how long to go on at all.
 *
 * @param first wait after the first failure
 * @param longest no wait is longer
 * @param giveUpAfter sum of waits after which an alert is given up
 */
public record BackOff(Duration first, Duration longest, Duration giveUpAfter) {

    /** 1 s, doubled up to 1 min; given up after 1 h. */
    public static final BackOff DEFAULT =
            new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofHours(1));

    /** Checks the ranges. */
    public BackOff {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0 || giveUpAfter.isNegative()) {
            throw new IllegalArgumentException("waits must be positive and grow: " + first + ", " + longest);
        }
    }

    /**
     * The wait after so many failures.
     *
     * @param failures at least 1
     */
    Duration after(int failures) {
        int doublings = Math.min(failures - 1, 30);
        Duration wait = first.multipliedBy(1L << doublings);
        return wait.compareTo(longest) > 0 ? longest : wait;
    }

    /** Whether waits of this length together are enough. */
    boolean isOver(Duration waited) {
        return waited.compareTo(giveUpAfter) >= 0;
    }
}
