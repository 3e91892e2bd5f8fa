package io.waybill.streams.feed;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.registry.RecordDeserializer;
import io.waybill.registry.RegistryUnavailableException;
import io.waybill.registry.UnknownSchemaException;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.PolicyRule;
import io.waybill.streams.codec.ConnectionView;
import io.waybill.streams.failure.Reason;
import io.waybill.streams.failure.Unusable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Reads and checks records of the input topics. What cannot be used is an {@link Unusable}; a registry that cannot be asked is a
 * {@link RegistryUnavailableException}, and the record may be fine. Not safe for several threads.
 */
public final class InputReader {

    /** Longest value taken; a connection event has about 200 bytes. */
    public static final int MAX_VALUE_BYTES = 1 << 20;

    /** How much later than its record an event may say it was: clocks of phones are wrong by hours, not days. */
    private static final long MAX_AHEAD_MILLIS = 86_400_000L;

    private final ConnectionReader connections;
    private final RecordDeserializer<DeviceProfile> profiles;
    private final RecordDeserializer<DeviceLifecycle> lifecycles;
    private final RecordDeserializer<PolicyRule> rules;

    private final long earliestMillis;

    /**
     * A reader.
     *
     * @param client stays the caller's to close
     * @param earliest earliest time of an event that is believed
     */
    public InputReader(SchemaRegistryClient client, Instant earliest) {
        this.earliestMillis = earliest.toEpochMilli();
        connections = new ConnectionReader(client);
        profiles = new RecordDeserializer<>(DeviceProfile.class, client);
        lifecycles = new RecordDeserializer<>(DeviceLifecycle.class, client);
        rules = new RecordDeserializer<>(PolicyRule.class, client);
    }

    /**
     * A connection event.
     *
     * @param view to turn to it
     * @return that view, or another one where Avro had to read the event
     */
    public ConnectionView connection(String topic, Record<byte[], byte[]> record, ConnectionView view) throws Unusable {
        byte[] key = keyBytes(record);
        ConnectionView event = connections.read(topic, record.value(), view);
        if (!Arrays.equals(key, 0, key.length, event.bytes(), event.deviceIdAt(), event.deviceIdEnd())) {
            checkKey(key(record), event.deviceId());
        }
        checkTime(event.time(), record.timestamp());
        if (event.occurrences() < 1) {
            throw new Unusable(Reason.UNDECODABLE, "occurrences must be at least 1: " + event.occurrences());
        }
        int address = event.hasRemoteIp() ? event.remoteIpLength() : 4;
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
        checkTime(lifecycle.getTime().toEpochMilli(), record.timestamp());
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
        return new String(keyBytes(record), StandardCharsets.UTF_8);
    }

    private static byte[] keyBytes(Record<byte[], byte[]> record) throws Unusable {
        byte @Nullable [] key = record.key();
        if (key == null || key.length == 0) {
            throw new Unusable(Reason.MISSING_KEY, "the record has no key");
        }
        return key;
    }

    static <T extends SpecificRecord> @Nullable T read(
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

    static <T> T required(@Nullable T value) throws Unusable {
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

    private void checkTime(long millis, long recordTimestamp) throws Unusable {
        if (millis < earliestMillis || millis > recordTimestamp + MAX_AHEAD_MILLIS) {
            throw new Unusable(
                    Reason.ABSURD_TIME,
                    Instant.ofEpochMilli(millis) + " is before " + Instant.ofEpochMilli(earliestMillis)
                            + " or more than a day after the record's own time "
                            + Instant.ofEpochMilli(recordTimestamp));
        }
    }
}
