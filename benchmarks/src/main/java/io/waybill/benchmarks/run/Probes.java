package io.waybill.benchmarks.run;

import io.waybill.benchmarks.contend.Arena;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.Topic;
import io.waybill.schemas.Transport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Events that are each alone in their row, late for a window that was published before, so that every one of them has to show
 * as soon as the pipeline can: by its first commit behind it. Used by one thread.
 */
final class Probes implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(5);
    private static final long BEFORE_MILLIS = 2 * 3_600_000L;
    private static final String HOST = "probe";

    private final KafkaConsumer<byte[], byte[]> counts;
    private final Map<String, Long> sentAt = new HashMap<>();
    private Latencies latencies = new Latencies();
    private int sent;

    Probes(String bootstrapServers) {
        counts = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        20,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = counts.partitionsFor(Arena.name(Topic.COUNT)).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        counts.assign(partitions);
        counts.seekToEnd(partitions);
        partitions.forEach(counts::position);
    }

    /**
     * The next one, from now on under way.
     *
     * @param now a time the pipeline has reached, milliseconds; the probe is two hours older
     */
    DeviceConnection next(long now) {
        String name = HOST + ++sent;
        sentAt.put(name + ".com", System.nanoTime());
        return DeviceConnection.newBuilder()
                .setEventId(name + "-1")
                .setDeviceId(name)
                .setTime(Instant.ofEpochMilli(now - BEFORE_MILLIS))
                .setTransport(Transport.TCP)
                .setRemotePort(443)
                .setHost("www." + name + ".com")
                .setOutcome(Outcome.ESTABLISHED)
                .setCapture("probes")
                .setPosition(sent)
                .build();
    }

    /** Looks which of them have come through. */
    void look() {
        for (ConsumerRecord<byte[], byte[]> record : counts.poll(POLL)) {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            Long since = sentAt.remove(key.substring(key.lastIndexOf('|') + 1));
            if (since != null) {
                latencies.add((System.nanoTime() - since) / 1_000_000);
            }
        }
    }

    /** How many have not come through yet. */
    int underWay() {
        return sentAt.size();
    }

    Latencies latencies() {
        return latencies;
    }

    /** What came through since this was asked last. */
    Latencies takeLatencies() {
        Latencies taken = latencies;
        latencies = new Latencies();
        return taken;
    }

    @Override
    public void close() {
        counts.close();
    }
}
