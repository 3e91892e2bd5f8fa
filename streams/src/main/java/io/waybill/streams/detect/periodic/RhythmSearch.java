package io.waybill.streams.detect.periodic;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the best rhythm in contact times: contacts are drawn together at growing scales, at each scale three scans propose
 * hypotheses, each is measured for how much of the time it covers, and the best score wins; of equal ones the first. The work
 * is bounded: at most eleven scales, each a sort of at most as many beats as contacts, and 16,384 differences.
 */
final class RhythmSearch {

    private static final long[] SCALES_MS = {
        100, 316, 1_000, 3_160, 10_000, 31_600, 100_000, 316_000, 1_000_000, 3_160_000, 10_000_000
    };
    static final int LEAST_BEATS = 4;
    private static final int LEAST_FOR_LAGS = 16;
    /** The search inside other traffic runs at every third scale: a factor of thirty between them and their shortest period is no loss. */
    private static final int SLOW_EVERY = 3;
    /** Scales at which it runs. */
    static final int LAG_SCALES = (SCALES_MS.length + SLOW_EVERY - 1) / SLOW_EVERY;

    private static final double SURE = 0.95;
    private static final double MULTIPLE_HANDICAP = 0.8;
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;
    /** From this period on, a beat of many contacts is a person sitting down, not a program waking up. */
    private static final long SESSIONS_FROM = 2 * HOUR;

    private static final double MOST_PER_SLOW_BEAT = 8;

    /**
     * What is asked of a rhythm.
     *
     * @param leastSignificance negative decimal logarithm of the corrected p-value
     * @param leastCoverage share of the active time the rhythm must run
     * @param shortestMs shortest period
     * @param longestMs longest period
     * @param leastBeats least beats
     */
    record Limits(double leastSignificance, double leastCoverage, double shortestMs, double longestMs, int leastBeats) {

        /** The same for each of several searches of which the best is taken. */
        Limits amongst(int searches) {
            double stricter = leastSignificance + StrictMath.log10(searches);
            return new Limits(stricter, leastCoverage, shortestMs, longestMs, leastBeats);
        }
    }

    private final Limits limits;

    RhythmSearch(Limits limits) {
        this.limits = limits;
    }

    /** The best rhythm, or null. Times ascend; there are at least {@link #LEAST_BEATS}. */
    @Nullable
    Rhythm best(long[] times) {
        Rhythm best = null;
        Beats bestBeats = null;
        int before = Integer.MAX_VALUE;
        for (int i = 0; i < SCALES_MS.length; i++) {
            long scale = SCALES_MS[i];
            Beats beats = Beats.of(times, scale);
            if (beats.count() < limits.leastBeats() || beats.span() < 4.0 * scale * LEAST_BEATS) {
                break;
            }
            if (beats.count() == before) {
                continue;
            }
            before = beats.count();
            Rhythm found = better(best, at(beats, times.length, i % SLOW_EVERY == 0));
            bestBeats = found == best ? bestBeats : beats;
            best = found;
            if (best != null && best.score() > SURE) {
                break;
            }
        }
        return best == null || bestBeats == null
                ? null
                : best.coherent(Phase.coherence(bestBeats.times(), best.periodMs()));
    }

    private @Nullable Rhythm at(Beats beats, int contacts, boolean slow) {
        Rhythm best = pick(beats, GapScan.scan(beats, limits.shortestMs()), contacts);
        if (best == null && beats.count() >= LEAST_FOR_LAGS) {
            List<Rhythm> others = new ArrayList<>(DriftScan.scan(beats, limits.shortestMs()));
            others.addAll(slow ? LagScan.scan(beats, limits.shortestMs()) : List.of());
            best = pick(beats, others, contacts);
        }
        return best;
    }

    private @Nullable Rhythm pick(Beats beats, List<Rhythm> hypotheses, int contacts) {
        Rhythm best = null;
        for (Rhythm hypothesis : hypotheses) {
            if (hypothesis.significance() >= limits.leastSignificance()
                    && hypothesis.periodMs() <= limits.longestMs()) {
                Rhythm measured = measure(hypothesis, beats, contacts);
                best = acceptable(measured, beats) ? better(best, measured) : best;
            }
        }
        return best;
    }

    private static Rhythm measure(Rhythm rhythm, Beats beats, int contacts) {
        double wall = rhythm.wallCoverage();
        double active = rhythm.activeCoverage();
        int kept = beats.count();
        if (rhythm.kind() != Rhythm.Kind.DRIFTING) {
            double least = StrictMath.min(6, beats.count() - 1.0);
            double tolerance = StrictMath.max(rhythm.spread(), 0.02) * rhythm.periodMs();
            Coverage coverage = Coverage.of(beats, rhythm.periodMs(), tolerance, least);
            wall = coverage.wall();
            active = coverage.active();
            kept = coverage.beats();
        }
        return new Rhythm(
                rhythm.kind(),
                rhythm.periodMs(),
                rhythm.spread(),
                kept,
                rhythm.observations(),
                rhythm.kept(),
                rhythm.byChance(),
                rhythm.significance(),
                StrictMath.min(1, wall),
                StrictMath.min(1, active),
                0,
                (double) contacts / beats.count());
    }

    /** Whether it runs long enough, and with enough evidence, to be no chance and no habit. */
    boolean acceptable(Rhythm rhythm, Beats beats) {
        if (rhythm.periodMs() >= SESSIONS_FROM && rhythm.contactsPerBeat() > MOST_PER_SLOW_BEAT) {
            return false;
        }
        boolean runs = rhythm.activeCoverage() >= limits.leastCoverage()
                && (rhythm.wallCoverage() >= 0.2 || rhythm.beats() >= 30);
        return runs
                && rhythm.beats() >= limits.leastBeats()
                && (!habit(rhythm) || beats.sleepless() || rhythm.significance() >= 2 * limits.leastSignificance());
    }

    /**
     * People come back every few hours and every day; from there on a loose rhythm needs twice the evidence, unless it goes
     * through every night.
     */
    private static boolean habit(Rhythm rhythm) {
        double days = rhythm.periodMs() / DAY;
        boolean daily = StrictMath.abs(days - StrictMath.rint(days)) < 0.05 * days;
        return rhythm.spread() > 0.1 && rhythm.periodMs() >= 4 * HOUR || daily && rhythm.spread() > 0.05;
    }

    /** The one with the better score; what also recurs at a multiple of a period has to be better by a quarter. */
    static @Nullable Rhythm better(@Nullable Rhythm one, @Nullable Rhythm other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        if (multiple(other.periodMs(), one.periodMs())) {
            return other.score() * MULTIPLE_HANDICAP > one.score() ? other : one;
        }
        if (multiple(one.periodMs(), other.periodMs())) {
            return other.score() >= one.score() * MULTIPLE_HANDICAP ? other : one;
        }
        return other.score() > one.score() ? other : one;
    }

    /** What recurs every minute also recurs every two. */
    private static boolean multiple(double longer, double shorter) {
        double times = longer / shorter;
        return times > 1.5 && times < 8.5 && StrictMath.abs(times - StrictMath.rint(times)) < 0.05 * times;
    }
}
