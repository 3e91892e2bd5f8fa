package io.waybill.streams.feed;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.registry.RecordSerializer;
import io.waybill.registry.RegistrySettings;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.PolicyRule;
import io.waybill.schemas.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes to the input topics of a pipeline. Sending is asynchronous with the producer's back-pressure; a failure is thrown by the
 * next call, as an {@link IllegalStateException}. Used by one thread.
 */
public final class FleetFeed implements AutoCloseable {

    private final String prefix;
    private final Clock clock;
    private final SchemaRegistryClient registry;
    private final KafkaProducer<byte[], byte[]> producer;
    private final RecordSerializer<SpecificRecord> serializer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private long newest;

    /**
     * A feed into the topics under a prefix.
     *
     * @param clock tells when records are ingested: a record is never stamped later than now, because brokers refuse the future
     * @param kafka further settings of the producer, e.g. security
     */
    public FleetFeed(
            String bootstrapServers,
            RegistrySettings registrySettings,
            String prefix,
            Clock clock,
            Map<String, String> kafka) {
        this.prefix = prefix;
        this.clock = clock;
        this.registry = registrySettings.connect();
        this.serializer = new RecordSerializer<>(registry, registrySettings.autoRegister());
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        settings.putAll(kafka);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Sends a connection event. */
    public void send(DeviceConnection event) {
        send(Topic.CONNECTION, event.getDeviceId(), event, event.getTime().toEpochMilli());
    }

    /** Sends a profile. */
    public void send(DeviceProfile profile) {
        send(
                Topic.PROFILE,
                profile.getDeviceId(),
                profile,
                profile.getValidFrom().toEpochMilli());
    }

    /** Sends what was done to a device. */
    public void send(DeviceLifecycle lifecycle) {
        send(
                Topic.LIFECYCLE,
                lifecycle.getDeviceId(),
                lifecycle,
                lifecycle.getTime().toEpochMilli());
    }

    /** Asks the pipeline to forget a device with all that it did, and takes its profile out of the topic. */
    public void forget(String deviceId) {
        String name = Topic.PROFILE.name(prefix);
        byte[] key = deviceId.getBytes(StandardCharsets.UTF_8);
        send(new ProducerRecord<byte[], byte[]>(name, null, clock.millis(), key, null, Forgetting.headers()));
    }

    /** Sends a rule. */
    public void send(PolicyRule rule) {
        send(Topic.POLICY, rule.getRuleId(), rule, 0);
    }

    /** Takes a rule back. */
    public void withdrawRule(String ruleId) {
        String name = Topic.POLICY.name(prefix);
        send(new ProducerRecord<byte[], byte[]>(
                name, null, clock.millis(), ruleId.getBytes(StandardCharsets.UTF_8), null));
    }

    private void send(Topic topic, String key, SpecificRecord record, long time) {
        String name = topic.name(prefix);
        long timestamp = Math.max(0, Math.min(time, clock.millis()));
        newest = Math.max(newest, timestamp);
        send(new ProducerRecord<>(
                name, null, timestamp, key.getBytes(StandardCharsets.UTF_8), serializer.serialize(name, record)));
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        throwIfFailed();
        producer.send(record, (metadata, thrown) -> {
            if (thrown != null) {
                failure.compareAndSet(null, thrown);
            }
        });
    }

    /**
     * Marks the end of a round of input on all partitions of all input topics, and waits until everything is written.
     *
     * @param round one more than the last one that ended
     */
    public void endOfInput(long round) {
        for (Topic topic : Topic.values()) {
            if (topic.isInput()) {
                String name = topic.name(prefix);
                producer.partitionsFor(name)
                        .forEach(partition -> send(EndOfInput.mark(name, partition.partition(), round, newest)));
            }
        }
        flush();
    }

    /** Waits until everything sent is written. */
    public void flush() {
        producer.flush();
        throwIfFailed();
    }

    private void throwIfFailed() {
        Exception thrown = failure.get();
        if (thrown != null) {
            throw new IllegalStateException("cannot write to Kafka: " + thrown.getMessage(), thrown);
        }
    }

    @Override
    public void close() {
        producer.close();
        try {
            registry.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
