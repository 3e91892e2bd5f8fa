package io.waybill.streams.alert.render;

import io.waybill.schemas.Alert;
import io.waybill.schemas.Evidence;
import java.io.IOException;

/**
 * An alert as one line of JSON: all fields of the schema under its names, in an order that never changes. Level and severity are
 * words in lower case, times are milliseconds since 1970 UTC. {@code status} and {@code revision} come last, because they tell how
 * the alert came about and not what it says.
 */
public final class AlertJson {

    private AlertJson() {}

    /** The line, without the line end. */
    public static String render(Alert alert) {
        return JsonLine.object(json -> write(json, alert));
    }

    private static void write(JsonLine json, Alert alert) throws IOException {
        json.text("id", alert.getId())
                .text("detector", alert.getDetector())
                .object(
                        "subject",
                        subject -> subject.text(
                                        "level", Words.of(alert.getSubject().getLevel()))
                                .text("value", alert.getSubject().getValue()))
                .text("destination", alert.getDestination())
                .text("severity", Words.of(alert.getSeverity()))
                .number("score", alert.getScore())
                .object(
                        "window",
                        window -> window.whole(
                                        "start", Words.millis(alert.getWindow().getStart()))
                                .whole("end", Words.millis(alert.getWindow().getEnd())))
                .text("measure", alert.getMeasure())
                .number("observed", alert.getObserved())
                .number("expected", alert.getExpected())
                .number("lowerBound", alert.getLowerBound())
                .number("upperBound", alert.getUpperBound())
                .whole("samples", alert.getSamples())
                .whole("devices", alert.getDevices())
                .numberMap("subscores", alert.getSubscores())
                .textMap("parameters", alert.getParameters())
                .text("explanation", alert.getExplanation())
                .list("evidence", alert.getEvidence(), AlertJson::writeEvidence)
                .text("suppressedBy", alert.getSuppressedBy())
                .text("knownService", alert.getKnownService())
                .text("status", alert.getStatus().name())
                .whole("revision", alert.getRevision());
    }

    private static void writeEvidence(JsonLine json, Evidence evidence) throws IOException {
        json.text("capture", evidence.getCapture())
                .whole("position", evidence.getPosition())
                .text("eventId", evidence.getEventId())
                .whole("time", Words.millis(evidence.getTime()))
                .text("deviceId", evidence.getDeviceId());
    }
}
