package io.waybill.streams.detect.report;

import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.EventRef;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Span;
import io.waybill.streams.detect.Verdict;
import io.waybill.streams.detect.stats.Figure;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A verdict being written. Rounds every number once. Not safe for many threads. */
public final class VerdictDraft {

    private final String detector;
    private final SubjectLevel level;
    private final String subject;
    private final String destination;
    private Severity severity = Severity.INFORMATIONAL;
    private double score;
    private OptionalDouble pValue = OptionalDouble.empty();
    private Span window = new Span(0, 0);
    private String measure = "";
    private double observed;
    private double expected;
    private OptionalDouble lowerBound = OptionalDouble.empty();
    private OptionalDouble upperBound = OptionalDouble.empty();
    private long samples;
    private long devices = 1;
    private final TreeMap<String, Double> subscores = new TreeMap<>();
    private final TreeMap<String, String> parameters = new TreeMap<>();
    private String explanation = "";
    private List<EventRef> evidence = List.of();
    private @Nullable String knownService;
    private boolean outside;

    private VerdictDraft(String detector, SubjectLevel level, String subject, String destination) {
        this.detector = detector;
        this.level = level;
        this.subject = subject;
        this.destination = destination;
    }

    /**
     * About the device of a finding, taking over what the finding says. Where it is no device of this network that calls, but a
     * stranger who knocks from outside, the verdict says so and is informational.
     */
    public static VerdictDraft device(Finding finding) {
        VerdictDraft draft =
                new VerdictDraft(finding.detector(), SubjectLevel.DEVICE, finding.deviceId(), finding.destination());
        draft.score = finding.score();
        draft.window = finding.window();
        draft.measure = finding.measure();
        draft.observed = finding.observed();
        draft.expected = finding.expected();
        draft.samples = finding.samples();
        draft.subscores.putAll(finding.subscores());
        draft.parameters.putAll(finding.parameters());
        draft.evidence = finding.evidence();
        draft.outside = finding.facts().getOrDefault(FindingDraft.OUTSIDE, 0.0) > 0;
        return draft;
    }

    /** About a cohort. */
    public static VerdictDraft cohort(String detector, Cohort cohort, String destination) {
        return new VerdictDraft(detector, cohort.level(), cohort.value(), destination);
    }

    /** How much it matters. */
    public VerdictDraft severity(Severity value) {
        severity = value;
        return this;
    }

    /** How sure, 0 to 1. */
    public VerdictDraft score(double value) {
        score = Figure.share(value);
        return this;
    }

    /** p-value of the test behind it: the verdict stands only if it survives the correction for many tests. */
    public VerdictDraft pValue(double p) {
        pValue = OptionalDouble.of(Figure.probability(p));
        return this;
    }

    /** Span of event time, milliseconds since 1970 UTC: start inclusive, end exclusive. */
    public VerdictDraft window(long start, long end) {
        return window(new Span(start, end));
    }

    /** Span of event time. */
    public VerdictDraft window(Span span) {
        window = span;
        return this;
    }

    /** What was counted, and what the comparison says. */
    public VerdictDraft measured(String what, double seen, double wanted) {
        measure = what;
        observed = Figure.of(seen);
        expected = Figure.of(wanted);
        return this;
    }

    /** Lower end of what would have been accepted. */
    public VerdictDraft atLeast(double bound) {
        lowerBound = OptionalDouble.of(Figure.of(bound));
        return this;
    }

    /** Upper end of what would have been accepted. */
    public VerdictDraft atMost(double bound) {
        upperBound = OptionalDouble.of(Figure.of(bound));
        return this;
    }

    /** How many observations. */
    public VerdictDraft samples(long count) {
        samples = count;
        return this;
    }

    /** How many devices it concerns. */
    public VerdictDraft devices(long count) {
        devices = count;
        return this;
    }

    /** A part of the score. */
    public VerdictDraft subscore(String name, double value) {
        subscores.put(name, Figure.of(value));
        return this;
    }

    /** Parameters in force. */
    public VerdictDraft parameters(Map<String, String> used) {
        parameters.putAll(used);
        return this;
    }

    /** The verdict in sentences. */
    public VerdictDraft explain(String sentences) {
        explanation = sentences;
        return this;
    }

    /** Events behind it; ten at most are kept. */
    public VerdictDraft evidence(Collection<EventRef> events) {
        evidence = Evidence.of(events);
        return this;
    }

    /** Name of the known service, where it is one. */
    public VerdictDraft knownService(@Nullable String name) {
        knownService = name;
        return this;
    }

    /** The verdict. */
    public Verdict write() {
        String words = outside
                ? explanation
                        + " It is a stranger's address that calls in from the Internet, no device of this network."
                : explanation;
        return new Verdict(
                detector,
                level,
                subject,
                destination,
                outside ? Severity.INFORMATIONAL : severity,
                score,
                pValue,
                window,
                measure,
                observed,
                expected,
                lowerBound,
                upperBound,
                samples,
                devices,
                subscores,
                parameters,
                words,
                evidence,
                knownService);
    }
}
