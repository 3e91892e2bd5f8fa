package io.waybill.streams.detect;

/** Judges one destination against the cohorts. Implementations are stateless, deterministic and safe for many threads. */
public interface DestinationDetector {

    /** Id as in the documentation, e.g. {@code cohort-exclusive}. */
    String id();

    /**
     * The verdicts on this destination, and how many comparisons were made to reach them.
     *
     * @param policy rules and detector parameters in force
     */
    Judgement judge(DestinationView view, Policy policy);

    /**
     * Event time that a fleet has to be watched before this says anything, milliseconds; 0 where it needs none.
     *
     * @param windowMillis length of a window
     */
    default long learningMillis(Policy policy, long windowMillis) {
        return 0;
    }
}
