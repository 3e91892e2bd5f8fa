package io.waybill.cli.ingest;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.embedded.EmbeddedStack;
import io.waybill.registry.RecordDeserializer;
import io.waybill.registry.RegistrySettings;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.Topic;
import io.waybill.streams.topics.PipelineTopics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What stands in the connection topic, repeats included. */
record ConnectionTopic(EmbeddedStack stack) {

    /** Makes all topics. */
    static ConnectionTopic create(EmbeddedStack stack) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
            new PipelineTopics(admin).create("", 2, false);
        }
        return new ConnectionTopic(stack);
    }

    List<DeviceConnection> events() {
        String topic = Topic.CONNECTION.name("");
        List<DeviceConnection> events = new ArrayList<>();
        try (SchemaRegistryClient registry =
                        RegistrySettings.at(stack.registryUrl()).connect();
                KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", stack.bootstrapServers(), "enable.auto.commit", false),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            RecordDeserializer<DeviceConnection> values = new RecordDeserializer<>(DeviceConnection.class, registry);
            Set<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .collect(Collectors.toSet());
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> events.add(values.deserialize(topic, record.value())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return events;
    }

    /** Ids of the events, each once. */
    Set<String> ids() {
        return events().stream().map(DeviceConnection::getEventId).collect(Collectors.toSet());
    }
}
