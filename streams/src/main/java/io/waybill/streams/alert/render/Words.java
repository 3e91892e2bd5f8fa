package io.waybill.streams.alert.render;

import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import java.time.Instant;
import java.util.Locale;

/** The words and numbers that stand for the schema's enums and times in text formats. */
final class Words {

    private Words() {}

    static String of(SubjectLevel level) {
        return level.name().toLowerCase(Locale.ROOT);
    }

    static String of(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    static long millis(Instant time) {
        return time.toEpochMilli();
    }

    /** Whether a destination's name is a network, and no site. */
    static boolean isNetwork(String destination) {
        return destination.indexOf('/') >= 0;
    }

    /** What the alert is about, in one line. */
    static String title(String detector, String subject, String destination) {
        return detector + ": " + subject + (destination.isEmpty() ? "" : " -> " + destination);
    }
}
