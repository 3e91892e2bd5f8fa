package io.waybill.streams.detect.stats;

/** The binomial distribution and bounds on a proportion. */
public final class Binomial {

    private static final int BISECTIONS = 60;

    private Binomial() {}

    /** P(X >= k) for X ~ B(n, p), p from 0 to 1. */
    public static double atLeast(long k, long n, double p) {
        if (k <= 0) {
            return 1;
        }
        if (k > n) {
            return 0;
        }
        double logP = StrictMath.log(p);
        double logQ = StrictMath.log1p(-p);
        // Terms fall from k on only above the mean; below it the complement is the short sum.
        if (k > n * p) {
            return StrictMath.min(1, sum(k, n, n, logP, logQ));
        }
        return StrictMath.max(0, 1 - sum(0, k - 1, n, logP, logQ));
    }

    private static double sum(long from, long to, long n, double logP, double logQ) {
        double total = 0;
        for (long i = from; i <= to; i++) {
            double term = StrictMath.exp(LogGamma.choose(n, i) + i * logP + (n - i) * logQ);
            total += term;
            if (term < total * 1e-17) {
                break;
            }
        }
        return total;
    }

    /**
     * One-sided upper bound of the proportion behind k of n, by Clopper and Pearson (1934): with this confidence the true
     * proportion is lower.
     *
     * @param confidence e.g. 0.95
     */
    public static double upperBound(long k, long n, double confidence) {
        if (k >= n) {
            return 1;
        }
        double tail = 1 - confidence;
        if (k == 0) {
            return 1 - StrictMath.exp(StrictMath.log(tail) / n);
        }
        double low = (double) k / n;
        double high = 1;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            if (1 - atLeast(k + 1, n, middle) > tail) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** One-sided lower bound of the proportion behind k of n, by Clopper and Pearson (1934). */
    public static double lowerBound(long k, long n, double confidence) {
        return 1 - upperBound(n - k, n, confidence);
    }
}
