package io.waybill.streams.alert;

import io.waybill.schemas.Alert;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The CloudEvents 1.0 attributes of a published alert, as Kafka headers in binary mode (each name with {@code ce_} in front). The
 * id is the alert's with its revision, so that a delivery made twice is known as one; the time is event time.
 */
public final class CloudEvent {

    /** {@code type} of every alert. */
    public static final String TYPE = "io.waybill.alert.v1";

    /** The headers by name, with what they say. */
    public static final Map<String, String> DOCUMENTED = Map.of(
            "ce_specversion", "1.0",
            "ce_id", "Alert id and revision, joined by '.': the same for a delivery made twice.",
            "ce_source", "/waybill/ and the prefix of the pipeline's topics: empty when live, case.NAME. for a case.",
            "ce_type", TYPE,
            "ce_subject", "Level and value of the subject, joined by ':'.",
            "ce_time", "End of the span of event time that the verdict rests on, RFC 3339.",
            "content-type", "Media type of the value.");

    private CloudEvent() {}

    /**
     * The headers of an alert.
     *
     * @param prefix of the pipeline's topics
     * @param contentType of the value
     */
    public static Headers headers(Alert alert, String prefix, String contentType) {
        Headers headers = new RecordHeaders();
        add(headers, "ce_specversion", "1.0");
        add(headers, "ce_id", id(alert));
        add(headers, "ce_source", "/waybill/" + prefix);
        add(headers, "ce_type", TYPE);
        add(
                headers,
                "ce_subject",
                alert.getSubject().getLevel() + ":" + alert.getSubject().getValue());
        add(headers, "ce_time", alert.getWindow().getEnd().toString());
        add(headers, "content-type", contentType);
        return headers;
    }

    /** What tells one published state of an alert from every other. */
    public static String id(Alert alert) {
        return alert.getId() + "." + alert.getRevision();
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
