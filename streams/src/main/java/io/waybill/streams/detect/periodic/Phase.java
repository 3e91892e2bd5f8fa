package io.waybill.streams.detect.periodic;

import java.util.Arrays;

/** Does a beat keep to the clock? All times folded onto one period; the mean of the phases as a vector. */
final class Phase {

    private static final int STEPS = 4;
    /** Newest beats that are looked at. */
    private static final int MOST_BEATS = 256;

    private Phase() {}

    /** Length of the mean vector at the best period near this one, 0 to 1. */
    static double coherence(long[] all, double period) {
        long[] times = Arrays.copyOfRange(all, StrictMath.max(0, all.length - MOST_BEATS), all.length);
        double turns = StrictMath.max(1, (times[times.length - 1] - times[0]) / period);
        double best = 0;
        for (int step = -STEPS; step <= STEPS; step++) {
            best = StrictMath.max(best, at(times, period * (1 + step / (2.0 * turns))));
        }
        return best;
    }

    private static double at(long[] times, double period) {
        double x = 0;
        double y = 0;
        for (long time : times) {
            double angle = 2 * StrictMath.PI * ((time - times[0]) % period) / period;
            x += StrictMath.cos(angle);
            y += StrictMath.sin(angle);
        }
        return StrictMath.sqrt(x * x + y * y) / times.length;
    }
}
