package io.waybill.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class EmbeddedBrokerTest {

    private static final long YEAR_2014 = 1_406_851_200_000L;
    private static final long YEAR_2100 = 4_102_444_800_000L;

    @TempDir
    Path folder = Path.of("");

    @Test
    void keeps_records_over_a_restart_on_another_port() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder, EmbeddedBroker.FREE_PORT);
                Records records = Records.on(broker)) {
            records.createTopic("kept", Map.of());
            records.send("kept", "k", "before", YEAR_2014);
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder, EmbeddedBroker.FREE_PORT);
                Records records = Records.on(broker)) {
            records.send("kept", "k", "after", YEAR_2014 + 1);
            assertThat(records.read("kept", 2)).containsExactly("before", "after");
        }
    }

    @Test
    void keeps_acknowledged_records_when_killed() throws Exception {
        Process process = ProduceUntilKilled.start(folder);
        int acknowledged;
        try {
            acknowledged = ProduceUntilKilled.awaitAcknowledged(process, 100);
        } finally {
            process.destroyForcibly().waitFor();
        }

        try (EmbeddedBroker broker = EmbeddedBroker.start(folder, EmbeddedBroker.FREE_PORT);
                Records records = Records.on(broker)) {
            assertThat(records.read(ProduceUntilKilled.TOPIC, acknowledged).subList(0, acknowledged))
                    .isEqualTo(ProduceUntilKilled.values(acknowledged));
        }
    }

    @Test
    void takes_records_of_any_time_in_transactions_but_makes_no_topic_by_itself() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder, EmbeddedBroker.FREE_PORT);
                Records records = Records.on(broker)) {
            records.createTopic("times", Map.of("retention.ms", "-1"));
            try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "t"),
                    new StringSerializer(),
                    new StringSerializer())) {
                producer.initTransactions();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>("times", 0, 0L, "k", "1970"));
                producer.send(new ProducerRecord<>("times", 0, YEAR_2014, "k", "2014"));
                producer.send(new ProducerRecord<>("times", 0, YEAR_2100, "k", "2100"));
                producer.commitTransaction();
            }
            assertThat(records.read("times", 3)).containsExactly("1970", "2014", "2100");

            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                assertThat(admin.listTopics().names().get()).containsExactly("times");
                assertThatThrownBy(() -> admin.describeTopics(List.of("not-there"))
                                .allTopicNames()
                                .get())
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
            }
        }
    }

    @Test
    void says_that_its_folder_is_in_use() throws Exception {
        try (EmbeddedBroker first = EmbeddedBroker.start(folder, EmbeddedBroker.FREE_PORT)) {
            assertThat(first.bootstrapServers()).startsWith("127.0.0.1:");
            assertThatThrownBy(() -> EmbeddedBroker.start(folder, EmbeddedBroker.FREE_PORT))
                    .isInstanceOf(IOException.class)
                    .hasMessage(folder + " is in use by another broker");
        }
    }

    @Test
    void says_that_its_port_is_taken_and_leaves_the_folder_usable() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> EmbeddedBroker.start(folder, other.getLocalPort()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("port " + other.getLocalPort() + " of 127.0.0.1 is taken");
        }
        EmbeddedBroker.start(folder, EmbeddedBroker.FREE_PORT).close();
    }

    @Test
    void formats_anew_when_it_was_killed_while_formatting() throws Exception {
        Files.createDirectories(folder.resolve("log.formatting"));
        Files.writeString(folder.resolve("log.formatting").resolve("meta.properties"), "half");

        EmbeddedBroker.start(folder, EmbeddedBroker.FREE_PORT).close();

        assertThat(folder.resolve("log").resolve("meta.properties")).exists();
        assertThat(folder.resolve("log.formatting")).doesNotExist();
    }
}
