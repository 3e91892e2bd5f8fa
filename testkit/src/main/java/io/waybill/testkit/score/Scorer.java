package io.waybill.testkit.score;

import io.waybill.schemas.Severity;
import io.waybill.testkit.truth.Expectation;
import io.waybill.testkit.truth.Truth;
import io.waybill.testkit.truth.TruthFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * Compares alerts with the truth. An expected alert is found when an alert of its detector, level, subject and destination
 * is there with at least its severity; so a verdict about the wrong level is both a miss and a false alert.
 */
public final class Scorer {

    private Scorer() {}

    /**
     * Scores the alerts of a case.
     *
     * @throws IOException when a file cannot be read or is not what it should be
     */
    public static ScoreReport score(Path truth, Path alerts) throws IOException {
        AlertsFile file = AlertsFile.read(alerts);
        return score(TruthFile.read(truth), file.alerts(), file.withdrawn());
    }

    /**
     * Scores these alerts.
     *
     * @param withdrawn retracted or suppressed alerts that are not among them; only reported
     */
    public static ScoreReport score(Truth truth, List<ReportedAlert> alerts, long withdrawn) {
        Map<Key, ReportedAlert> strongest = new HashMap<>();
        for (ReportedAlert alert : alerts) {
            strongest.merge(Key.of(alert), alert, (a, b) -> a.severity().compareTo(b.severity()) >= 0 ? a : b);
        }
        Map<String, Tally> tallies = new TreeMap<>();
        List<Expectation> missing = new ArrayList<>();
        Set<Key> answered = new LinkedHashSet<>();
        for (Expectation expectation : truth.expected()) {
            Tally tally = tallies.computeIfAbsent(expectation.detector(), key -> new Tally());
            Key key = Key.of(expectation);
            ReportedAlert alert = strongest.get(key);
            answered.add(key);
            if (alert == null || alert.severity().compareTo(expectation.minimumSeverity()) < 0) {
                tally.missed++;
                missing.add(expectation);
            } else {
                tally.found++;
                tally.span.add(hours(expectation.since(), alert.windowEnd()));
                alert.firstRaised(expectation.minimumSeverity())
                        .ifPresent(raised -> tally.delay.add(hours(expectation.since(), raised)));
            }
        }
        Set<Key> allowed = new LinkedHashSet<>();
        truth.allowed().forEach(expectation -> allowed.add(Key.of(expectation)));
        List<ReportedAlert> unexpected = new ArrayList<>();
        long informational = 0;
        for (ReportedAlert alert : alerts) {
            Key key = Key.of(alert);
            if (answered.contains(key)) {
                continue;
            }
            if (alert.severity() == Severity.INFORMATIONAL) {
                informational++;
                continue;
            }
            Tally tally = tallies.computeIfAbsent(alert.detector(), name -> new Tally());
            if (allowed.contains(key)) {
                tally.allowed++;
            } else {
                tally.unexpected++;
                unexpected.add(alert);
            }
        }
        List<DetectorScore> rows = tallies.entrySet().stream()
                .map(entry -> entry.getValue().score(entry.getKey()))
                .toList();
        return new ScoreReport(truth.scenario(), rows, missing, unexpected, informational, withdrawn);
    }

    private static double hours(long from, long to) {
        return (to - from) / 3_600_000.0;
    }

    /** The lower of the two in the middle where their number is even; empty where there are none. */
    static OptionalDouble median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return sorted.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(sorted[(sorted.length - 1) / 2]);
    }

    private record Key(String detector, String level, String subject, String destination) {

        static Key of(Expectation expectation) {
            return new Key(
                    expectation.detector(),
                    expectation.level().name(),
                    expectation.subject(),
                    expectation.destination());
        }

        static Key of(ReportedAlert alert) {
            return new Key(alert.detector(), alert.level(), alert.subject(), alert.destination());
        }
    }

    private static final class Tally {
        private long found;
        private long missed;
        private long unexpected;
        private long allowed;
        private final List<Double> span = new ArrayList<>();
        private final List<Double> delay = new ArrayList<>();

        private DetectorScore score(String detector) {
            return new DetectorScore(
                    detector,
                    found,
                    missed,
                    unexpected,
                    allowed,
                    median(span.stream().mapToDouble(Double::doubleValue)),
                    median(delay.stream().mapToDouble(Double::doubleValue)));
        }
    }
}
