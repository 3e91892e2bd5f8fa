package io.waybill.registry;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Reads and writes one kind of generated record as topic values, in Confluent's wire format. Thread-safe: Kafka Streams
 * shares one serde among its threads.
 *
 * @param <T> the generated class
 */
public final class RecordSerde<T extends SpecificRecord> implements Serde<T> {

    private final RecordSerializer<T> serializer;
    private final RecordDeserializer<T> deserializer;

    /**
     * Asks nothing of the registry yet; the first record does.
     *
     * @param type the generated class
     * @param client stays the caller's to close
     * @param autoRegister see {@link RegistrySettings#autoRegister()}
     */
    public RecordSerde(Class<T> type, SchemaRegistryClient client, boolean autoRegister) {
        this.serializer = new RecordSerializer<>(client, autoRegister);
        this.deserializer = new RecordDeserializer<>(type, client);
    }

    @Override
    public Serializer<T> serializer() {
        return serializer;
    }

    @Override
    public Deserializer<T> deserializer() {
        return deserializer;
    }
}
