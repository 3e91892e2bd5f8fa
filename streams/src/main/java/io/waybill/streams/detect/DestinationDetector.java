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
}
