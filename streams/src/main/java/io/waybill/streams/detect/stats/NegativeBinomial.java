package io.waybill.streams.detect.stats;

/**
 * Counts that vary more than a Poisson process: traffic of people. Variance is {@code mean + mean² / size}.
 *
 * @param mean above 0
 * @param size above 0; infinity makes it a Poisson distribution
 */
public record NegativeBinomial(double mean, double size) {

    private static final double POISSON_FROM = 1e7;
    private static final long LONGEST_SUM = 2_000_000;

    /**
     * By moments from earlier counts. The mean is taken no lower than a half and the variance no lower than a multiple of it,
     * since a quiet past promises little.
     *
     * @param counts one at least
     * @param overdispersion that multiple; 1 at least, which leaves counts that vary little to Poisson
     */
    public static NegativeBinomial fit(double[] counts, double overdispersion) {
        double mean = 0;
        for (double count : counts) {
            mean += count;
        }
        mean = StrictMath.max(mean / counts.length, 0.5);
        double variance = 0;
        for (double count : counts) {
            variance += (count - mean) * (count - mean);
        }
        variance = counts.length > 1 ? variance / (counts.length - 1) : mean;
        variance = StrictMath.max(variance, mean * overdispersion);
        return new NegativeBinomial(mean, mean * mean / (variance - mean));
    }

    /** P(X >= k). */
    public double atLeast(long k) {
        if (k <= 0) {
            return 1;
        }
        double size = StrictMath.min(this.size, POISSON_FROM);
        double success = size / (size + mean);
        double logHead = size * StrictMath.log(success);
        double logFail = StrictMath.log1p(-success);
        double base = LogGamma.of(size);
        if (k > mean) {
            return upper(k, size, logHead, logFail, base);
        }
        double sum = 0;
        for (long i = 0; i < StrictMath.min(k, LONGEST_SUM); i++) {
            sum += StrictMath.exp(logTerm(i, size, logHead, logFail, base));
        }
        return StrictMath.max(0, 1 - sum);
    }

    private static double upper(long k, double size, double logHead, double logFail, double base) {
        double term = StrictMath.exp(logTerm(k, size, logHead, logFail, base));
        double fail = StrictMath.exp(logFail);
        double sum = 0;
        for (long i = k; i < k + LONGEST_SUM && term > sum * 1e-17; i++) {
            sum += term;
            term *= fail * (i + size) / (i + 1);
        }
        return StrictMath.min(1, sum);
    }

    private static double logTerm(long i, double size, double logHead, double logFail, double base) {
        return LogGamma.of(i + size) - base - LogGamma.factorial(i) + logHead + i * logFail;
    }
}
