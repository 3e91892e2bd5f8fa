package io.waybill.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.coordinator.transaction.generated.TransactionLogValue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A broker dies between the decision to commit a transaction and the markers of it, and starts again: the transaction is committed.
 * The decision is written into the broker's transaction log by hand; its folder, copied while it runs, is what one that was killed
 * leaves.
 */
@Tag("slow")
class InterruptedCommitTest {

    private static final int TRANSACTIONS = 8;
    private static final TopicPartition LOG = new TopicPartition("__transaction_state", 0);

    /** {@code TransactionState.PREPARE_COMMIT}. */
    private static final byte DECIDED = 2;

    /** With it a client may write to internal topics. */
    private static final String ADMIN = "__admin_client";

    @TempDir
    Path folder = Path.of("");

    @Test
    void whatWasDecidedToBeCommittedIsCommitted() throws Exception {
        Path running = folder.resolve("running");
        Path killed = folder.resolve("killed");
        try (EmbeddedBroker broker = EmbeddedBroker.start(running, EmbeddedBroker.FREE_PORT);
                Records records = Records.on(broker)) {
            List<KafkaProducer<String, String>> producers = new ArrayList<>();
            for (int i = 0; i < TRANSACTIONS; i++) {
                records.createTopic(topic(i), Map.of());
                producers.add(written(broker.bootstrapServers(), i));
            }
            decide(broker.bootstrapServers());
            copy(running, killed);
            producers.forEach(KafkaProducer::close);
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(killed, EmbeddedBroker.FREE_PORT);
                Records records = Records.on(broker)) {
            for (int i = 0; i < TRANSACTIONS; i++) {
                try (KafkaProducer<String, String> next = written(broker.bootstrapServers(), i)) {
                    next.commitTransaction();
                }
                assertThat(records.read(topic(i), 2)).containsExactly("written", "written");
            }
        }
    }

    @Test
    void aBrokerThatWasKilledIsFencedOnce() throws Exception {
        Path running = folder.resolve("running");
        Path killed = folder.resolve("killed");
        try (EmbeddedBroker broker = EmbeddedBroker.start(running, EmbeddedBroker.FREE_PORT)) {
            assertThat(broker.bootstrapServers()).startsWith("127.0.0.1:");
            copy(running, killed);
        }
        assertThat(Fencing.fence(killed.resolve("log"))).isTrue();
        assertThat(Fencing.fence(killed.resolve("log"))).isFalse();
        assertThat(Fencing.fence(running.resolve("log")))
                .as("one that was stopped told its controller")
                .isFalse();
    }

    private static String topic(int i) {
        return "topic-" + i;
    }

    /** A producer whose transaction is open, with a record in it. */
    private static KafkaProducer<String, String> written(String bootstrapServers, int i) {
        KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "transactional.id", "t-" + i),
                new StringSerializer(),
                new StringSerializer());
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(topic(i), 0, 0L, "k", "written"));
        producer.flush();
        return producer;
    }

    /** Writes what the coordinator writes first when the producers commit. */
    private static void decide(String bootstrapServers) throws Exception {
        Map<String, Object> client = Map.of("bootstrap.servers", bootstrapServers, "client.id", ADMIN);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (ConsumerRecord<byte[], byte[]> last : newest(client)) {
                ByteBuffer bytes = ByteBuffer.wrap(last.value());
                short version = bytes.getShort();
                TransactionLogValue transaction = new TransactionLogValue(new ByteBufferAccessor(bytes), version);
                transaction.setTransactionStatus(DECIDED);
                transaction.setProducerEpoch((short) (transaction.producerEpoch() + 1));
                byte[] value = MessageUtil.toVersionPrefixedBytes(version, transaction);
                producer.send(new ProducerRecord<>(LOG.topic(), LOG.partition(), last.key(), value))
                        .get();
            }
        }
    }

    /** The last entry of each transaction. */
    private static Collection<ConsumerRecord<byte[], byte[]>> newest(Map<String, Object> client) {
        Map<ByteBuffer, ConsumerRecord<byte[], byte[]>> newest = new LinkedHashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(LOG));
            consumer.seekToBeginning(List.of(LOG));
            long end = consumer.endOffsets(List.of(LOG)).get(LOG);
            while (consumer.position(LOG) < end) {
                consumer.poll(Duration.ofSeconds(1))
                        .forEach(record -> newest.put(ByteBuffer.wrap(record.key()), record));
            }
        }
        return newest.values();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.forEach(file -> {
                try {
                    Files.copy(file, to.resolve(from.relativize(file)));
                } catch (NoSuchFileException e) {
                    // the broker writes some files beside their place and moves them there
                    assertThat(file).asString().endsWith(".tmp");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
