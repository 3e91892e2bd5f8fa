package io.waybill.console.feed;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.waybill.registry.RecordDeserializer;
import io.waybill.schemas.Alert;
import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.ModelActivity;
import io.waybill.schemas.PipelineProgress;
import io.waybill.schemas.PolicyRule;
import io.waybill.schemas.Topic;
import java.io.IOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Bytes of a topic as its record. */
final class RecordReader {

    private static final Set<Topic> READABLE = EnumSet.of(
            Topic.CONNECTION,
            Topic.PROFILE,
            Topic.LIFECYCLE,
            Topic.POLICY,
            Topic.COUNT,
            Topic.ACTIVITY,
            Topic.ALERT,
            Topic.PROGRESS);

    private final Map<Topic, RecordDeserializer<? extends SpecificRecord>> readers = new EnumMap<>(Topic.class);

    RecordReader(SchemaRegistryClient registry) {
        readers.put(Topic.CONNECTION, new RecordDeserializer<>(DeviceConnection.class, registry));
        readers.put(Topic.PROFILE, new RecordDeserializer<>(DeviceProfile.class, registry));
        readers.put(Topic.LIFECYCLE, new RecordDeserializer<>(DeviceLifecycle.class, registry));
        readers.put(Topic.POLICY, new RecordDeserializer<>(PolicyRule.class, registry));
        readers.put(Topic.COUNT, new RecordDeserializer<>(DestinationCount.class, registry));
        readers.put(Topic.ACTIVITY, new RecordDeserializer<>(ModelActivity.class, registry));
        readers.put(Topic.ALERT, new RecordDeserializer<>(Alert.class, registry));
        readers.put(Topic.PROGRESS, new RecordDeserializer<>(PipelineProgress.class, registry));
    }

    /** Whether a topic has records that the store takes. */
    static boolean reads(Topic topic) {
        return READABLE.contains(topic);
    }

    /**
     * The record; null deletes.
     *
     * @throws SerializationException when the bytes are no such record and never will be
     * @throws RegistryAwayException when the registry cannot be asked now
     */
    @Nullable
    SpecificRecord read(Topic topic, String topicName, byte @Nullable [] value) {
        RecordDeserializer<? extends SpecificRecord> reader = readers.get(topic);
        if (reader == null) {
            throw new IllegalArgumentException(topic + " has no records to read");
        }
        try {
            return reader.deserialize(topicName, value);
        } catch (SerializationException e) {
            if (isRegistryAway(e)) {
                throw new RegistryAwayException(e);
            }
            throw e;
        }
    }

    /** Bytes in memory cause no transport errors: an I/O error that is none of decoding's own comes from the registry. */
    private static boolean isRegistryAway(SerializationException e) {
        Throwable cause = e.getCause();
        if (cause instanceof RestClientException answer) {
            return answer.getStatus() >= 500;
        }
        return cause instanceof IOException
                && e.getMessage() != null
                && e.getMessage().startsWith("cannot get schema");
    }

    /** The registry does not answer; trying again later helps. */
    static final class RegistryAwayException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RegistryAwayException(Throwable cause) {
            super(cause.getMessage(), cause);
        }
    }
}
