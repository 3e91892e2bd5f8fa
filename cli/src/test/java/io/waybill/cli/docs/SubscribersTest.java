package io.waybill.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.cli.Cli;
import io.waybill.cli.send.SentAlerts;
import io.waybill.embedded.EmbeddedStack;
import io.waybill.registry.RecordSerializer;
import io.waybill.registry.RegistrySettings;
import io.waybill.schemas.Alert;
import io.waybill.schemas.AlertStatus;
import io.waybill.schemas.AlertSubject;
import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import io.waybill.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Clients of four makes, none of them ours, on alerts published as the pipeline does it: in compressed transactions, one of
 * which was given up, in three partitions, with updates, a retraction, an alert kept quiet and one that was forgotten.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class SubscribersTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** As the recipes print them; the words from the network are printed as they are. */
    private static final Map<String, String> STANDING =
            Map.of("updated", "CRITICAL now worse | \"42.62.48.0/24\"", "plain", "LOW réd mi – é");

    @TempDir
    static Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private EmbeddedStack stack;

    @SuppressWarnings("NullAway.Init")
    private SchemaRegistryClient registry;

    static {
        AvroTrust.vouch();
    }

    @BeforeAll
    void publishAll() throws Exception {
        stack = EmbeddedStack.start(folder.resolve("kafka"));
        registry = RegistrySettings.at(stack.registryUrl()).connect();
        Cli made = Cli.run(addressed("topics", "create", "--partitions", "3"));
        assertThat(made.code()).as(made.err()).isZero();
        Alert quiet = alert("quiet", Severity.HIGH, AlertStatus.OPEN, 1, "hush");
        quiet.setSuppressedBy("night");
        publish(
                true,
                alert("updated", Severity.LOW, AlertStatus.OPEN, 1, "not so bad"),
                alert("plain", Severity.LOW, AlertStatus.OPEN, 1, "réd mi – é"),
                alert("taken-back", Severity.HIGH, AlertStatus.OPEN, 1, "too early"),
                alert("forgotten", Severity.HIGH, AlertStatus.OPEN, 1, "about a device"),
                quiet);
        publish(false, alert("ghost", Severity.CRITICAL, AlertStatus.OPEN, 1, "never committed"));
        publish(
                true,
                alert("updated", Severity.CRITICAL, AlertStatus.UPDATED, 2, "now worse | \"42.62.48.0/24\""),
                alert("taken-back", Severity.HIGH, AlertStatus.RETRACTED, 2, "too early"));
        render();
        forget("forgotten");
    }

    @AfterAll
    void stop() throws Exception {
        registry.close();
        stack.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_report_has_what_holds_and_ends(Subscriber subscriber) throws Exception {
        subscriber.assumeInstalled();
        try (Subscriber.Running report = subscriber.start(own(subscriber), "final", stack)) {
            report.linesAtItsEnd();

            assertThat(report.table()).as(report.toString()).containsAllEntriesOf(STANDING);
            assertThat(report.lines())
                    .as("the newest of each only")
                    .hasSameSizeAs(report.table().keySet());
            assertThat(report.table()).doesNotContainKeys("taken-back", "forgotten", "quiet", "ghost");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_copy_has_all_from_the_beginning_and_follows(Subscriber subscriber) throws Exception {
        subscriber.assumeInstalled();
        String id = "later-" + subscriber;
        try (Subscriber.Running copy = subscriber.start(own(subscriber), "all", stack)) {
            await(copy, () -> copy.table().entrySet().containsAll(STANDING.entrySet()));
            assertThat(copy.lines()).anyMatch(line -> line.startsWith("- "));
            await(
                    copy,
                    () -> copy.lines().contains("- taken-back") && copy.lines().contains("- forgotten"));

            publish(true, alert(id, Severity.MEDIUM, AlertStatus.OPEN, 1, "new"));
            render();
            await(copy, () -> "MEDIUM new".equals(copy.table().get(id)));

            publish(true, alert(id, Severity.MEDIUM, AlertStatus.RETRACTED, 2, "new"));
            render();
            await(copy, () -> copy.lines().contains("- " + id));
            assertThat(copy.table()).doesNotContainKeys("taken-back", "forgotten", "quiet", "ghost", id);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_pager_hears_of_each_new_alert_once(Subscriber subscriber) throws Exception {
        subscriber.assumeInstalled();
        String id = "first-" + subscriber;
        try (Subscriber.Running pager = subscriber.start(own(subscriber), "first", stack)) {
            List<String> probes = new ArrayList<>();
            await(pager, () -> {
                // it hears nothing of what was before it was there: so until it hears the first
                String probe = "probe-" + subscriber + "-" + probes.size();
                probes.add(probe);
                publish(true, alert(probe, Severity.LOW, AlertStatus.OPEN, 1, "anybody?"));
                render();
                return !pager.lines().isEmpty();
            });
            Alert quiet = alert(id + "-quiet", Severity.HIGH, AlertStatus.OPEN, 1, "hush");
            quiet.setSuppressedBy("night");
            publish(
                    true,
                    quiet,
                    alert(id, Severity.HIGH, AlertStatus.OPEN, 1, "first"),
                    alert(id, Severity.CRITICAL, AlertStatus.UPDATED, 2, "second"),
                    alert(id, Severity.CRITICAL, AlertStatus.RETRACTED, 3, "second"));
            List<Alert> marks = IntStream.range(0, 12)
                    .mapToObj(each -> alert(id + "-mark-" + each, Severity.LOW, AlertStatus.OPEN, 1, "mark"))
                    .toList();
            publish(true, marks.toArray(Alert[]::new));
            render();
            await(
                    pager,
                    () -> marks.stream().allMatch(mark -> pager.lines().contains("+ " + mark.getId() + " LOW mark")));

            assertThat(pager.lines().stream()
                            .filter(line -> line.contains(id) && !line.contains("-mark-"))
                            .toList())
                    .containsExactly("+ " + id + " HIGH first");
        }
    }

    private static Path own(Subscriber subscriber) throws Exception {
        return Files.createDirectories(folder.resolve(subscriber.name()));
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Subscriber.Running running, Condition condition) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(250))
                .conditionEvaluationListener(evaluated -> {
                    if (!running.process().isAlive()) {
                        throw new AssertionError("it ended: " + running);
                    }
                })
                .until(condition::holds);
    }

    private static Alert alert(String id, Severity severity, AlertStatus status, int revision, String text) {
        return Alert.newBuilder(SentAlerts.alert(id, severity))
                .setSubject(new AlertSubject(SubjectLevel.DEVICE, "redmi-07"))
                .setExplanation(text)
                .setStatus(status)
                .setRevision(revision)
                .build();
    }

    private void publish(boolean commit, Alert... alerts) throws Exception {
        try (KafkaProducer<String, Alert> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", stack.bootstrapServers(),
                        "transactional.id", "pipeline",
                        "compression.type", "lz4"),
                new StringSerializer(),
                new RecordSerializer<>(registry, true))) {
            producer.initTransactions();
            producer.beginTransaction();
            for (Alert alert : alerts) {
                producer.send(new ProducerRecord<>(Topic.ALERT.name(""), alert.getId(), alert))
                        .get();
            }
            if (commit) {
                producer.commitTransaction();
            } else {
                producer.abortTransaction();
            }
        }
    }

    /** Brings the rendered topic up to date, as {@code waybill send} does where it runs. */
    private void render() {
        Cli sent = Cli.run(addressed("send", "json=topic", "--suppressed", "--once"));
        assertThat(sent.code()).as(sent.err()).isZero();
    }

    private void forget(String id) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (Topic topic : List.of(Topic.ALERT, Topic.ALERT_JSON)) {
                producer.send(new ProducerRecord<>(topic.name(""), id.getBytes(StandardCharsets.UTF_8), null))
                        .get();
            }
        }
    }

    private String[] addressed(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--bootstrap-servers", stack.bootstrapServers(), "--registry", stack.registryUrl()));
        return all.toArray(String[]::new);
    }
}
