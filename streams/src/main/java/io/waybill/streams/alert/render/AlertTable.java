package io.waybill.streams.alert.render;

import io.waybill.schemas.Alert;

/** An alert as one line of a table for a terminal: columns of fixed width, then the explanation in full. */
public final class AlertTable {

    /** Names of the columns. */
    public static final String HEADER = row("SEVERITY", "DETECTOR", "SUBJECT", "DESTINATION", "SCORE", "EXPLANATION");

    private AlertTable() {}

    /** The line, without the line end. {@linkplain Hazards Hazards} are written out: names cannot move the cursor. */
    public static String render(Alert alert) {
        String subject = Words.of(alert.getSubject().getLevel()) + " "
                + alert.getSubject().getValue();
        return row(
                Words.of(alert.getSeverity()),
                Hazards.escape(alert.getDetector()),
                Hazards.escape(subject),
                alert.getDestination() == null ? "-" : Hazards.escape(alert.getDestination()),
                CanonicalNumber.text(Math.round(100 * alert.getScore()) / 100.0),
                Hazards.escape(alert.getExplanation()));
    }

    private static String row(
            String severity, String detector, String subject, String destination, String score, String explanation) {
        return (cell(severity, 13)
                        + cell(detector, 19)
                        + cell(subject, 34)
                        + cell(destination, 30)
                        + cell(score, 5)
                        + explanation)
                .stripTrailing();
    }

    /** The text in so many columns and two spaces; what is too long is cut and says so. */
    private static String cell(String text, int width) {
        String shown = text.length() <= width ? text : text.substring(0, width - 1) + "…";
        return shown + " ".repeat(width - shown.length() + 2);
    }
}
