package io.waybill.schemas;

import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The topics, their contracts and how they are kept. A case or a tenant puts its prefix in front of {@link #baseName()}.
 */
public enum Topic {
    /** Connection events, keyed by device. */
    CONNECTION("waybill.device.connection.v1", DeviceConnection.getClassSchema(), Kept.SEVEN_DAYS, true),
    /** What is known of a device, keyed by device. */
    PROFILE("waybill.device.profile.v1", DeviceProfile.getClassSchema(), Kept.LATEST, true),
    /** What was done to a device, keyed by device. */
    LIFECYCLE("waybill.device.lifecycle.v1", DeviceLifecycle.getClassSchema(), Kept.FOR_EVER, true),
    /** The operator's rules, keyed by rule id. */
    POLICY("waybill.policy.v1", PolicyRule.getClassSchema(), Kept.LATEST, true),
    /** Policies as they were applied from files, as YAML text in one partition: a record's offset plus one is the version. */
    POLICY_VERSION("waybill.policy.version.v1", null, Kept.FOR_EVER, false),
    /** What each model and firmware did at each destination in each window. */
    COUNT("waybill.destination.count.v1", DestinationCount.getClassSchema(), Kept.LATEST, false),
    /** How many devices of each model and firmware were there in each window. */
    ACTIVITY("waybill.model.activity.v1", ModelActivity.getClassSchema(), Kept.LATEST, false),
    /** Verdicts, keyed by alert id. */
    ALERT("waybill.alert.v1", Alert.getClassSchema(), Kept.LATEST, false),
    /** How far the pipeline has come. */
    PROGRESS("waybill.pipeline.progress.v1", PipelineProgress.getClassSchema(), Kept.LATEST, false),
    /** Alerts as OCSF Detection Findings, keyed by alert id; written where that rendering is asked for. */
    ALERT_OCSF("waybill.alert.ocsf.v1", null, Kept.LATEST, false),
    /** Alerts in the Elastic Common Schema. */
    ALERT_ECS("waybill.alert.ecs.v1", null, Kept.LATEST, false),
    /** Alerts in the Common Event Format. */
    ALERT_CEF("waybill.alert.cef.v1", null, Kept.LATEST, false),
    /** Alerts as plain JSON. */
    ALERT_JSON("waybill.alert.json.v1", null, Kept.LATEST, false),
    /** Alerts that a receiver outside Kafka would not take, with headers that say which one and why. */
    ALERT_DLQ("waybill.alert.v1.dlq", null, Kept.FOR_EVER, false),
    /** Connection records that could not be used, raw, with headers that say why and where. */
    CONNECTION_DLQ("waybill.device.connection.v1.dlq", null, Kept.FOR_EVER, false),
    /** Profile records that could not be used. */
    PROFILE_DLQ("waybill.device.profile.v1.dlq", null, Kept.FOR_EVER, false),
    /** Lifecycle records that could not be used. */
    LIFECYCLE_DLQ("waybill.device.lifecycle.v1.dlq", null, Kept.FOR_EVER, false),
    /** Policy records that could not be used. */
    POLICY_DLQ("waybill.policy.v1.dlq", null, Kept.FOR_EVER, false);

    private final String baseName;
    private final @Nullable Schema schema;
    private final Kept kept;
    private final boolean input;

    Topic(String baseName, @Nullable Schema schema, Kept kept, boolean input) {
        this.baseName = baseName;
        this.schema = schema;
        this.kept = kept;
        this.input = input;
    }

    /** Name without prefix. */
    public String baseName() {
        return baseName;
    }

    /**
     * Name under a prefix.
     *
     * @param prefix empty, or ending in a dot, e.g. {@code case.redmi.}
     */
    public String name(String prefix) {
        return prefix + baseName;
    }

    /** Schema of the values, registered under {@code <topic>-value}; null for dead letters and for what is text. */
    public @Nullable Schema schema() {
        return schema;
    }

    /** Whether it is an input of the pipeline. */
    public boolean isInput() {
        return input;
    }

    /**
     * Whether it is written only where somebody asks for it: renderings of alerts, what their receivers refuse, and policies
     * applied from files.
     */
    public boolean isOnDemand() {
        return switch (this) {
            case POLICY_VERSION, ALERT_OCSF, ALERT_ECS, ALERT_CEF, ALERT_JSON, ALERT_DLQ -> true;
            case CONNECTION,
                    PROFILE,
                    LIFECYCLE,
                    POLICY,
                    COUNT,
                    ACTIVITY,
                    ALERT,
                    PROGRESS,
                    CONNECTION_DLQ,
                    PROFILE_DLQ,
                    LIFECYCLE_DLQ,
                    POLICY_DLQ -> false;
        };
    }

    /**
     * Where records of this input topic go that could not be used.
     *
     * @throws IllegalArgumentException when this is no input topic
     */
    public Topic deadLetters() {
        return switch (this) {
            case CONNECTION -> CONNECTION_DLQ;
            case PROFILE -> PROFILE_DLQ;
            case LIFECYCLE -> LIFECYCLE_DLQ;
            case POLICY -> POLICY_DLQ;
            case POLICY_VERSION,
                    COUNT,
                    ACTIVITY,
                    ALERT,
                    PROGRESS,
                    ALERT_OCSF,
                    ALERT_ECS,
                    ALERT_CEF,
                    ALERT_JSON,
                    ALERT_DLQ,
                    CONNECTION_DLQ,
                    PROFILE_DLQ,
                    LIFECYCLE_DLQ,
                    POLICY_DLQ -> throw new IllegalArgumentException(baseName + " is no input topic");
        };
    }

    /**
     * Topic configuration.
     *
     * @param ofCase true for the topics of a replay: nothing expires there, because record time may be years ago and the
     *     whole case is removed at once
     */
    public Map<String, String> configuration(boolean ofCase) {
        Map<String, String> configuration =
                new TreeMap<>((ofCase && kept != Kept.LATEST ? Kept.FOR_EVER : kept).configuration());
        if (this == ALERT) {
            // The pipeline writes LZ4, which clients without native code do not read.
            configuration.put("compression.type", "gzip");
        }
        return configuration;
    }

    private enum Kept {
        SEVEN_DAYS,
        FOR_EVER,
        LATEST;

        Map<String, String> configuration() {
            return switch (this) {
                case SEVEN_DAYS -> Map.of("cleanup.policy", "delete", "retention.ms", "604800000");
                case FOR_EVER -> Map.of("cleanup.policy", "delete", "retention.ms", "-1");
                case LATEST -> Map.of("cleanup.policy", "compact");
            };
        }
    }
}
