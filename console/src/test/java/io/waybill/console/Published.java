package io.waybill.console;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.console.SampleFleet.Sample;
import io.waybill.embedded.EmbeddedStack;
import io.waybill.registry.RecordSerializer;
import io.waybill.registry.RegistrySettings;
import io.waybill.schemas.Topic;
import io.waybill.streams.topics.PipelineTopics;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Puts records on the topics of a case as the pipeline does: in transactions, in the registry's wire format. */
final class Published implements AutoCloseable {

    private static final int PARTITIONS = 3;

    private final Admin admin;
    private final SchemaRegistryClient registry;
    private final RecordSerializer<SpecificRecord> serializer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final String prefix;

    Published(EmbeddedStack stack, String prefix) {
        this.prefix = prefix;
        this.admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()));
        this.registry = RegistrySettings.at(stack.registryUrl()).connect();
        this.serializer = new RecordSerializer<>(registry, true);
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers(), "transactional.id", "test" + prefix),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
    }

    void createTopics() {
        new PipelineTopics(admin).create(prefix, PARTITIONS, false);
    }

    void deleteTopics() throws Exception {
        admin.deleteTopics(Arrays.stream(Topic.values())
                        .map(topic -> topic.name(prefix))
                        .toList())
                .all()
                .get();
    }

    void commit(List<Sample> records) {
        producer.beginTransaction();
        records.forEach(record -> send(record.topic(), record.key(), record.value()));
        producer.commitTransaction();
    }

    /** Records that were taken back: a reader of committed records never sees them. */
    void abort(List<Sample> records) {
        producer.beginTransaction();
        records.forEach(record -> send(record.topic(), record.key(), record.value()));
        producer.flush();
        producer.abortTransaction();
    }

    void commitRaw(Topic topic, byte[] key, byte @Nullable [] value) {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(topic.name(prefix), key, value));
        producer.commitTransaction();
    }

    private void send(Topic topic, byte[] key, SpecificRecord value) {
        String name = topic.name(prefix);
        producer.send(new ProducerRecord<>(name, key, serializer.serialize(name, value)));
    }

    @Override
    public void close() throws IOException {
        producer.close();
        admin.close();
        registry.close();
    }
}
