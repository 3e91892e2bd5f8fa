package io.waybill.testkit.score;

import io.waybill.schemas.Severity;
import java.util.Map;
import java.util.OptionalLong;

/**
 * An alert as {@code alerts.jsonl} has it, as far as scoring needs it.
 *
 * @param detector its detector
 * @param level level of its subject, in upper case
 * @param subject value of its subject
 * @param destination where, or empty
 * @param severity how much it matters
 * @param windowEnd end of the span it rests on, milliseconds since 1970 UTC; 0 where unknown
 * @param explanation its own words
 * @param firstRaised since when it had been raised with this severity or a higher one, milliseconds since 1970 UTC of the newest
 *     event that had come by then; empty where nobody watched while events came
 */
public record ReportedAlert(
        String detector,
        String level,
        String subject,
        String destination,
        Severity severity,
        long windowEnd,
        String explanation,
        Map<Severity, Long> firstRaised) {

    /** Where nobody watched while events came. */
    public ReportedAlert(
            String detector,
            String level,
            String subject,
            String destination,
            Severity severity,
            long windowEnd,
            String explanation) {
        this(detector, level, subject, destination, severity, windowEnd, explanation, Map.of());
    }

    /** When it was first raised with at least this severity, where somebody watched. */
    OptionalLong firstRaised(Severity least) {
        return firstRaised.entrySet().stream()
                .filter(raised -> raised.getKey().compareTo(least) >= 0)
                .mapToLong(Map.Entry::getValue)
                .min();
    }

    /** The alert in one line. */
    public String describe() {
        return detector + " " + level + " '" + subject + "' at " + destination + " (" + severity + ")";
    }
}
