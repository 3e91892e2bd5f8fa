package io.waybill.cli.topics;

import io.waybill.schemas.Topic;
import io.waybill.streams.alert.CloudEvent;
import io.waybill.streams.failure.DeadLetter;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a reader of a topic wants to know besides its schema.
 *
 * @param about what is in it, one or two sentences
 * @param key what its records are keyed by
 * @param contentType of the values
 * @param headers by name, what they say
 */
record TopicGuide(String about, String key, String contentType, SortedMap<String, String> headers) {

    private static final String AVRO = "application/vnd.apache.avro";
    private static final String JSON = "application/json";
    private static final String BYTES = "application/octet-stream";
    private static final String ALERT_ID = "Alert id; the newest record of an id is the truth.";

    private static final Map<String, String> DEAD_LETTER = Map.of(
            DeadLetter.REASON, "Why, as a word.",
            DeadLetter.MESSAGE, "Why, for people.",
            DeadLetter.TOPIC, "Topic the record was read from.",
            DeadLetter.PARTITION, "Partition of that topic.",
            DeadLetter.OFFSET, "Offset in that partition.");

    static TopicGuide of(Topic topic) {
        return switch (topic) {
            case CONNECTION -> plain("Connection events of devices, written by feeds.", "Device id.");
            case PROFILE ->
                plain("What is known of a device, written by feeds; a null value forgets the profile.", "Device id.");
            case LIFECYCLE -> plain("What was done to a device, written by feeds.", "Device id.");
            case POLICY -> plain("The operator's rules; a null value removes one.", "Rule id.");
            case POLICY_VERSION ->
                new TopicGuide(
                        "Policies as they were applied from files; offset plus one is the version.",
                        "The word 'policy'.",
                        "application/yaml",
                        new TreeMap<>());
            case COUNT ->
                plain(
                        "What each model and firmware did at each destination in each window.",
                        "Manufacturer, model, firmware, destination and window.");
            case ACTIVITY ->
                plain(
                        "How many devices of each model and firmware were there in each window.",
                        "Manufacturer, model, firmware and window.");
            case PROGRESS -> plain("How far the pipeline has come and where its records went.", "The word 'pipeline'.");
            case ALERT ->
                new TopicGuide(
                        "Alerts as upserts: OPEN, UPDATED and RETRACTED, with a revision that grows.",
                        ALERT_ID,
                        AVRO,
                        new TreeMap<>(CloudEvent.DOCUMENTED));
            case ALERT_OCSF -> rendered("Alerts as OCSF Detection Findings, class 2004.", JSON);
            case ALERT_ECS -> rendered("Alerts in the Elastic Common Schema.", JSON);
            case ALERT_JSON -> rendered("Alerts as plain JSON, as in alerts.jsonl.", JSON);
            case ALERT_CEF -> rendered("Alerts as lines of the Common Event Format.", "text/plain");
            case ALERT_DLQ ->
                letters("Alerts that a receiver outside Kafka would not take, as they were to be sent.", ALERT_ID);
            case CONNECTION_DLQ, PROFILE_DLQ, LIFECYCLE_DLQ, POLICY_DLQ ->
                letters("Records that could not be used, byte for byte.", "Key of the record, as it came.");
        };
    }

    /** Name of the messages of a topic. */
    static String message(Topic topic) {
        StringBuilder name = new StringBuilder();
        for (String word : topic.name().split("_")) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }

    private static TopicGuide plain(String about, String key) {
        return new TopicGuide(about, key, AVRO, new TreeMap<>());
    }

    private static TopicGuide rendered(String about, String contentType) {
        return new TopicGuide(
                about + " Written where this rendering is asked for.",
                ALERT_ID,
                contentType,
                new TreeMap<>(CloudEvent.DOCUMENTED));
    }

    private static TopicGuide letters(String about, String key) {
        return new TopicGuide(about, key, BYTES, new TreeMap<>(DEAD_LETTER));
    }
}
