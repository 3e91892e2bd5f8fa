package io.waybill.streams.alert.render;

import io.waybill.schemas.Alert;
import io.waybill.schemas.Severity;

/**
 * An alert as a line of the ArcSight Common Event Format, version 0. In the header {@code \} and {@code |} are escaped, in the
 * extension {@code \}, {@code =} and line ends; other {@linkplain Hazards hazards} are written out, so that one alert is one line.
 */
public final class CefLine {

    private static final String PRODUCT_VERSION = "1";

    private CefLine() {}

    /** The line, without the line end. */
    public static String render(Alert alert) {
        String destination = alert.getDestination() == null ? "" : alert.getDestination();
        String subject = alert.getSubject().getValue();
        StringBuilder line =
                new StringBuilder(400).append("CEF:0|Waybill|Waybill|").append(PRODUCT_VERSION);
        header(line, alert.getDetector());
        header(line, Words.title(alert.getDetector(), subject, destination));
        header(line, String.valueOf(severity(alert.getSeverity())));
        line.append('|');
        extension(line, "rt", String.valueOf(Words.millis(alert.getWindow().getEnd())));
        extension(line, "start", String.valueOf(Words.millis(alert.getWindow().getStart())));
        extension(line, "end", String.valueOf(Words.millis(alert.getWindow().getEnd())));
        extension(line, "externalId", alert.getId());
        extension(line, "cat", alert.getDetector());
        extension(line, "cnt", String.valueOf(alert.getSamples()));
        if (!destination.isEmpty() && !Words.isNetwork(destination)) {
            extension(line, "dhost", destination);
        }
        custom(line, "cs1", "subjectLevel", Words.of(alert.getSubject().getLevel()));
        custom(line, "cs2", "subject", subject);
        if (Words.isNetwork(destination)) {
            custom(line, "cs3", "destinationNetwork", destination);
        }
        custom(line, "cs4", "measure", alert.getMeasure());
        custom(line, "cn1", "devices", String.valueOf(alert.getDevices()));
        custom(line, "cn2", "revision", String.valueOf(alert.getRevision()));
        custom(line, "cfp1", "score", CanonicalNumber.text(alert.getScore()));
        custom(line, "cfp2", "observed", CanonicalNumber.text(alert.getObserved()));
        custom(line, "cfp3", "expected", CanonicalNumber.text(alert.getExpected()));
        extension(line, "outcome", alert.getStatus().name());
        extension(line, "msg", alert.getExplanation());
        return line.substring(0, line.length() - 1);
    }

    private static void header(StringBuilder line, String value) {
        line.append('|').append(escape(value, '|'));
    }

    private static void custom(StringBuilder line, String key, String label, String value) {
        extension(line, key + "Label", label);
        extension(line, key, value);
    }

    private static void extension(StringBuilder line, String key, String value) {
        line.append(key).append('=').append(escape(value, '=')).append(' ');
    }

    private static String escape(String value, char special) {
        StringBuilder escaped = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' || c == special) {
                escaped.append('\\').append(c);
            } else if (c == '\n' || c == '\r') {
                escaped.append(special == '=' ? c == '\n' ? "\\n" : "\\r" : " ");
            } else if (Hazards.isHazard(c)) {
                escaped.append('\\').append(Hazards.escapeOf(c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static int severity(Severity severity) {
        return switch (severity) {
            case INFORMATIONAL -> 1;
            case LOW -> 3;
            case MEDIUM -> 5;
            case HIGH -> 8;
            case CRITICAL -> 10;
        };
    }
}
