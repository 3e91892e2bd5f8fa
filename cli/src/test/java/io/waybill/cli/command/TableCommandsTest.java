package io.waybill.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.cli.Cli;
import io.waybill.cli.shell.ExitCode;
import io.waybill.embedded.EmbeddedStack;
import io.waybill.registry.RecordSerializer;
import io.waybill.registry.RegistrySettings;
import io.waybill.schemas.Alert;
import io.waybill.schemas.AlertStatus;
import io.waybill.schemas.AlertSubject;
import io.waybill.schemas.AlertWindow;
import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import io.waybill.schemas.Topic;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class TableCommandsTest {

    private static final String PREFIX = "case.redmi.";

    @TempDir
    static Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedStack stack;

    @BeforeAll
    static void publish() throws Exception {
        stack = EmbeddedStack.start(folder);
        assertThat(run("topics", "create", "--prefix", PREFIX).code()).isEqualTo(ExitCode.DONE);
        try (SchemaRegistryClient registry =
                        RegistrySettings.at(stack.registryUrl()).connect();
                KafkaProducer<String, SpecificRecord> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", stack.bootstrapServers(), "transactional.id", "t"),
                        new StringSerializer(),
                        new RecordSerializer<>(registry, true))) {
            producer.initTransactions();
            producer.beginTransaction();
            send(producer, Topic.COUNT, "b", count("xiaomi.com", 1));
            send(producer, Topic.COUNT, "b", count("xiaomi.com", 2));
            send(producer, Topic.COUNT, "a", count("=cmd|evil\u001b[2J", 1));
            send(producer, Topic.COUNT, "gone", count("gone.com", 1));
            producer.send(new ProducerRecord<>(Topic.COUNT.name(PREFIX), "gone", null));
            send(producer, Topic.ALERT, "1", alert("1", Severity.LOW));
            send(producer, Topic.ALERT, "2", alert("2", Severity.HIGH));
            producer.commitTransaction();
            producer.beginTransaction();
            send(producer, Topic.COUNT, "aborted", count("aborted.com", 1));
            producer.abortTransaction();
        }
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void counts_shows_the_newest_revision_of_every_row_in_order() {
        Cli cli = run("counts", "--case", "redmi", "--format", "csv");

        assertThat(cli.code()).as(cli.err()).isEqualTo(ExitCode.DONE);
        assertThat(cli.out()).isEqualTo("""
                        model,firmware,destination,country,asn,window_start,window_end,connections,failed,bytes_sent,bytes_received,devices,first_seen,last_seen,manufacturer,destination_kind,organisation,packets_sent,packets_received
                        Redmi Note,MIUI V5,'=cmd|evil\\u001b[2J,CN,4808,2014-08-01T00:00:00Z,2014-08-01T01:00:00Z,10,1,100,200,3,2014-08-01T00:00:01Z,2014-08-01T00:59:00Z,Xiaomi,OTHER,,0,0
                        Redmi Note,MIUI V5,xiaomi.com,CN,4808,2014-08-01T00:00:00Z,2014-08-01T01:00:00Z,20,1,100,200,3,2014-08-01T00:00:01Z,2014-08-01T00:59:00Z,Xiaomi,OTHER,,0,0
                        """);
    }

    @Test
    void counts_come_as_a_table_and_as_json_too() {
        Cli table = run("counts", "--case", "redmi");
        assertThat(table.out().lines()).hasSize(3);
        assertThat(table.out()).startsWith("MODEL ").contains("xiaomi.com").doesNotContain("\u001b");

        Cli json = run("counts", "--case", "redmi", "--format", "jsonl");
        assertThat(json.out().lines())
                .hasSize(2)
                .last()
                .asString()
                .contains("\"destination\":\"xiaomi.com\"", "\"connections\":20", "\"asn\":4808");
    }

    @Test
    void alerts_shows_the_gravest_first() {
        Cli cli = run("alerts", "--case", "redmi", "--format", "jsonl");

        assertThat(cli.code()).as(cli.err()).isEqualTo(ExitCode.DONE);
        List<String> lines = cli.out().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).contains("\"id\":\"2\"");
        assertThat(lines.get(1)).contains("\"id\":\"1\"");
    }

    @Test
    void a_case_that_is_not_there_is_named() {
        Cli cli = run("alerts", "--case", "none");

        assertThat(cli.code()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err())
                .contains("there is no topic case.none.waybill.alert.v1 at ", "'waybill replay --case NAME'");
    }

    private static Cli run(String... args) {
        List<String> all = new ArrayList<>(Arrays.asList(args));
        all.addAll(List.of("--bootstrap-servers", stack.bootstrapServers(), "--registry", stack.registryUrl()));
        return Cli.run(all.toArray(String[]::new));
    }

    private static void send(
            KafkaProducer<String, SpecificRecord> producer, Topic topic, String key, SpecificRecord value) {
        producer.send(new ProducerRecord<>(topic.name(PREFIX), key, value));
    }

    private static DestinationCount count(String destination, int revision) {
        Instant start = Instant.parse("2014-08-01T00:00:00Z");
        return DestinationCount.newBuilder()
                .setManufacturer("Xiaomi")
                .setModel("Redmi Note")
                .setFirmware("MIUI V5")
                .setDestination(destination)
                .setCountry("CN")
                .setAsn(4808L)
                .setWindowStart(start)
                .setWindowEnd(start.plusSeconds(3_600))
                .setConnections(10L * revision)
                .setFailed(1)
                .setBytesSent(100)
                .setBytesReceived(200)
                .setDevices(3)
                .setFirstSeen(start.plusSeconds(1))
                .setLastSeen(start.plusSeconds(3_540))
                .setRevision(revision)
                .build();
    }

    private static Alert alert(String id, Severity severity) {
        return Alert.newBuilder()
                .setId(id)
                .setDetector("periodic-contact")
                .setSubject(new AlertSubject(SubjectLevel.DEVICE, "redmi-07"))
                .setSeverity(severity)
                .setScore(0.9)
                .setWindow(new AlertWindow(Instant.EPOCH, Instant.EPOCH.plusSeconds(60)))
                .setObserved(1)
                .setExpected(0)
                .setSamples(5)
                .setExplanation("because")
                .setStatus(AlertStatus.OPEN)
                .build();
    }
}
