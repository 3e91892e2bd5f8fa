package io.waybill.benchmarks.micro;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A benchmark that is run once for each detector. The list stands in an annotation, and so is constants; a test holds it complete. */
@State(Scope.Benchmark)
public abstract class EachDetector {

    /** Id of the detector that is measured. */
    @Param({
        "watch-list",
        "identifier-leak",
        "residency-breach",
        "opt-out-ignored",
        "opt-out-honoured",
        "survives-reset",
        "unanswered-retry",
        "upload-volume",
        "long-connection",
        "name-flood",
        "periodic-contact",
        "cohort-exclusive",
        "new-destination",
        "surge",
        "went-dark",
        "country-shift",
        "bound-met"
    })
    public String detector = "";
}
