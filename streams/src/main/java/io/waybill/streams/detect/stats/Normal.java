package io.waybill.streams.detect.stats;

/** The standard normal distribution. */
public final class Normal {

    private static final int FRACTION_DEPTH = 60;
    private static final double SQRT_TWO_PI = 2.5066282746310005024;

    private Normal() {}

    /**
     * P(Z >= z). Series near 0, Laplace's continued fraction in the tail (Abramowitz and Stegun 26.2.11 and 26.2.14): right
     * to more than ten digits, also far out.
     */
    public static double atLeast(double z) {
        if (z < 0) {
            return 1 - atLeast(-z);
        }
        double density = StrictMath.exp(-z * z / 2) / SQRT_TWO_PI;
        if (z < 3) {
            double term = z;
            double sum = z;
            for (int i = 1; term > sum * 1e-17; i++) {
                term *= z * z / (2 * i + 1);
                sum += term;
            }
            return 0.5 - density * sum;
        }
        double fraction = z;
        for (int i = FRACTION_DEPTH; i >= 1; i--) {
            fraction = z + i / fraction;
        }
        return density / fraction;
    }
}
