package io.waybill.streams.alert.render;

import io.waybill.schemas.Alert;

/** An alert as a row of CSV: what fits a spreadsheet; evidence, parameters and sub-scores are left to the other formats. */
public final class AlertCsv {

    /** Names of the columns. */
    public static final String HEADER =
            "id,detector,level,subject,destination,severity,score,window_start,window_end,measure,"
                    + "observed,expected,samples,devices,known_service,suppressed_by,status,revision,explanation";

    private AlertCsv() {}

    /** The row, without the line end. Times are ISO 8601 in UTC. */
    public static String render(Alert alert) {
        return new CsvRow()
                .text(alert.getId())
                .text(alert.getDetector())
                .text(Words.of(alert.getSubject().getLevel()))
                .text(alert.getSubject().getValue())
                .text(alert.getDestination())
                .text(Words.of(alert.getSeverity()))
                .number(alert.getScore())
                .text(alert.getWindow().getStart().toString())
                .text(alert.getWindow().getEnd().toString())
                .text(alert.getMeasure())
                .number(alert.getObserved())
                .number(alert.getExpected())
                .whole(alert.getSamples())
                .whole(alert.getDevices())
                .text(alert.getKnownService())
                .text(alert.getSuppressedBy())
                .text(alert.getStatus().name())
                .whole(alert.getRevision())
                .text(alert.getExplanation())
                .toString();
    }
}
