package io.waybill.streams.detect.periodic;

/**
 * How much of the time a rhythm runs. Two beats one period apart, or up to three where beats are missing, are a link; what
 * links cover without a hole is a run. Short runs do not count: three connections two seconds apart are a burst, no rhythm.
 *
 * @param wall share of the time from first to last contact that lies in runs
 * @param active the same, with pauses between runs taken out (a phone that is off is no counter-evidence)
 * @param beats beats in runs
 */
record Coverage(double wall, double active, int beats) {

    private static final int MOST_MISSING = 3;
    private static final double PAUSE_PERIODS = 10;

    /**
     * Measures.
     *
     * @param tolerance of one period, milliseconds; grows with the square root of the periods in a link
     * @param leastPeriods runs shorter than this many periods do not count
     */
    static Coverage of(Beats beats, double period, double tolerance, double leastPeriods) {
        long[] times = beats.times();
        double covered = 0;
        double pauses = 0;
        int inRuns = 0;
        double runStart = times[0];
        double reach = times[0];
        int runBeats = 0;
        double lastRunEnd = Double.NEGATIVE_INFINITY;
        for (int i = 0; i <= times.length; i++) {
            if (i == times.length || times[i] > reach) {
                if (reach - runStart >= leastPeriods * period * 0.8) {
                    covered += reach - runStart;
                    inRuns += runBeats;
                    double gap = runStart - lastRunEnd;
                    pauses += gap > PAUSE_PERIODS * period && gap < Double.MAX_VALUE ? gap : 0;
                    lastRunEnd = reach;
                }
                if (i == times.length) {
                    break;
                }
                runStart = times[i];
                reach = times[i];
                runBeats = 0;
            }
            runBeats++;
            reach = StrictMath.max(reach, link(beats, i, period, tolerance));
        }
        double span = StrictMath.max(1, beats.span());
        return new Coverage(covered / span, covered / StrictMath.max(1, span - pauses), inRuns);
    }

    private static double link(Beats beats, int i, double period, double tolerance) {
        double from = beats.times()[i];
        for (int m = 1; m <= MOST_MISSING; m++) {
            int next = beats.indexNear(from + m * period, tolerance * StrictMath.sqrt(m));
            if (next > i) {
                return beats.times()[next];
            }
        }
        return from;
    }
}
