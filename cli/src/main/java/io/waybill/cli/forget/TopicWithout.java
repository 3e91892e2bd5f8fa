package io.waybill.cli.forget;

import io.waybill.cli.shell.Addresses;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Takes the records of one key out of a topic that is not compacted, where a record without value removes nothing. A broker deletes
 * from the beginning of a partition only; so the other records of a partition that has the key are written once more behind its
 * end, as they were, and then all up to that end is deleted. Where it is cut off between the two, records are there twice. Only for
 * small topics whose readers take a repeated record for the one it is.
 */
final class TopicWithout {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Addresses addresses;
    private final byte[] key;

    TopicWithout(Addresses addresses, String key) {
        this.addresses = addresses;
        this.key = key.getBytes(StandardCharsets.UTF_8);
    }

    /** How many records of the key are gone from the topic. */
    int rewrite(Admin admin, String topic) throws IOException, InterruptedException {
        Map<String, Object> settings = new HashMap<>(addresses.kafka());
        settings.put("isolation.level", "read_committed");
        settings.put("auto.offset.reset", "earliest");
        int gone = 0;
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            for (TopicPartition partition : consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList()) {
                consumer.assign(List.of(partition));
                long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
                int[] found = {0};
                read(consumer, partition, end, record -> found[0] += isOfKey(record) ? 1 : 0);
                if (found[0] > 0) {
                    copyOthers(consumer, partition, end);
                    delete(admin, partition, end);
                    gone += found[0];
                }
            }
        } catch (ExecutionException failed) {
            throw new IOException("records cannot be taken out of " + topic + ": " + failed.getCause(), failed);
        }
        return gone;
    }

    static void delete(Admin admin, TopicPartition partition, long end)
            throws ExecutionException, InterruptedException {
        admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(end)))
                .all()
                .get();
    }

    private boolean isOfKey(ConsumerRecord<byte[], byte[]> record) {
        return Arrays.equals(record.key(), key);
    }

    private void copyOthers(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long end)
            throws ExecutionException, InterruptedException {
        List<Future<RecordMetadata>> written = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(addresses.kafka(), new ByteArraySerializer(), new ByteArraySerializer())) {
            read(consumer, partition, end, record -> {
                if (!isOfKey(record)) {
                    written.add(producer.send(new ProducerRecord<>(
                            partition.topic(),
                            partition.partition(),
                            record.timestamp(),
                            record.key(),
                            record.value(),
                            record.headers())));
                }
            });
            for (Future<RecordMetadata> each : written) {
                each.get();
            }
        }
    }

    private static void read(
            KafkaConsumer<byte[], byte[]> consumer,
            TopicPartition partition,
            long end,
            Consumer<ConsumerRecord<byte[], byte[]>> sink) {
        consumer.seekToBeginning(List.of(partition));
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < end) {
                    sink.accept(record);
                }
            }
        }
    }
}
