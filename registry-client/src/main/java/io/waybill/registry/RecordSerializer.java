package io.waybill.registry;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes generated records in Confluent's wire format under the subject {@code <topic>-value}: a zero byte, four bytes of
 * schema id, the Avro binary form. Thread-safe.
 *
 * @param <T> the generated class
 */
public final class RecordSerializer<T extends SpecificRecord> implements Serializer<T> {

    private static final int TYPICAL_BYTES = 256;
    private static final int SERVER_ERROR = 500;

    private final SchemaRegistryClient client;
    private final boolean autoRegister;
    /** By topic. An application writes to a handful of topics that it names itself, so nothing from outside grows this. */
    private final Map<String, Writer> writers = new ConcurrentHashMap<>();

    /**
     * @param client stays the caller's to close
     * @param autoRegister see {@link RegistrySettings#autoRegister()}
     */
    public RecordSerializer(SchemaRegistryClient client, boolean autoRegister) {
        this.client = client;
        this.autoRegister = autoRegister;
    }

    /**
     * The record as bytes; null, which deletes in a compacted topic, stays null.
     *
     * @throws RegistryUnavailableException when the registry cannot be asked
     * @throws SerializationException when it does not know the schema (with auto-registration off) or refuses it as incompatible
     *     (with it on)
     */
    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T record) {
        if (record == null) {
            return null;
        }
        Writer writer = writers.get(topic);
        if (writer == null) {
            writer = writerFor(topic, record);
            writers.put(topic, writer);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(TYPICAL_BYTES);
        WireFormat.writeHeader(writer.schemaId(), out);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            writer.datum().write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new SerializationException("cannot encode a record for " + topic, e);
        }
        return out.toByteArray();
    }

    private Writer writerFor(String topic, T record) {
        String subject = topic + "-value";
        AvroSchema schema = PublicSchema.of(record.getSchema());
        try {
            int id = autoRegister ? client.register(subject, schema) : client.getId(subject, schema);
            return new Writer(
                    id, new SpecificDatumWriter<>(record.getSchema(), SpecificData.getForClass(record.getClass())));
        } catch (RestClientException e) {
            String message = refusal(subject, e);
            throw e.getStatus() >= SERVER_ERROR
                    ? new RegistryUnavailableException(message, e)
                    : new SerializationException(message, e);
        } catch (IOException e) {
            throw new RegistryUnavailableException(refusal(subject, e), e);
        }
    }

    private String refusal(String subject, Exception e) {
        return "cannot " + (autoRegister ? "register" : "find") + " the schema of " + subject + ": " + e.getMessage();
    }

    private record Writer(int schemaId, SpecificDatumWriter<SpecificRecord> datum) {}
}
