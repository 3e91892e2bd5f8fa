package io.waybill.testkit.truth;

import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import java.util.List;

/**
 * One alert that must be there, or, in the list of the allowed ones, may be.
 *
 * @param detector its detector
 * @param level its subject's level
 * @param subject its subject's value, exactly
 * @param destination its destination, exactly
 * @param minimumSeverity the least severity that counts as reported; an allowed alert may have any
 * @param since when the misbehaviour began, milliseconds since 1970 UTC
 * @param devices phones that do it
 * @param why for the reader of a score
 */
public record Expectation(
        String detector,
        SubjectLevel level,
        String subject,
        String destination,
        Severity minimumSeverity,
        long since,
        List<String> devices,
        String why) {

    /** The alert in one line. */
    public String describe() {
        return detector + " " + level + " '" + subject + "' at " + destination;
    }
}
