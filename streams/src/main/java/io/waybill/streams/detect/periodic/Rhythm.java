package io.waybill.streams.detect.periodic;

/**
 * A rhythm found in contacts.
 *
 * @param kind how it shows
 * @param periodMs time from beat to beat
 * @param spread how far beats stray from it, as a share of the period
 * @param beats beats seen
 * @param observations gaps or beats that could have kept the rhythm
 * @param kept of these, the ones that did
 * @param byChance of these, how many would by chance
 * @param significance negative decimal logarithm of the p-value, corrected for the periods and widths tried
 * @param wallCoverage share of the whole time in which the rhythm runs, 0 to 1
 * @param activeCoverage the same without long pauses, 0 to 1
 * @param coherence length of the mean phase vector, 1 for a beat that keeps to the clock for ever (Lord Rayleigh, 1880)
 * @param contactsPerBeat contacts drawn together into one beat, on average
 */
record Rhythm(
        Kind kind,
        double periodMs,
        double spread,
        int beats,
        int observations,
        int kept,
        double byChance,
        double significance,
        double wallCoverage,
        double activeCoverage,
        double coherence,
        double contactsPerBeat) {

    /** Least share of what is observed that keeps the rhythm over and above chance. */
    static final double LEAST_REGULARITY = 0.2;

    /** How a rhythm shows. */
    enum Kind {
        /** Most gaps between contacts are one period, or a few periods where contacts are missing. */
        STEADY,
        /** A beat runs inside other traffic: one period after a contact there is another far more often than beside it. */
        INTERLEAVED,
        /** Each gap is nearly as long as the one before, while the pace drifts. */
        DRIFTING
    }

    Rhythm coherent(double value) {
        return new Rhythm(
                kind,
                periodMs,
                spread,
                beats,
                observations,
                kept,
                byChance,
                significance,
                wallCoverage,
                activeCoverage,
                value,
                contactsPerBeat);
    }

    /** 0 to 1: how certain, how complete, how continuous. */
    double score() {
        double certainty = 1 - StrictMath.pow(10, -significance / 5);
        double continuity = (wallCoverage + activeCoverage) / 2;
        return certainty * (0.5 + 0.25 * continuity + 0.25 * regularity());
    }

    /** Share that keeps the rhythm, over and above what chance would: 0 to 1. */
    double regularity() {
        return StrictMath.max(0, (kept - byChance) / StrictMath.max(1, observations - byChance));
    }
}
