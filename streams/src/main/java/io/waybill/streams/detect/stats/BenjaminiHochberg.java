package io.waybill.streams.detect.stats;

import java.util.Arrays;

/**
 * The false discovery rate (Y. Benjamini and Y. Hochberg, J. R. Stat. Soc. B 57, 1995): of what is reported at q, no more
 * than the share q is expected to be chance.
 */
public final class BenjaminiHochberg {

    private BenjaminiHochberg() {}

    /**
     * The q-value of each p-value.
     *
     * @param pValues of the tests that gave something to say
     * @param tests all tests made, also those that gave nothing; those count as p = 1
     */
    public static double[] qValues(double[] pValues, long tests) {
        long all = StrictMath.max(tests, pValues.length);
        Integer[] order = new Integer[pValues.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(pValues[a], pValues[b]));
        double[] q = new double[pValues.length];
        double least = 1;
        for (int rank = order.length; rank >= 1; rank--) {
            int index = order[rank - 1];
            least = StrictMath.min(least, pValues[index] * all / rank);
            q[index] = least;
        }
        return q;
    }
}
