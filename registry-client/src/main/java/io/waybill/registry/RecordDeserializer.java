package io.waybill.registry;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.waybill.schemas.AvroTrust;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads values in Confluent's wire format as records of one generated class. What was written with an older or newer version
 * of the schema is resolved to the version this class was generated from. Thread-safe.
 *
 * @param <T> the generated class
 */
public final class RecordDeserializer<T extends SpecificRecord> implements Deserializer<T> {

    /** Versions of one schema kept at once; a topic has a few. Beyond it the memory starts over. */
    static final int MAX_CACHED_VERSIONS = 1_000;

    private static final int NOT_FOUND = 404;

    private final SchemaRegistryClient client;
    private final SpecificData model;
    private final Schema readerSchema;
    private final Map<Integer, DatumReader<T>> readers = new ConcurrentHashMap<>();

    /**
     * @param type the generated class
     * @param client stays the caller's to close
     */
    public RecordDeserializer(Class<T> type, SchemaRegistryClient client) {
        AvroTrust.vouch();
        this.client = client;
        this.model = SpecificData.getForClass(type);
        this.readerSchema = model.getSchema(type);
    }

    /**
     * The record; null, which deletes in a compacted topic, stays null.
     *
     * @throws UnknownSchemaException when the registry does not know the schema the bytes name
     * @throws RegistryUnavailableException when the registry cannot be asked
     * @throws SerializationException when the bytes are not a record of this class. Nothing else is thrown, whatever the bytes
     */
    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] value) {
        if (value == null) {
            return null;
        }
        int schemaId = WireFormat.schemaId(value);
        DatumReader<T> reader = readers.get(schemaId);
        if (reader == null) {
            reader = readerFor(schemaId);
            if (readers.size() >= MAX_CACHED_VERSIONS) {
                readers.clear();
            }
            readers.put(schemaId, reader);
        }
        return decode(topic, reader, value);
    }

    private T decode(String topic, DatumReader<T> reader, byte[] value) {
        BinaryDecoder decoder = DecoderFactory.get()
                .binaryDecoder(value, WireFormat.HEADER_BYTES, value.length - WireFormat.HEADER_BYTES, null);
        try {
            T record = reader.read(null, decoder);
            if (!decoder.isEnd()) {
                throw new SerializationException("bytes left over behind a record of " + topic);
            }
            return record;
        } catch (IOException | RuntimeException e) {
            if (e instanceof SerializationException known) {
                throw known;
            }
            throw new SerializationException("cannot decode a record of " + topic + ": " + e, e);
        }
    }

    private DatumReader<T> readerFor(int schemaId) {
        try {
            ParsedSchema written = client.getSchemaById(schemaId);
            if (!(written instanceof AvroSchema avro)) {
                throw new SerializationException("schema " + schemaId + " is " + written.schemaType() + ", not AVRO");
            }
            return new SpecificDatumReader<>(avro.rawSchema(), readerSchema, model);
        } catch (RestClientException e) {
            if (e.getStatus() == NOT_FOUND) {
                throw new UnknownSchemaException("the registry does not know schema " + schemaId, e);
            }
            throw new RegistryUnavailableException("cannot get schema " + schemaId + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new RegistryUnavailableException("cannot get schema " + schemaId + ": " + e.getMessage(), e);
        }
    }
}
