package io.waybill.testkit.score;

import io.waybill.schemas.Severity;

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
 */
public record ReportedAlert(
        String detector,
        String level,
        String subject,
        String destination,
        Severity severity,
        long windowEnd,
        String explanation) {

    /** The alert in one line. */
    public String describe() {
        return detector + " " + level + " '" + subject + "' at " + destination + " (" + severity + ")";
    }
}
