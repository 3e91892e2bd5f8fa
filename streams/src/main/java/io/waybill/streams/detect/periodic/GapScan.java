package io.waybill.streams.detect.periodic;

import io.waybill.streams.detect.stats.Binomial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Steady rhythms: are the gaps between beats more alike than chance makes them? A scan statistic over the logarithms of the
 * gaps: for each width the densest window, its count against a binomial. By chance a gap falls into a window of relative half
 * width w with a probability of at most w: the density of log-gaps peaks at 0.37 per unit for a Poisson process and at 0.5
 * for a log-normal one of sigma 0.8, and people's traffic is wider. Drawing contacts together makes gaps more alike: the
 * exponential that results is shifted by the scale. From four times the scale on, where the search begins, that is no more than
 * w either (0.317 for 0.35). Times told in whole seconds are a second null; the larger probability counts.
 */
final class GapScan {

    private static final double[] HALF_WIDTHS = {0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.35};
    private static final int MOST_PERIODS = 4;
    /** Sum of 1/sqrt(m) for m = 1 to 4: how much wider the windows around multiples make the target. */
    private static final double MULTIPLES = 2.8;

    private static final double SHORTEST_IN_SCALES = 4;

    private GapScan() {}

    /** The best hypothesis for each width, not yet judged for coverage. */
    static List<Rhythm> scan(Beats beats, double shortestMs) {
        double[] gaps = beats.gaps();
        double[] sorted = gaps.clone();
        Arrays.sort(sorted);
        double shortest = StrictMath.max(shortestMs, SHORTEST_IN_SCALES * beats.apartMs());
        List<Rhythm> found = new ArrayList<>();
        for (double width : HALF_WIDTHS) {
            Rhythm rhythm = densest(beats, sorted, width, shortest);
            if (rhythm != null) {
                found.add(rhythm);
            }
        }
        return found;
    }

    private static @Nullable Rhythm densest(Beats beats, double[] sorted, double width, double shortest) {
        double ratio = (1 + width) / (1 - width);
        int most = 0;
        int from = 0;
        for (int low = 0, high = 0; low < sorted.length; low++) {
            while (high < sorted.length && sorted[high] <= sorted[low] * ratio) {
                high++;
            }
            if (sorted[low] >= shortest && high - low > most) {
                most = high - low;
                from = low;
            }
        }
        if (most < 2) {
            return null;
        }
        double period = 0;
        for (int i = from; i < from + most; i++) {
            period += sorted[i] / most;
        }
        double stepwise = beats.byResolution(sorted[from], sorted[from] * ratio);
        double once = StrictMath.max(width, stepwise);
        int multiples = multiples(sorted, period, width);
        double trials = 2.0 * HALF_WIDTHS.length * sorted.length;
        double direct = significance(most, sorted.length, once, trials);
        double withMissing = significance(multiples, sorted.length, StrictMath.min(0.95, once * MULTIPLES), trials);
        boolean missing = withMissing > direct;
        if (direct == 0 && withMissing == 0) {
            return null;
        }
        return new Rhythm(
                Rhythm.Kind.STEADY,
                period,
                width,
                beats.count(),
                sorted.length,
                missing ? multiples : most,
                sorted.length * (missing ? StrictMath.min(0.95, once * MULTIPLES) : once),
                StrictMath.max(direct, withMissing),
                0,
                0,
                0,
                1);
    }

    private static int multiples(double[] gaps, double period, double width) {
        int kept = 0;
        for (double gap : gaps) {
            long m = StrictMath.max(1, StrictMath.round(gap / period));
            boolean fits = StrictMath.abs(gap - m * period) <= width * period * StrictMath.sqrt(m);
            kept += m <= MOST_PERIODS && fits ? 1 : 0;
        }
        return kept;
    }

    /** Negative decimal logarithm of the corrected p-value; 0, at no cost, for what is hardly more than chance. */
    static double significance(int kept, int of, double chance, double trials) {
        if (kept < of * (chance + Rhythm.LEAST_REGULARITY * (1 - chance))) {
            return 0;
        }
        double p = Binomial.atLeast(kept, of, chance) * trials;
        return p >= 1 ? 0 : p <= 1e-300 ? 300 : -StrictMath.log10(p);
    }
}
