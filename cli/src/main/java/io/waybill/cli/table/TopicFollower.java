package io.waybill.cli.table;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads a topic from its start and goes on with what comes, committed records only.
 *
 * @param topic must exist
 * @param kafka where the cluster is
 * @param deserializer of the values
 */
public record TopicFollower<T extends SpecificRecord>(
        String topic, Map<String, Object> kafka, Deserializer<T> deserializer) {

    private static final Duration POLL = Duration.ofMillis(200);

    /** Takes every record as it comes. */
    @FunctionalInterface
    public interface Sink<T> {
        /** Takes a record; throws to end the following. */
        void accept(T value) throws IOException;
    }

    /** Hands over every record until the sink throws. Removed rows are passed over. */
    public void follow(Sink<T> sink) throws IOException {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("isolation.level", "read_committed");
        settings.put("auto.offset.reset", "earliest");
        settings.put("allow.auto.create.topics", "false");
        try (KafkaConsumer<String, T> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), deserializer)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (true) {
                for (ConsumerRecord<String, T> record : consumer.poll(POLL)) {
                    if (record.value() != null) {
                        sink.accept(record.value());
                    }
                }
            }
        }
    }
}
