package io.waybill.testkit.score;

import io.waybill.captures.Printable;
import io.waybill.testkit.truth.Expectation;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Alerts against the truth.
 *
 * @param scenario id of the story
 * @param detectors one row per detector that was expected or spoke, by name
 * @param missing expected alerts that were not there, or below their least severity
 * @param unexpected alerts above informational that were neither expected nor allowed
 * @param informational alerts that were left out because they are informational
 * @param withdrawn alerts that were left out because they are retracted or suppressed
 */
public record ScoreReport(
        String scenario,
        List<DetectorScore> detectors,
        List<Expectation> missing,
        List<ReportedAlert> unexpected,
        long informational,
        long withdrawn) {

    /** Whether every expected alert was there and nothing else above informational. */
    public boolean passed() {
        return missing.isEmpty() && unexpected.isEmpty();
    }

    /** The report for a reader: a table, what is missing, what is too much, and a verdict in the last line. */
    public String render() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%-20s %5s %6s %10s %7s  %-18s  %-18s %5s %8s %8s%n",
                "detector",
                "found",
                "missed",
                "unexpected",
                "allowed",
                "precision (95%)",
                "recall (95%)",
                "F1",
                "span h",
                "delay h"));
        for (DetectorScore row : detectors) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-20s %5d %6d %10d %7d  %-18s  %-18s %5.3f %8s %8s%n",
                    Printable.escape(row.detector()),
                    row.found(),
                    row.missed(),
                    row.unexpected(),
                    row.allowed(),
                    share(row.precision()),
                    share(row.recall()),
                    row.f1(),
                    hours(row.spanHours()),
                    hours(row.delayHours())));
        }
        missing.forEach(expectation -> text.append("missing     ")
                .append(Printable.escape(expectation.describe()))
                .append(", at least ")
                .append(expectation.minimumSeverity())
                .append(": ")
                .append(Printable.escape(expectation.why()))
                .append('\n'));
        unexpected.forEach(alert -> text.append("unexpected  ")
                .append(Printable.escape(alert.describe()))
                .append(": ")
                .append(Printable.escape(alert.explanation()))
                .append('\n'));
        text.append("span h: median hours from the onset to the end of the final alert's evidence, which is no time to")
                .append(" detection\n")
                .append(
                        "delay h: time to detection, median hours from the onset until the alert was first raised; known only")
                .append(" where a fleet was judged while events came\n");
        text.append(informational)
                .append(" informational and ")
                .append(withdrawn)
                .append(" retracted or suppressed alerts left out\n");
        long found = detectors.stream().mapToLong(DetectorScore::found).sum();
        text.append(scenario).append(passed() ? ": as expected, " : ": NOT as expected, ");
        text.append(found).append(" found, ").append(missing.size()).append(" missing, ");
        return text.append(unexpected.size()).append(" unexpected\n").toString();
    }

    private static String hours(OptionalDouble hours) {
        return hours.isPresent() ? String.format(Locale.ROOT, "%.1f", hours.getAsDouble()) : "-";
    }

    private static String share(Proportion share) {
        return share.trials() == 0
                ? "-"
                : String.format(Locale.ROOT, "%.3f [%.2f, %.2f]", share.value(), share.low(), share.high());
    }
}
