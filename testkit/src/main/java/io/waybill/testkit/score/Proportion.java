package io.waybill.testkit.score;

/**
 * A share of a number of trials.
 *
 * @param hits how many
 * @param trials of how many
 */
public record Proportion(long hits, long trials) {

    /** 97.5% quantile of the standard normal distribution: an interval of 95%. */
    private static final double Z = 1.959963984540054;

    /** The share; 1 where nothing was tried: nothing went wrong. */
    public double value() {
        return trials == 0 ? 1 : hits / (double) trials;
    }

    /** Lower end of the 95% interval after Wilson (JASA 22, 1927); 0 where nothing was tried. */
    public double low() {
        return trials == 0 ? 0 : Math.max(0, centre() - halfWidth());
    }

    /** Upper end of the same; 1 where nothing was tried. */
    public double high() {
        return trials == 0 ? 1 : Math.min(1, centre() + halfWidth());
    }

    private double centre() {
        return (value() + Z * Z / (2 * trials)) / (1 + Z * Z / trials);
    }

    private double halfWidth() {
        double variance = value() * (1 - value()) / trials + Z * Z / (4.0 * trials * trials);
        return Z * StrictMath.sqrt(variance) / (1 + Z * Z / trials);
    }
}
