package io.waybill.streams.failure;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Headers of a dead letter: why, and where the record was. The record's own key, value and headers stay as they were. */
public final class DeadLetter {

    /** {@link Reason#id()}. */
    public static final String REASON = "waybill.error.reason";

    /** The same for people, with particulars. */
    public static final String MESSAGE = "waybill.error.message";

    /** Topic the record was read from. */
    public static final String TOPIC = "waybill.error.topic";

    /** Partition of that topic. */
    public static final String PARTITION = "waybill.error.partition";

    /** Offset in that partition. */
    public static final String OFFSET = "waybill.error.offset";

    private static final int MAX_MESSAGE = 1_000;

    private DeadLetter() {}

    /** The record's headers and ours. */
    public static Headers headers(Headers original, RecordMetadata where, Reason reason, String message) {
        Headers headers = new RecordHeaders(original);
        add(headers, REASON, reason.id());
        add(headers, MESSAGE, message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) : message);
        add(headers, TOPIC, where.topic());
        add(headers, PARTITION, String.valueOf(where.partition()));
        add(headers, OFFSET, String.valueOf(where.offset()));
        return headers;
    }

    /** Topic that a letter's record was read from; empty where these are not headers of a letter. */
    public static String topic(Headers letter) {
        Header topic = letter.lastHeader(TOPIC);
        return topic == null ? "" : new String(topic.value(), StandardCharsets.UTF_8);
    }

    private static void add(Headers headers, String key, String value) {
        headers.add(key, value.getBytes(StandardCharsets.UTF_8));
    }
}
