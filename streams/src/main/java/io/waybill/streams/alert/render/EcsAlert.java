package io.waybill.streams.alert.render;

import io.waybill.schemas.Alert;
import io.waybill.schemas.AlertStatus;
import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import java.io.IOException;
import java.util.List;

/**
 * An alert in the Elastic Common Schema, one line of JSON. What the schema has no field for stands under {@code waybill}.
 * {@code @timestamp} is the end of the window; {@code event.severity} runs from 1 (informational) to 5 (critical).
 */
public final class EcsAlert {

    private static final String SCHEMA_VERSION = "8.17.0";

    private EcsAlert() {}

    /** The line, without the line end. */
    public static String render(Alert alert) {
        return JsonLine.object(json -> write(json, alert));
    }

    private static void write(JsonLine json, Alert alert) throws IOException {
        String destination = alert.getDestination() == null ? "" : alert.getDestination();
        json.text("@timestamp", alert.getWindow().getEnd().toString())
                .object("ecs", ecs -> ecs.text("version", SCHEMA_VERSION))
                .text("message", alert.getExplanation())
                .object("event", event -> writeEvent(event, alert))
                .object(
                        "rule",
                        rule -> rule.text("id", alert.getDetector())
                                .text("name", alert.getDetector())
                                .text("ruleset", "waybill"));
        if (!destination.isEmpty()) {
            json.object("destination", to -> {
                to.text("address", destination);
                if (!Words.isNetwork(destination)) {
                    to.text("domain", destination);
                }
            });
        }
        writeSubject(json, alert.getSubject().getLevel(), alert.getSubject().getValue());
        json.object("observer", observer -> observer.text("product", "Waybill").text("type", "sensor"))
                .object("waybill", rest -> writeRest(rest, alert));
    }

    private static void writeEvent(JsonLine event, Alert alert) throws IOException {
        event.text("kind", "alert")
                .texts("category", List.of("network"))
                .texts("type", List.of("info"))
                .text("id", alert.getId())
                .text("action", alert.getStatus() == AlertStatus.RETRACTED ? "alert-retracted" : "alert-raised")
                .text("start", alert.getWindow().getStart().toString())
                .text("end", alert.getWindow().getEnd().toString())
                .whole("severity", severity(alert.getSeverity()))
                .number("risk_score", 100 * alert.getScore());
    }

    private static void writeSubject(JsonLine json, SubjectLevel level, String value) throws IOException {
        switch (level) {
            case DEVICE -> json.object("device", device -> device.text("id", value));
            case APP -> json.object("package", app -> app.text("name", value));
            case MODEL -> json.object("device", device -> device.object("model", model -> model.text("name", value)));
            case MANUFACTURER -> json.object("device", device -> device.text("manufacturer", value));
            case FIRMWARE, FLEET -> {
                // No field of the schema says this: it stands under waybill.subject like all others.
            }
        }
    }

    private static void writeRest(JsonLine rest, Alert alert) throws IOException {
        rest.object(
                        "subject",
                        subject -> subject.text(
                                        "level", Words.of(alert.getSubject().getLevel()))
                                .text("value", alert.getSubject().getValue()))
                .text("severity", Words.of(alert.getSeverity()))
                .number("score", alert.getScore())
                .text("measure", alert.getMeasure())
                .number("observed", alert.getObserved())
                .number("expected", alert.getExpected())
                .number("lower_bound", alert.getLowerBound())
                .number("upper_bound", alert.getUpperBound())
                .whole("samples", alert.getSamples())
                .whole("devices", alert.getDevices())
                .list(
                        "evidence",
                        alert.getEvidence(),
                        (entry, evidence) -> entry.text("capture", evidence.getCapture())
                                .whole("position", evidence.getPosition())
                                .text("event_id", evidence.getEventId())
                                .text("time", evidence.getTime().toString())
                                .text("device_id", evidence.getDeviceId()))
                .text("suppressed_by", alert.getSuppressedBy())
                .text("known_service", alert.getKnownService())
                .text("status", alert.getStatus().name())
                .whole("revision", alert.getRevision());
    }

    private static int severity(Severity severity) {
        return switch (severity) {
            case INFORMATIONAL -> 1;
            case LOW -> 2;
            case MEDIUM -> 3;
            case HIGH -> 4;
            case CRITICAL -> 5;
        };
    }
}
