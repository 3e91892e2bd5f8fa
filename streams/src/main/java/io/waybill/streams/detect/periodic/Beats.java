package io.waybill.streams.detect.periodic;

import java.util.Arrays;

/**
 * Contacts drawn together into beats: an app that calls home opens several connections at once, and those are one call.
 *
 * @param times begin of each beat, milliseconds, ascending
 * @param scaleMs contacts closer than this to the one before belong to its beat
 * @param resolutionMs how fine the feed tells time: 1,000 where all times are whole seconds, else 1
 */
record Beats(long[] times, long scaleMs, long resolutionMs) {

    private static final long SECOND_MS = 1_000;
    /** So few may fall on whole seconds by chance. */
    private static final int LEAST_FOR_RESOLUTION = 8;

    private static final int LEAST_FOR_NIGHTS = 24;
    private static final int HOURS = 24;
    private static final int NIGHT_HOURS = 6;
    private static final double SLEEPLESS = 0.12;
    private static final long DAY_MS = 86_400_000;
    /** Windows of more steps are as good as continuous. */
    private static final long MOST_STEPS = 64;

    /** Draws contacts together; a beat ends where nothing follows for longer than the scale. */
    static Beats of(long[] contacts, long scaleMs) {
        long[] begins = new long[contacts.length];
        int n = 0;
        for (int i = 0; i < contacts.length; i++) {
            if (i == 0 || contacts[i] - contacts[i - 1] > scaleMs) {
                begins[n++] = contacts[i];
            }
        }
        return new Beats(Arrays.copyOf(begins, n), scaleMs, resolution(contacts));
    }

    private static long resolution(long[] contacts) {
        if (contacts.length < LEAST_FOR_RESOLUTION) {
            return 1;
        }
        for (long time : contacts) {
            if (time % SECOND_MS != 0) {
                return 1;
            }
        }
        return SECOND_MS;
    }

    /**
     * Largest share of gaps that fall between two lengths by chance because time is told in whole steps: arrivals without memory
     * have gaps of j steps with probability p (1 - p)^(j - 1), which is largest at p = 1/j. Contacts in every second are no beat
     * of one second. 0 where time is told finely.
     */
    double byResolution(double from, double to) {
        double sum = 0;
        if (resolutionMs > 1) {
            long last = StrictMath.min((long) (to / resolutionMs), (long) (from / resolutionMs) + MOST_STEPS);
            for (long j = StrictMath.max(1, (long) StrictMath.ceil(from / resolutionMs)); j <= last; j++) {
                sum += StrictMath.pow(1 - 1.0 / j, j - 1.0) / j;
            }
        }
        return StrictMath.min(1, sum);
    }

    /** How far apart two beats are at least, by how they are drawn together and how finely time is told. */
    long apartMs() {
        return resolutionMs > 1 ? (scaleMs / resolutionMs + 1) * resolutionMs : scaleMs;
    }

    int count() {
        return times.length;
    }

    long span() {
        return times[times.length - 1] - times[0];
    }

    /**
     * Whether no hours of the day are kept free, as people keep their nights: the quietest six hours of all days together have
     * 12 % of the beats at least, of 25 % that they would have evenly. False below {@value #LEAST_FOR_NIGHTS} beats.
     */
    boolean sleepless() {
        if (times.length < LEAST_FOR_NIGHTS) {
            return false;
        }
        int[] hours = new int[HOURS];
        for (long time : times) {
            hours[(int) (Math.floorMod(time, DAY_MS) / (DAY_MS / HOURS))]++;
        }
        int quietest = times.length;
        for (int from = 0; from < HOURS; from++) {
            int sum = 0;
            for (int i = 0; i < NIGHT_HOURS; i++) {
                sum += hours[(from + i) % HOURS];
            }
            quietest = StrictMath.min(quietest, sum);
        }
        return quietest >= SLEEPLESS * times.length;
    }

    double[] gaps() {
        double[] gaps = new double[times.length - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = times[i + 1] - times[i];
        }
        return gaps;
    }

    /** Goes along the beats beside times that ascend. */
    Walk walk(double tolerance) {
        return new Walk(tolerance);
    }

    /** A beat within the tolerance of this time, the earliest; -1 where there is none. */
    int indexNear(double time, double tolerance) {
        int at = Arrays.binarySearch(times, (long) StrictMath.ceil(time - tolerance));
        int first = at < 0 ? -at - 1 : at;
        return first < times.length && times[first] <= time + tolerance ? first : -1;
    }

    /** A place among the beats. Used by one thread. */
    final class Walk {

        private final double tolerance;
        private int at;

        private Walk(double tolerance) {
            this.tolerance = tolerance;
        }

        /** Whether any beat lies within the tolerance of this time, which is not before those asked for so far. */
        boolean isNear(double time) {
            double from = time - tolerance;
            while (at < times.length && times[at] < from) {
                at++;
            }
            return at < times.length && times[at] <= time + tolerance;
        }
    }
}
