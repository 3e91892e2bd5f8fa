package io.waybill.streams.detect.stats;

/** Numbers on their way out: rounded once, so that what is compared byte by byte does not hang on the last bit. */
public final class Figure {

    private static final double STEP = 1e6;
    /** From here on a double has no sixth decimal left to round. */
    private static final double COARSE = 1e9;

    private Figure() {}

    /**
     * To six decimals, halves up. Infinities become the largest finite number of their sign, NaN becomes 0: verdicts hold
     * plain numbers only.
     */
    public static double of(double value) {
        if (Double.isNaN(value)) {
            return 0;
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? Double.MAX_VALUE : -Double.MAX_VALUE;
        }
        if (StrictMath.abs(value) >= COARSE) {
            return value;
        }
        return StrictMath.floor(value * STEP + 0.5) / STEP;
    }

    /** A share, forced into 0 to 1 and rounded. */
    public static double share(double value) {
        return of(StrictMath.max(0, StrictMath.min(1, value)));
    }

    /**
     * A p-value, rounded to six significant digits rather than decimals: 1e-9 and 1e-7 are not the same. What is no number
     * proves nothing: 1.
     */
    public static double probability(double p) {
        if (Double.isNaN(p)) {
            return 1;
        }
        if (!(p > 0)) {
            return 0;
        }
        double exponent = StrictMath.floor(StrictMath.log10(p));
        if (exponent < -290) {
            return p;
        }
        double scale = StrictMath.pow(10, 5 - exponent);
        return StrictMath.min(1, StrictMath.rint(p * scale) / scale);
    }
}
