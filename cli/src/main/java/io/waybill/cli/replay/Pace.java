package io.waybill.cli.replay;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How fast a replay feeds its events: as fast as possible, or a multiple of the speed at which they happened. */
final class Pace {

    private final double factor;
    private long firstEventMillis = Long.MIN_VALUE;
    private long startedNanos;

    private Pace(double factor) {
        this.factor = factor;
    }

    /**
     * Of {@code max}, or a number with an x: {@code 1x}, {@code 60x}, {@code 0.5x}.
     *
     * @throws IllegalArgumentException when it is neither
     */
    static Pace parse(String text) {
        if (text.equals("max")) {
            return new Pace(Double.POSITIVE_INFINITY);
        }
        try {
            double factor = text.endsWith("x") ? Double.parseDouble(text.substring(0, text.length() - 1)) : 0;
            if (factor > 0 && factor < 1e9) {
                return new Pace(factor);
            }
        } catch (NumberFormatException notANumber) {
            throw unusable(text, notANumber);
        }
        throw unusable(text, null);
    }

    private static IllegalArgumentException unusable(String text, @Nullable NumberFormatException cause) {
        return new IllegalArgumentException(
                "--speed takes max, or how many times as fast as it happened, e.g. 60x; not '" + text + "'", cause);
    }

    /** Whether anything is waited for. */
    boolean isBounded() {
        return Double.isFinite(factor);
    }

    /** Waits until an event of this time is due. Events before the first one are due at once. */
    void await(long eventMillis) throws InterruptedException {
        if (!isBounded()) {
            return;
        }
        if (firstEventMillis == Long.MIN_VALUE) {
            firstEventMillis = eventMillis;
            startedNanos = System.nanoTime();
        }
        double dueNanos = (eventMillis - firstEventMillis) / factor * 1e6;
        long left = (long) dueNanos - (System.nanoTime() - startedNanos);
        if (left > 0) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
    }
}
