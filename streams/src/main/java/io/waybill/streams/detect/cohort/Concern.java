package io.waybill.streams.detect.cohort;

import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.Severity;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.DestinationView;
import io.waybill.streams.detect.Finding;
import java.util.Set;

/** Severity: what it is, how sure, how many devices, how sensitive. The table is in docs/detection.md. */
final class Concern {

    private static final Set<String> GRAVE = Set.of("identifier-leak", "watch-list");
    private static final double FAST_MS = 20 * 60_000.0;
    private static final double LEAST_BEATS = 12;
    private static final double STEADY_SPREAD = 0.2;
    private static final double STEADY_REGULARITY = 0.5;
    private static final double STEADY_COVERAGE = 0.7;
    private static final double LEAST_FRESH_NAMES = 20;
    private static final long MANY_DEVICES = 10;

    private Concern() {}

    /** INFORMATIONAL for none, LOW, MEDIUM, and HIGH from three points on. */
    static Severity ofPoints(int points) {
        return switch (StrictMath.max(0, StrictMath.min(3, points))) {
            case 0 -> Severity.INFORMATIONAL;
            case 1 -> Severity.LOW;
            case 2 -> Severity.MEDIUM;
            default -> Severity.HIGH;
        };
    }

    /** A destination only one cohort knows: MEDIUM; HIGH when data of persons is at stake or a nameless network beats. */
    static Severity exclusive(DestinationView view, Cohort cohort) {
        boolean grave = findings(view, cohort, GRAVE) > 0;
        boolean nameless = view.destination().kind() == DestinationKind.NETWORK;
        boolean beats = findings(view, cohort, Set.of("periodic-contact", "survives-reset")) >= 3;
        return grave || (nameless && beats) ? Severity.HIGH : Severity.MEDIUM;
    }

    private static long findings(DestinationView view, Cohort cohort, Set<String> detectors) {
        return view.findings().stream()
                .filter(finding -> detectors.contains(finding.detector())
                        && finding.manufacturer().equals(cohort.manufacturer()))
                .count();
    }

    /**
     * Points of a periodic contact: a machine's beat, to an odd port, unanswered; without a name if any of these; two for a
     * destination that one cohort keeps to itself. Questions to a name server are no contact with what they ask for, unless
     * nearly every one asks for another name, which is how data leaves in them.
     */
    static int periodic(Finding finding, boolean exclusive) {
        if (is(finding, "icmp")) {
            return 0;
        }
        if (is(finding, "lookups")) {
            return fresh(finding) ? 2 : 0;
        }
        boolean odd = !is(finding, "usualPort");
        boolean unanswered = fact(finding, "unansweredShare") >= 0.5;
        int points = (machine(finding) ? 1 : 0) + (odd ? 1 : 0) + (unanswered ? 1 : 0);
        boolean nameless = !is(finding, "named");
        return points + (nameless && points > 0 ? 1 : 0) + (exclusive ? 2 : 0);
    }

    /** A dozen beats at least, and either fast or, where slow, with the steadiness and the stamina that no person has. */
    private static boolean machine(Finding finding) {
        boolean fast = fact(finding, "periodMs") <= FAST_MS;
        boolean steady = fact(finding, "spread") <= STEADY_SPREAD
                && part(finding, "regularity") >= STEADY_REGULARITY
                && part(finding, "coverage") >= STEADY_COVERAGE;
        return fact(finding, "beats") >= LEAST_BEATS && (fast || steady);
    }

    private static boolean fresh(Finding finding) {
        double names = fact(finding, "names");
        return names >= LEAST_FRESH_NAMES && names * 2 >= fact(finding, "contacts");
    }

    /** One level up from this many devices on. */
    static Severity raised(Severity severity, long devices) {
        if (devices < MANY_DEVICES) {
            return severity;
        }
        return switch (severity) {
            case INFORMATIONAL -> Severity.INFORMATIONAL;
            case LOW -> Severity.MEDIUM;
            case MEDIUM -> Severity.HIGH;
            case HIGH, CRITICAL -> Severity.CRITICAL;
        };
    }

    private static boolean is(Finding finding, String fact) {
        return fact(finding, fact) > 0;
    }

    private static double fact(Finding finding, String name) {
        return finding.facts().getOrDefault(name, 0.0);
    }

    private static double part(Finding finding, String name) {
        return finding.subscores().getOrDefault(name, 0.0);
    }
}
