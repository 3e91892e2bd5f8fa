package io.waybill.benchmarks.fleet;

import java.util.Arrays;

/** Ranks drawn with a probability in proportion to {@code 1 / (rank + 1)^exponent}. Immutable. */
final class Zipf {

    private final double[] cumulative;

    /**
     * @param ranks how many there are
     * @param exponent 0 makes all equal; the larger, the more the first ones get
     */
    Zipf(int ranks, double exponent) {
        cumulative = new double[ranks];
        double total = 0;
        for (int i = 0; i < ranks; i++) {
            total += Math.pow(i + 1, -exponent);
            cumulative[i] = total;
        }
        for (int i = 0; i < ranks; i++) {
            cumulative[i] /= total;
        }
    }

    /** The rank for a uniform number from 0 (inclusive) to 1 (exclusive). */
    int rank(double uniform) {
        int found = Arrays.binarySearch(cumulative, uniform);
        return Math.min(found >= 0 ? found + 1 : -found - 1, cumulative.length - 1);
    }
}
