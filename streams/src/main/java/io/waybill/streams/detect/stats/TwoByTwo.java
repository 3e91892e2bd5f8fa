package io.waybill.streams.detect.stats;

/**
 * Do devices inside a cohort contact a destination more than those outside?
 *
 * @param insideHits devices of the cohort that did
 * @param inside devices of the cohort
 * @param outsideHits other devices that did
 * @param outside other devices
 */
public record TwoByTwo(long insideHits, long inside, long outsideHits, long outside) {

    /** From here on the exact sum is long and the G-test agrees with it to the digits that matter. */
    static final long LARGE = 20_000;

    /** Checks that nobody did it more often than there are devices. */
    public TwoByTwo {
        if (insideHits < 0 || outsideHits < 0 || insideHits > inside || outsideHits > outside) {
            throw new IllegalArgumentException("more hits than devices: %d of %d inside, %d of %d outside"
                    .formatted(insideHits, inside, outsideHits, outside));
        }
    }

    /** One-sided p-value: Fisher's exact test, or the G-test where the table is large in every cell. */
    public double greaterInside() {
        if (inside + outside > LARGE && smallestExpected() >= 10) {
            return gTest();
        }
        return fisher();
    }

    /** P(at least this many hits inside), all margins fixed (R. A. Fisher, 1922). */
    double fisher() {
        long total = inside + outside;
        long hits = insideHits + outsideHits;
        long most = StrictMath.min(hits, inside);
        double base = LogGamma.choose(total, hits);
        double sum = 0;
        for (long k = insideHits; k <= most; k++) {
            double term = StrictMath.exp(LogGamma.choose(inside, k) + LogGamma.choose(outside, hits - k) - base);
            sum += term;
            if (term < sum * 1e-17) {
                break;
            }
        }
        return StrictMath.min(1, sum);
    }

    /** Signed square root of the log-likelihood ratio against a normal (R. R. Sokal and F. J. Rohlf, Biometry). */
    double gTest() {
        double total = inside + outside;
        double hits = insideHits + outsideHits;
        double g = cell(insideHits, inside * hits / total)
                + cell(inside - insideHits, inside * (total - hits) / total)
                + cell(outsideHits, outside * hits / total)
                + cell(outside - outsideHits, outside * (total - hits) / total);
        double z = StrictMath.sqrt(StrictMath.max(0, 2 * g));
        boolean more = (double) insideHits * outside >= (double) outsideHits * inside;
        return Normal.atLeast(more ? z : -z);
    }

    private static double cell(double observed, double expected) {
        return observed == 0 ? 0 : observed * StrictMath.log(observed / expected);
    }

    private double smallestExpected() {
        double total = inside + outside;
        double hits = insideHits + outsideHits;
        return StrictMath.min(inside, outside) * StrictMath.min(hits, total - hits) / total;
    }
}
