package io.waybill.streams.feed;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.registry.RecordDeserializer;
import io.waybill.registry.RegistryUnavailableException;
import io.waybill.registry.UnknownSchemaException;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.PolicyRule;
import io.waybill.streams.failure.Reason;
import io.waybill.streams.failure.Unusable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Reads and checks records of the input topics. Thread-safe. */
public final class InputReader {

    /** Longest value taken; a connection event has about 200 bytes. */
    public static final int MAX_VALUE_BYTES = 1 << 20;

    /** How far behind its record an event may be in the future: clocks of phones are wrong by hours, not days. */
    private static final long MAX_AHEAD_MILLIS = 86_400_000L;

    private final RecordDeserializer<DeviceConnection> connections;
    private final RecordDeserializer<DeviceProfile> profiles;
    private final RecordDeserializer<DeviceLifecycle> lifecycles;
    private final RecordDeserializer<PolicyRule> rules;

    private final Instant earliest;

    /**
     * A reader.
     *
     * @param client stays the caller's to close
     * @param earliest earliest time of an event that is believed
     */
    public InputReader(SchemaRegistryClient client, Instant earliest) {
        this.earliest = earliest;
        connections = new RecordDeserializer<>(DeviceConnection.class, client);
        profiles = new RecordDeserializer<>(DeviceProfile.class, client);
        lifecycles = new RecordDeserializer<>(DeviceLifecycle.class, client);
        rules = new RecordDeserializer<>(PolicyRule.class, client);
    }

    /** A connection event. */
    public DeviceConnection connection(String topic, Record<byte[], byte[]> record) throws Unusable {
        String key = key(record);
        DeviceConnection event = required(read(connections, topic, record.value()));
        checkKey(key, event.getDeviceId());
        checkTime(event.getTime(), record.timestamp());
        if (event.getOccurrences() < 1) {
            throw new Unusable(Reason.UNDECODABLE, "occurrences must be at least 1: " + event.getOccurrences());
        }
        int address = event.getRemoteIp() == null ? 4 : event.getRemoteIp().remaining();
        if (address != 4 && address != 16) {
            throw new Unusable(Reason.UNDECODABLE, "remoteIp must have 4 or 16 bytes: " + address);
        }
        return event;
    }

    /** A profile; null where it is to be forgotten. */
    public @Nullable DeviceProfile profile(String topic, Record<byte[], byte[]> record) throws Unusable {
        String key = key(record);
        DeviceProfile profile = read(profiles, topic, record.value());
        if (profile != null) {
            checkKey(key, profile.getDeviceId());
        }
        return profile;
    }

    /** Something done to a device. */
    public DeviceLifecycle lifecycle(String topic, Record<byte[], byte[]> record) throws Unusable {
        String key = key(record);
        DeviceLifecycle lifecycle = required(read(lifecycles, topic, record.value()));
        checkKey(key, lifecycle.getDeviceId());
        checkTime(lifecycle.getTime(), record.timestamp());
        return lifecycle;
    }

    /** A rule; null where it is to be forgotten. */
    public @Nullable PolicyRule rule(String topic, Record<byte[], byte[]> record) throws Unusable {
        String key = key(record);
        PolicyRule rule = read(rules, topic, record.value());
        if (rule != null) {
            checkKey(key, rule.getRuleId());
        }
        return rule;
    }

    /** The key as text. */
    public static String key(Record<byte[], byte[]> record) throws Unusable {
        byte @Nullable [] key = record.key();
        if (key == null || key.length == 0) {
            throw new Unusable(Reason.MISSING_KEY, "the record has no key");
        }
        return new String(key, StandardCharsets.UTF_8);
    }

    private static <T extends SpecificRecord> @Nullable T read(
            RecordDeserializer<T> deserializer, String topic, byte @Nullable [] value) throws Unusable {
        if (value != null && value.length > MAX_VALUE_BYTES) {
            throw new Unusable(Reason.OVERSIZE, value.length + " bytes; " + MAX_VALUE_BYTES + " are taken");
        }
        try {
            return deserializer.deserialize(topic, value);
        } catch (RegistryUnavailableException temporary) {
            throw temporary;
        } catch (UnknownSchemaException unknown) {
            throw new Unusable(Reason.UNKNOWN_SCHEMA, String.valueOf(unknown.getMessage()));
        } catch (SerializationException broken) {
            throw new Unusable(Reason.UNDECODABLE, String.valueOf(broken.getMessage()));
        }
    }

    private static <T> T required(@Nullable T value) throws Unusable {
        if (value == null) {
            throw new Unusable(Reason.UNDECODABLE, "the record has no value");
        }
        return value;
    }

    private static void checkKey(String key, String subject) throws Unusable {
        if (!key.equals(subject)) {
            throw new Unusable(Reason.KEY_MISMATCH, "the key is " + key + ", the value is about " + subject);
        }
    }

    private void checkTime(Instant time, long recordTimestamp) throws Unusable {
        long millis = time.toEpochMilli();
        if (time.isBefore(earliest) || millis > recordTimestamp + MAX_AHEAD_MILLIS) {
            throw new Unusable(
                    Reason.ABSURD_TIME,
                    time + " is before " + earliest + " or more than a day after the record's own time "
                            + Instant.ofEpochMilli(recordTimestamp));
        }
    }
}
