package io.waybill.cli.table;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads a topic that holds a table, committed records only. */
public final class TopicReader<T extends SpecificRecord> {

    private static final Duration POLL = Duration.ofMillis(200);

    private final String topic;
    private final Map<String, Object> kafka;
    private final Deserializer<T> deserializer;

    /** Takes every record as it comes. */
    @FunctionalInterface
    public interface Sink<T, E extends Exception> {
        /** Takes a record; null when its row is gone. */
        void accept(String key, @Nullable T value) throws E;
    }

    /**
     * @param kafka where the cluster is
     * @param deserializer of the values
     */
    public TopicReader(String topic, Map<String, Object> kafka, Deserializer<T> deserializer) {
        this.topic = topic;
        this.kafka = kafka;
        this.deserializer = deserializer;
    }

    /** Whether there is such a topic. */
    public boolean exists() {
        try (KafkaConsumer<String, T> consumer = consumer()) {
            return consumer.listTopics().containsKey(topic);
        }
    }

    /** Hands over all records from the start to the present end, partition after partition. */
    public <E extends Exception> void readToEnd(Sink<T, E> sink) throws E {
        try (KafkaConsumer<String, T> consumer = consumer()) {
            List<TopicPartition> partitions = assign(consumer);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                pass(consumer, sink);
            }
        }
    }

    /** Hands over all records from the start and those that come, as long as it may go on. */
    public <E extends Exception> void follow(BooleanSupplier goOn, Sink<T, E> sink) throws E {
        try (KafkaConsumer<String, T> consumer = consumer()) {
            assign(consumer);
            while (goOn.getAsBoolean()) {
                pass(consumer, sink);
            }
        }
    }

    private <E extends Exception> void pass(KafkaConsumer<String, T> consumer, Sink<T, E> sink) throws E {
        for (ConsumerRecord<String, T> record : consumer.poll(POLL)) {
            sink.accept(record.key(), record.value());
        }
    }

    private KafkaConsumer<String, T> consumer() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("isolation.level", "read_committed");
        settings.put("auto.offset.reset", "earliest");
        settings.put("allow.auto.create.topics", "false");
        return new KafkaConsumer<>(settings, new StringDeserializer(), deserializer);
    }

    private List<TopicPartition> assign(KafkaConsumer<String, T> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return partitions;
    }
}
