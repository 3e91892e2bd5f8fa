package io.waybill.streams.detect.stats;

/**
 * The score interval of a proportion (E. B. Wilson, JASA 22, 1927): close to its nominal confidence even for few
 * observations and for proportions near 0 and 1.
 *
 * @param low lower end, 0 to 1
 * @param high upper end, 0 to 1
 */
public record Wilson(double low, double high) {

    private static final double Z95 = 1.959963984540054;

    /** The two-sided 95 % interval of k out of n; 0 to 1 for n = 0. */
    public static Wilson of(long k, long n) {
        if (n == 0) {
            return new Wilson(0, 1);
        }
        double share = (double) k / n;
        double z2 = Z95 * Z95;
        double centre = (share + z2 / (2 * n)) / (1 + z2 / n);
        double half = Z95 / (1 + z2 / n) * StrictMath.sqrt(share * (1 - share) / n + z2 / (4.0 * n * n));
        return new Wilson(StrictMath.max(0, centre - half), StrictMath.min(1, centre + half));
    }
}
