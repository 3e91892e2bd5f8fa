package io.waybill.streams.detect;

import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A judgement on one subject: an alert, before the correction for many tests and before policy had its say.
 *
 * @param detector id of the detector
 * @param level level of the subject
 * @param subject value of the subject, as in {@code AlertSubject}
 * @param destination name of the destination
 * @param severity how much it matters
 * @param score how sure, 0 to 1
 * @param pValue of the test behind it; empty where the verdict is no significance test and needs no correction
 * @param window span of event time it rests on
 * @param measure what observed and expected count, with the unit
 * @param observed what was seen
 * @param expected what the comparison says
 * @param lowerBound lower end of what would have been accepted
 * @param upperBound upper end of what would have been accepted
 * @param samples observations it rests on
 * @param devices devices it concerns
 * @param subscores parts of the score
 * @param parameters parameters the detector ran with
 * @param explanation sentences for a reader who is no specialist, with the numbers
 * @param evidence at most ten events, sorted
 * @param knownService name of the known service behind the destination, or null
 */
public record Verdict(
        String detector,
        SubjectLevel level,
        String subject,
        String destination,
        Severity severity,
        double score,
        OptionalDouble pValue,
        Span window,
        String measure,
        double observed,
        double expected,
        OptionalDouble lowerBound,
        OptionalDouble upperBound,
        long samples,
        long devices,
        SortedMap<String, Double> subscores,
        SortedMap<String, String> parameters,
        String explanation,
        List<EventRef> evidence,
        @Nullable String knownService) {

    /** Identity of the alert: the same subject, destination and detector is the same alert. */
    public String alertKey() {
        return detector + "\n" + level + "\n" + subject + "\n" + destination;
    }
}
