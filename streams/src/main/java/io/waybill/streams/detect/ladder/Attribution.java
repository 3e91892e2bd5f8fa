package io.waybill.streams.detect.ladder;

import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.stats.TwoByTwo;
import java.util.List;

/** Who is behind it: what the ladder says. */
public sealed interface Attribution {

    /** Comparisons made on the way, for the correction for many tests. */
    long tests();

    /**
     * One or more cohorts do it and nobody else.
     *
     * @param culprits the most general cohorts that explain it, sorted
     */
    record Culprits(List<Culprit> culprits, long tests) implements Attribution {}

    /** Common across cohorts: nobody in particular. */
    record Everybody(long tests) implements Attribution {}

    /** A few devices here and there: each for itself, no cohort is to blame. */
    record Devices(long tests) implements Attribution {}

    /** Not enough to say: too few devices that are known do it, or there are too few others to compare with. */
    record Abstained(long tests) implements Attribution {}

    /**
     * A cohort that explains it.
     *
     * @param cohort whom
     * @param table devices that did it, inside and outside
     * @param pValue of the table, one-sided, uncorrected
     * @param reasoning why this level, in a sentence
     */
    record Culprit(Cohort cohort, TwoByTwo table, double pValue, String reasoning) {}
}
