package io.waybill.streams.detect.periodic;

import io.waybill.streams.detect.stats.Robust;
import java.util.ArrayList;
import java.util.List;

/**
 * Rhythms whose pace drifts, as of a client that waits a little longer each time nothing is to be done: each gap is nearly as
 * long as the one before. Of two independent exponential gaps the longer is within e^0.25 of the shorter in 12 % of cases, in
 * up to 30 % where contacts were drawn together; 35 % is taken as chance.
 */
final class DriftScan {

    private static final double NEARLY = 0.25;
    private static final double RATIO = StrictMath.exp(NEARLY);
    private static final double BY_CHANCE = 0.35;
    private static final double LEAST_SHARE = 0.65;
    private static final int LEAST_PAIRS = 20;
    /** Gaps of few whole seconds are alike because there are few lengths they can have. */
    private static final double LEAST_STEPS = 10;

    private DriftScan() {}

    /** The hypothesis, if enough neighbouring gaps are alike. */
    static List<Rhythm> scan(Beats beats, double shortestMs) {
        double[] gaps = beats.gaps();
        double period = Robust.median(gaps);
        List<Rhythm> found = new ArrayList<>();
        double coarse = beats.resolutionMs() > 1 ? LEAST_STEPS * beats.resolutionMs() : 0;
        if (period < StrictMath.max(coarse, StrictMath.max(shortestMs, 2.0 * beats.scaleMs()))) {
            return found;
        }
        int alike = 0;
        int pairs = gaps.length / 2;
        double covered = 0;
        for (int i = 0; i + 1 < gaps.length; i++) {
            boolean near = gaps[i + 1] <= gaps[i] * RATIO && gaps[i] <= gaps[i + 1] * RATIO;
            covered += near ? gaps[i + 1] : 0;
            alike += near && i % 2 == 0 ? 1 : 0;
        }
        if (pairs >= LEAST_PAIRS && alike >= LEAST_SHARE * pairs) {
            double coverage = StrictMath.min(1, covered / StrictMath.max(1, beats.span()));
            found.add(new Rhythm(
                    Rhythm.Kind.DRIFTING,
                    period,
                    NEARLY,
                    beats.count(),
                    pairs,
                    alike,
                    BY_CHANCE * pairs,
                    GapScan.significance(alike, pairs, BY_CHANCE, 10),
                    coverage,
                    coverage,
                    0,
                    1));
        }
        return found;
    }
}
