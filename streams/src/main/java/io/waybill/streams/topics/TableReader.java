package io.waybill.streams.topics;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads a compacted topic as the table it is: the newest value of each key, committed ones only. Each call has a consumer of its
 * own, so several threads may share a reader.
 */
public final class TableReader {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> settings;

    /**
     * From this cluster.
     *
     * @param kafka further settings of the consumer, e.g. security
     */
    public TableReader(String bootstrapServers, Map<String, String> kafka) {
        Map<String, Object> all = new HashMap<>();
        all.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        all.put(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                IsolationLevel.READ_COMMITTED.toString().toLowerCase(Locale.ROOT));
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        all.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        // a consumer that is closed waits for the fetch that is under way, which waits so long for records: half a
        // second by default
        all.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        all.putAll(kafka);
        // it assigns itself the partitions and is in no group; how the pipeline's group is kept is not its business
        all.remove(ConsumerConfig.GROUP_PROTOCOL_CONFIG);
        settings = all;
    }

    /**
     * The table as it stands when the call begins. All of it is held in memory.
     *
     * @param topic must exist
     * @return by key, in the order of keys
     */
    public <T extends SpecificRecord> TreeMap<String, T> read(String topic, Deserializer<T> values) {
        TreeMap<String, T> table = new TreeMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = fromTheBeginning(topic)) {
            Set<TopicPartition> partitions = consumer.assignment();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    String key = new String(record.key(), StandardCharsets.UTF_8);
                    if (record.value() == null) {
                        table.remove(key);
                    } else {
                        table.put(key, values.deserialize(topic, record.value()));
                    }
                }
            }
        }
        return table;
    }

    /**
     * Hands over every committed record of a topic as it stands when the call begins, partition by partition in order. Nothing is
     * held.
     *
     * @param topic must exist
     */
    public void forEach(String topic, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
        try (KafkaConsumer<byte[], byte[]> consumer = fromTheBeginning(topic)) {
            Set<TopicPartition> partitions = consumer.assignment();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                consumer.poll(POLL).forEach(sink);
            }
        }
    }

    /**
     * Reads on until a value is the one waited for.
     *
     * @param poll how long to wait for records at a time
     * @param isWanted asked for each value in its order
     * @param meanwhile called between polls; throws to give up
     * @return the first value that is wanted
     */
    public <T extends SpecificRecord> T awaitLatest(
            String topic, Deserializer<T> values, Duration poll, Predicate<T> isWanted, Runnable meanwhile) {
        try (KafkaConsumer<byte[], byte[]> consumer = fromTheBeginning(topic)) {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(poll)) {
                    T value = values.deserialize(topic, record.value());
                    if (value != null && isWanted.test(value)) {
                        return value;
                    }
                }
                meanwhile.run();
            }
        }
    }

    private KafkaConsumer<byte[], byte[]> fromTheBeginning(String topic) {
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }
}
