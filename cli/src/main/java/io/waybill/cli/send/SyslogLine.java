package io.waybill.cli.send;

import io.waybill.schemas.Alert;
import io.waybill.schemas.Severity;
import io.waybill.streams.alert.CloudEvent;
import java.util.Locale;

/**
 * An alert as a syslog message by RFC 5424: facility local0, the time is event time, the sender's name is left open, the message
 * id is the detector, and what is needed to tell deliveries apart stands in the structured data under IANA's example number.
 */
final class SyslogLine {

    private static final int LOCAL0 = 16;
    private static final int MAX_MESSAGE_ID = 32;

    private SyslogLine() {}

    /** The message without any framing. */
    static String of(RenderedAlert rendered) {
        Alert alert = rendered.alert();
        int priority = LOCAL0 * 8 + severity(alert.getSeverity());
        return "<" + priority + ">1 " + alert.getWindow().getEnd() + " - waybill - " + messageId(alert.getDetector())
                + " [waybill@32473 id=\"" + value(CloudEvent.id(alert))
                + "\" status=\"" + alert.getStatus().name().toLowerCase(Locale.ROOT)
                + "\" severity=\"" + alert.getSeverity().name().toLowerCase(Locale.ROOT)
                + "\"] \ufeff" + rendered.text();
    }

    /** Syslog's severities: 2 critical, 3 error, 4 warning, 5 notice, 6 informational. */
    private static int severity(Severity severity) {
        return switch (severity) {
            case CRITICAL -> 2;
            case HIGH -> 3;
            case MEDIUM -> 4;
            case LOW -> 5;
            case INFORMATIONAL -> 6;
        };
    }

    /** At most 32 printable ASCII characters. */
    private static String messageId(String detector) {
        String plain = detector.replaceAll("[^\\x21-\\x7e]", "_");
        return plain.isEmpty() ? "-" : plain.substring(0, Math.min(plain.length(), MAX_MESSAGE_ID));
    }

    private static String value(String text) {
        return text.replaceAll("[\\p{Cntrl}]", "_").replaceAll("([\"\\\\\\]])", "\\\\$1");
    }
}
