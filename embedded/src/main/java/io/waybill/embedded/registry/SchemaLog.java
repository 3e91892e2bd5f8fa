package io.waybill.embedded.registry;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The compacted topic that keeps every change. */
final class SchemaLog implements AutoCloseable {

    static final String TOPIC = "_schemas";

    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> kafka;
    private final KafkaProducer<byte[], byte[]> producer;

    private SchemaLog(Map<String, Object> kafka) {
        this.kafka = Map.copyOf(kafka);
        this.producer = new KafkaProducer<>(
                with(kafka, Map.of("acks", "all", "client.id", "waybill-registry")),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Opens the log, making the topic if it is not there. */
    static SchemaLog open(Map<String, Object> kafka) throws IOException {
        NewTopic topic = new NewTopic(TOPIC, 1, (short) 1).configs(Map.of("cleanup.policy", "compact"));
        try (Admin admin = Admin.create(kafka)) {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IOException("cannot make topic " + TOPIC + ": " + e.getCause(), e);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        return new SchemaLog(kafka);
    }

    private static Map<String, Object> with(Map<String, Object> kafka, Map<String, Object> further) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.putAll(further);
        return settings;
    }

    /** Hands over every record from the start to the present end. */
    void replay(Consumer<LogRecord> into) throws IOException {
        TopicPartition partition = new TopicPartition(TOPIC, 0);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                with(kafka, Map.of("isolation.level", "read_committed")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    Optional<LogRecord> change = LogRecord.read(record.key(), record.value());
                    change.ifPresent(into);
                }
            }
        }
    }

    /** Adds a record and returns when the broker has it. */
    void append(LogRecord change) throws IOException {
        try {
            producer.send(new ProducerRecord<>(TOPIC, change.key(), change.value()))
                    .get();
        } catch (ExecutionException e) {
            throw new IOException("cannot write to " + TOPIC + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IOException("interrupted", e);
    }

    @Override
    public void close() {
        producer.close();
    }
}
