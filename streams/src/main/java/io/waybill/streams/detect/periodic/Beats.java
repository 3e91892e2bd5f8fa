package io.waybill.streams.detect.periodic;

import java.util.Arrays;

/**
 * Contacts drawn together into beats: an app that calls home opens several connections at once, and those are one call.
 *
 * @param times begin of each beat, milliseconds, ascending
 * @param scaleMs contacts closer than this to the one before belong to its beat
 */
record Beats(long[] times, long scaleMs) {

    /** Draws contacts together; a beat ends where nothing follows for longer than the scale. */
    static Beats of(long[] contacts, long scaleMs) {
        long[] begins = new long[contacts.length];
        int n = 0;
        for (int i = 0; i < contacts.length; i++) {
            if (i == 0 || contacts[i] - contacts[i - 1] > scaleMs) {
                begins[n++] = contacts[i];
            }
        }
        return new Beats(Arrays.copyOf(begins, n), scaleMs);
    }

    int count() {
        return times.length;
    }

    long span() {
        return times[times.length - 1] - times[0];
    }

    double[] gaps() {
        double[] gaps = new double[times.length - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = times[i + 1] - times[i];
        }
        return gaps;
    }

    /** Whether any beat lies within the tolerance of this time. */
    boolean near(double time, double tolerance) {
        return indexNear(time, tolerance) >= 0;
    }

    /** A beat within the tolerance of this time, the earliest; -1 where there is none. */
    int indexNear(double time, double tolerance) {
        int at = Arrays.binarySearch(times, (long) StrictMath.ceil(time - tolerance));
        int first = at < 0 ? -at - 1 : at;
        return first < times.length && times[first] <= time + tolerance ? first : -1;
    }
}
