package io.waybill.testkit.score;

import io.waybill.testkit.truth.Expectation;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Scores of several fleets drawn together: counts add up, so that the intervals are those of all fleets. The span of evidence
 * and the time to detection are medians of the fleets' medians. Used by one thread.
 */
public final class ScorePool {

    private final TreeMap<String, List<DetectorScore>> rows = new TreeMap<>();
    private final List<Expectation> missing = new ArrayList<>();
    private final List<ReportedAlert> unexpected = new ArrayList<>();
    private int fleets;
    private int passed;
    private long informational;
    private long withdrawn;

    /** Adds the score of one fleet. */
    public void add(ScoreReport report) {
        fleets++;
        passed += report.passed() ? 1 : 0;
        report.detectors()
                .forEach(row -> rows.computeIfAbsent(row.detector(), key -> new ArrayList<>())
                        .add(row));
        missing.addAll(report.missing());
        unexpected.addAll(report.unexpected());
        informational += report.informational();
        withdrawn += report.withdrawn();
    }

    /** Fleets in which every expected alert was there and nothing else above informational, of all fleets. */
    public Proportion passed() {
        return new Proportion(passed, fleets);
    }

    /**
     * The report on all of them.
     *
     * @param name instead of the scenario's
     */
    public ScoreReport report(String name) {
        List<DetectorScore> detectors = new ArrayList<>();
        rows.forEach((detector, each) -> detectors.add(new DetectorScore(
                detector,
                each.stream().mapToLong(DetectorScore::found).sum(),
                each.stream().mapToLong(DetectorScore::missed).sum(),
                each.stream().mapToLong(DetectorScore::unexpected).sum(),
                each.stream().mapToLong(DetectorScore::allowed).sum(),
                median(each, DetectorScore::spanHours),
                median(each, DetectorScore::delayHours))));
        return new ScoreReport(
                name, List.copyOf(detectors), List.copyOf(missing), List.copyOf(unexpected), informational, withdrawn);
    }

    private static OptionalDouble median(List<DetectorScore> rows, Function<DetectorScore, OptionalDouble> hours) {
        return Scorer.median(
                rows.stream().map(hours).filter(OptionalDouble::isPresent).mapToDouble(OptionalDouble::getAsDouble));
    }
}
