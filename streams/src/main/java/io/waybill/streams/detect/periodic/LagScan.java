package io.waybill.streams.detect.periodic;

import io.waybill.streams.detect.stats.TwoByTwo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Rhythms inside other traffic. Candidates are the peaks of a histogram of the differences between near beats. A candidate is
 * judged against the same traffic: how often is there a beat one period after a beat, and how often a little beside that?
 * Looking off the beat costs no assumption about how the other traffic is spread over the day.
 */
final class LagScan {

    /** Newest beats that are looked at, and followers of each: together the bound on the work. */
    private static final int MOST_BEATS = 512;

    private static final int FOLLOWERS = 32;
    private static final int[] HALF_WIDTHS = {2, 5, 10};
    private static final int CANDIDATES = 6;
    private static final int LEAST_IN_PEAK = 6;
    private static final double[] TOLERANCES = {0.02, 0.05, 0.1, 0.2};
    private static final double LEAST_EFFECT = 0.2;
    private static final double SHORTEST_IN_SCALES = 4;
    /** Beyond, the rhythm of the day stands out from everybody's traffic. */
    private static final double LONGEST_MS = 4 * 3_600_000.0;

    private record Peak(double period, double z) {}

    private LagScan() {}

    /** Hypotheses that stand out from their own surroundings, not yet judged for coverage. */
    static List<Rhythm> scan(Beats all, double shortestMs) {
        int skip = StrictMath.max(0, all.count() - MOST_BEATS);
        Beats beats = new Beats(Arrays.copyOfRange(all.times(), skip, all.count()), all.scaleMs(), all.resolutionMs());
        double shortest = StrictMath.max(shortestMs, SHORTEST_IN_SCALES * beats.apartMs());
        double longest = StrictMath.min(LONGEST_MS, beats.span() / 5.0);
        List<Rhythm> found = new ArrayList<>();
        if (longest > shortest * 1.1) {
            LogBins bins = LogBins.between(shortest, LONGEST_MS);
            int[] histogram = histogram(beats, bins, shortest, longest);
            double trials = (double) histogram.length * TOLERANCES.length * RhythmSearch.LAG_SCALES;
            for (Peak peak : peaks(histogram, bins)) {
                judge(beats, peak, trials, found);
            }
        }
        return found;
    }

    private static int[] histogram(Beats beats, LogBins bins, double shortest, double longest) {
        int[] counts = new int[bins.count(longest)];
        long[] times = beats.times();
        for (int i = 0; i < times.length; i++) {
            int last = StrictMath.min(times.length - 1, i + FOLLOWERS);
            for (int j = i + 1; j <= last; j++) {
                long gap = times[j] - times[i];
                if (gap >= longest) {
                    break;
                }
                if (gap >= shortest) {
                    counts[bins.of(gap)]++;
                }
            }
        }
        return counts;
    }

    private static List<Peak> peaks(int[] histogram, LogBins bins) {
        int[] sums = new int[histogram.length + 1];
        for (int i = 0; i < histogram.length; i++) {
            sums[i + 1] = sums[i] + histogram[i];
        }
        List<Peak> peaks = new ArrayList<>();
        for (int half : HALF_WIDTHS) {
            for (int centre = half; centre + half < histogram.length; centre++) {
                int inside = between(sums, centre - half, centre + half);
                if (inside < LEAST_IN_PEAK) {
                    continue;
                }
                int before = between(sums, centre - 3 * half - 1, centre - half - 1);
                int after = between(sums, centre + half + 1, centre + 3 * half + 1);
                double background = StrictMath.max(before, after);
                double z = (inside - background) / StrictMath.sqrt(background + 1);
                if (z >= 5) {
                    peaks.add(new Peak(bins.middle(centre), z));
                }
            }
        }
        peaks.sort(Comparator.comparingDouble(Peak::z).reversed().thenComparingDouble(Peak::period));
        List<Peak> apart = new ArrayList<>();
        for (Peak peak : peaks) {
            boolean fresh = apart.stream()
                    .allMatch(other -> StrictMath.abs(StrictMath.log(other.period() / peak.period())) > 0.05);
            if (fresh && apart.size() < CANDIDATES) {
                apart.add(peak);
            }
        }
        return apart;
    }

    private static int between(int[] sums, int from, int to) {
        return sums[StrictMath.min(to + 1, sums.length - 1)] - sums[StrictMath.max(0, from)];
    }

    /**
     * On the beat and off it are two samples of the same size, and the second knows the background no better than the first
     * knows the rhythm: Fisher's exact test. Every bin of the histogram could have been the peak, so every bin is a trial.
     */
    private static void judge(Beats beats, Peak peak, double trials, List<Rhythm> found) {
        double period = peak.period();
        for (double tolerance : TOLERANCES) {
            double width = tolerance * period;
            if (width < beats.resolutionMs()) {
                continue;
            }
            int on = 0;
            int early = 0;
            int late = 0;
            int of = 0;
            double counted = Double.NEGATIVE_INFINITY;
            double end = beats.times()[beats.count() - 1];
            Beats.Walk onTime = beats.walk(width);
            Beats.Walk before = beats.walk(width);
            Beats.Walk after = beats.walk(width);
            for (long time : beats.times()) {
                if (time + period * (1 + 4 * tolerance) > end) {
                    break;
                }
                // Contacts of one session come back together or not at all: they are one observation.
                if (time - counted < width) {
                    continue;
                }
                counted = time;
                of++;
                on += onTime.isNear(time + period) ? 1 : 0;
                early += before.isNear(time + period - 2.5 * width) ? 1 : 0;
                late += after.isNear(time + period + 2.5 * width) ? 1 : 0;
            }
            if (of < 10) {
                continue;
            }
            int off = StrictMath.max(early, late);
            if (on - off >= LEAST_EFFECT * of) {
                double p = new TwoByTwo(on, of, off, of).greaterInside() * trials;
                double significance = p >= 1 ? 0 : -StrictMath.log10(StrictMath.max(1e-300, p));
                found.add(new Rhythm(
                        Rhythm.Kind.INTERLEAVED,
                        period,
                        tolerance,
                        beats.count(),
                        of,
                        on,
                        off,
                        significance,
                        0,
                        0,
                        0,
                        1));
            }
        }
    }
}
