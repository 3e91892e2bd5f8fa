package io.waybill.streams.detect.stats;

import java.util.Arrays;

/** Summaries that a few extreme values do not move. */
public final class Robust {

    /** Makes the median absolute deviation estimate the standard deviation of normal data. */
    public static final double MAD_TO_SIGMA = 1.4826;

    private Robust() {}

    /** The median; the mean of the two middle values for an even number. Values are left as they are. */
    public static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return ofSorted(sorted);
    }

    private static double ofSorted(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The median absolute deviation from the median. */
    public static double mad(double[] values) {
        double median = median(values);
        double[] distances = new double[values.length];
        Arrays.setAll(distances, i -> StrictMath.abs(values[i] - median));
        return median(distances);
    }
}
