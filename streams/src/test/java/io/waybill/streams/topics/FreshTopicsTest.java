package io.waybill.streams.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.embedded.EmbeddedBroker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made can be written to at once: so many partitions that a broker needs a while to make their logs. */
@Tag("slow")
class FreshTopicsTest {

    private static final int PARTITIONS = 24;
    private static final byte[] KEY = {1};
    private static final byte[] VALUE = {2};

    @Test
    void everyPartitionTakesARecordAtTheFirstAttempt(@TempDir Path folder) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder, EmbeddedBroker.FREE_PORT);
                Admin admin =
                        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()))) {
            List<String> made = new PipelineTopics(admin).create("fresh.", PARTITIONS, false);

            assertThat(refused(broker, made)).isEmpty();
        }
    }

    /** Partitions that refuse what is sent but once. */
    private static List<String> refused(EmbeddedBroker broker, List<String> topics) throws InterruptedException {
        Map<String, Object> once = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                broker.bootstrapServers(),
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                false,
                ProducerConfig.RETRIES_CONFIG,
                0);
        List<String> refused = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(once, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (String topic : topics) {
                producer.partitionsFor(topic)
                        .forEach(
                                at -> sent.add(producer.send(new ProducerRecord<>(topic, at.partition(), KEY, VALUE))));
            }
            producer.flush();
            for (Future<RecordMetadata> one : sent) {
                try {
                    one.get();
                } catch (ExecutionException failed) {
                    refused.add(String.valueOf(failed.getCause()));
                }
            }
        }
        return refused;
    }
}
