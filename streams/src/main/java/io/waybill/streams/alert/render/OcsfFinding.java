package io.waybill.streams.alert.render;

import io.waybill.schemas.Alert;
import io.waybill.schemas.AlertStatus;
import io.waybill.schemas.Evidence;
import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import java.io.IOException;
import java.util.List;

/**
 * An alert as an OCSF Detection Finding (class 2004), one line of JSON. Only attributes of schema version 1.4 are used; what it
 * has no place for stands under {@code unmapped}. {@code time} is the end of the window: Waybill knows event time only.
 */
public final class OcsfFinding {

    private static final String SCHEMA_VERSION = "1.4.0";
    private static final int CLASS = 2004;
    private static final int CATEGORY = 2;
    private static final int STATUS_NEW = 1;
    private static final int STATUS_SUPPRESSED = 3;
    private static final int STATUS_RESOLVED = 4;
    private static final int MOBILE = 5;
    private static final int STATISTICAL = 3;
    private static final int OBSERVABLE_HOSTNAME = 1;
    private static final int OBSERVABLE_SUBNET = 12;

    private OcsfFinding() {}

    /** The line, without the line end. */
    public static String render(Alert alert) {
        return JsonLine.object(json -> write(json, alert));
    }

    private static void write(JsonLine json, Alert alert) throws IOException {
        int activity = activity(alert.getStatus());
        boolean retracted = alert.getStatus() == AlertStatus.RETRACTED;
        boolean quiet = alert.getSuppressedBy() != null;
        String destination = alert.getDestination() == null ? "" : alert.getDestination();
        json.whole("class_uid", CLASS)
                .text("class_name", "Detection Finding")
                .whole("category_uid", CATEGORY)
                .text("category_name", "Findings")
                .whole("activity_id", activity)
                .whole("type_uid", CLASS * 100L + activity)
                .whole("time", Words.millis(alert.getWindow().getEnd()))
                .whole("start_time", Words.millis(alert.getWindow().getStart()))
                .whole("end_time", Words.millis(alert.getWindow().getEnd()))
                .whole("severity_id", severity(alert.getSeverity()))
                .text("severity", severityCaption(alert.getSeverity()))
                .whole("status_id", retracted ? STATUS_RESOLVED : quiet ? STATUS_SUPPRESSED : STATUS_NEW)
                .flag("is_alert", !retracted && !quiet)
                .whole("confidence_score", Math.round(100 * alert.getScore()))
                .text("message", alert.getExplanation())
                .object("metadata", OcsfFinding::writeMetadata)
                .object("finding_info", info -> writeInfo(info, alert, destination));
        if (alert.getSubject().getLevel() == SubjectLevel.DEVICE) {
            json.object(
                    "device",
                    device -> device.whole("type_id", MOBILE)
                            .text("uid", alert.getSubject().getValue()));
        }
        json.list(
                "resources",
                List.of(alert.getSubject()),
                (resource, subject) ->
                        resource.text("name", subject.getValue()).text("type", Words.of(subject.getLevel())));
        if (!destination.isEmpty()) {
            json.list("observables", List.of(destination), OcsfFinding::writeObservable);
        }
        json.list("evidences", alert.getEvidence(), (entry, evidence) -> writeEvidence(entry, evidence, destination));
        json.object("unmapped", rest -> writeRest(rest, alert));
    }

    private static void writeMetadata(JsonLine metadata) throws IOException {
        metadata.text("version", SCHEMA_VERSION)
                .object("product", product -> product.text("name", "Waybill").text("vendor_name", "Waybill"));
    }

    private static void writeInfo(JsonLine info, Alert alert, String destination) throws IOException {
        info.text("uid", alert.getId())
                .text(
                        "title",
                        Words.title(alert.getDetector(), alert.getSubject().getValue(), destination))
                .text("desc", alert.getExplanation())
                .object(
                        "analytic",
                        analytic -> analytic.text("uid", alert.getDetector())
                                .text("name", alert.getDetector())
                                .whole("type_id", STATISTICAL))
                .whole("first_seen_time", Words.millis(alert.getWindow().getStart()))
                .whole("last_seen_time", Words.millis(alert.getWindow().getEnd()));
    }

    private static void writeObservable(JsonLine observable, String destination) throws IOException {
        boolean network = Words.isNetwork(destination);
        observable
                .text("name", network ? "evidences[].dst_endpoint.name" : "evidences[].dst_endpoint.hostname")
                .whole("type_id", network ? OBSERVABLE_SUBNET : OBSERVABLE_HOSTNAME)
                .text("value", destination);
    }

    private static void writeEvidence(JsonLine entry, Evidence evidence, String destination) throws IOException {
        if (!destination.isEmpty()) {
            entry.object(
                    "dst_endpoint",
                    endpoint -> endpoint.text(Words.isNetwork(destination) ? "name" : "hostname", destination));
        }
        if (!evidence.getDeviceId().isEmpty()) {
            entry.object("device", device -> device.whole("type_id", MOBILE).text("uid", evidence.getDeviceId()));
        }
        entry.object(
                "data",
                data -> data.text("capture", evidence.getCapture())
                        .whole("position", evidence.getPosition())
                        .text("event_id", evidence.getEventId())
                        .whole("time", Words.millis(evidence.getTime())));
    }

    private static void writeRest(JsonLine rest, Alert alert) throws IOException {
        rest.text("subject_level", Words.of(alert.getSubject().getLevel()))
                .text("measure", alert.getMeasure())
                .number("observed", alert.getObserved())
                .number("expected", alert.getExpected())
                .number("lower_bound", alert.getLowerBound())
                .number("upper_bound", alert.getUpperBound())
                .whole("samples", alert.getSamples())
                .whole("devices", alert.getDevices())
                .number("score", alert.getScore())
                .numberMap("subscores", alert.getSubscores())
                .textMap("parameters", alert.getParameters())
                .text("suppressed_by", alert.getSuppressedBy())
                .text("known_service", alert.getKnownService())
                .whole("revision", alert.getRevision());
    }

    private static int activity(AlertStatus status) {
        return switch (status) {
            case OPEN -> 1;
            case UPDATED -> 2;
            case RETRACTED -> 3;
        };
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

    private static String severityCaption(Severity severity) {
        return switch (severity) {
            case INFORMATIONAL -> "Informational";
            case LOW -> "Low";
            case MEDIUM -> "Medium";
            case HIGH -> "High";
            case CRITICAL -> "Critical";
        };
    }
}
