package io.waybill.benchmarks.contend;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.registry.RecordSerializer;
import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.ModelActivity;
import io.waybill.schemas.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes final tables to the topics that the pipeline writes to, with the pipeline's keys. Closing waits for all of it. */
final class Published implements AutoCloseable {

    private final SchemaRegistryClient registry;
    private final RecordSerializer<SpecificRecord> serializer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    Published(Arena arena) {
        registry = arena.registry().connect();
        serializer = new RecordSerializer<>(registry, true);
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        arena.bootstrapServers(),
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        256 << 10,
                        ProducerConfig.LINGER_MS_CONFIG,
                        50,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void send(DestinationCount row) {
        String key = key(row.getManufacturer(), row.getModel(), row.getFirmware(), row.getWindowStart());
        send(Topic.COUNT, key + "|" + row.getDestination(), row);
    }

    void send(ModelActivity row) {
        send(Topic.ACTIVITY, key(row.getManufacturer(), row.getModel(), row.getFirmware(), row.getWindowStart()), row);
    }

    static String key(String manufacturer, String model, String firmware, Instant window) {
        return manufacturer + "|" + model + "|" + firmware + "|" + window;
    }

    private void send(Topic topic, String key, SpecificRecord row) {
        String name = Arena.name(topic);
        byte[] value = serializer.serialize(name, row);
        producer.send(new ProducerRecord<>(name, key.getBytes(StandardCharsets.UTF_8), value), (metadata, thrown) -> {
            if (thrown != null) {
                failure.compareAndSet(null, thrown);
            }
        });
    }

    @Override
    public void close() {
        producer.close();
        Exception thrown = failure.get();
        if (thrown != null) {
            throw new IllegalStateException("cannot write the tables: " + thrown.getMessage(), thrown);
        }
        try {
            registry.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
