package io.waybill.cli.forget;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.cli.Cli;
import io.waybill.cli.shell.ExitCode;
import io.waybill.embedded.EmbeddedStack;
import io.waybill.registry.RecordDeserializer;
import io.waybill.registry.RegistrySettings;
import io.waybill.schemas.Alert;
import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.LifecycleKind;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.schemas.Topic;
import io.waybill.streams.FleetStreamsApp;
import io.waybill.streams.PipelineSettings;
import io.waybill.streams.feed.FleetFeed;
import io.waybill.streams.resolve.PackedLocator;
import io.waybill.streams.topics.TableReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device is taken out of a pipeline that runs, on a real broker. */
@Tag("slow")
class ForgetTest {

    private static final Instant BEGIN = Instant.parse("2026-06-01T00:00:00Z");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    static {
        AvroTrust.vouch();
    }

    @TempDir
    Path folder;

    @Test
    void the_device_leaves_profile_and_alerts_and_others_stay() throws Exception {
        try (EmbeddedStack stack = EmbeddedStack.start(folder.resolve("kafka"))) {
            assertThat(run(stack, "forget", "sick").err()).contains("no live pipeline has its topics");
            assertThat(run(stack, "topics", "create", "--partitions", "1").code())
                    .isZero();
            PipelineSettings settings =
                    PipelineSettings.live(stack.bootstrapServers(), stack.registryUrl(), 1, 1, folder.resolve("state"));
            try (FleetStreamsApp pipeline = new FleetStreamsApp(settings, PackedLocator.bundled())) {
                pipeline.start();
                feed(stack);
                Awaitility.await().atMost(PATIENCE).until(() -> subjects(stack).containsAll(List.of("sick", "other")));

                Cli cli = run(stack, "forget", "sick");

                assertThat(cli.code()).as(cli.err()).isEqualTo(ExitCode.DONE);
                assertThat(cli.out())
                        .matches("device sick: forgotten by the pipeline; [1-9] alerts about it removed\n"
                                + "3 records about it removed from the lifecycle topic and the dead letters\n"
                                + "5 connection events of it are in their topic until that lets them go; --events deletes them"
                                + " now\n");
                assertThat(keys(stack, Topic.LIFECYCLE)).containsExactly("other", "other");
                assertThat(keys(stack, Topic.CONNECTION_DLQ)).containsExactly("other");
                assertThat(keys(stack, Topic.CONNECTION)).contains("sick", "other");
                assertThat(run(stack, "forget", "sick").out())
                        .contains("0 alerts about it removed\n0 records about it removed");

                Cli events = run(stack, "forget", "sick", "--events");

                assertThat(events.out()).doesNotContain("connection events of it");
                assertThat(keys(stack, Topic.CONNECTION)).isNotEmpty().doesNotContain("sick");
                assertThat(subjects(stack)).contains("other").doesNotContain("sick");
                assertThat(table(stack, Topic.PROFILE, DeviceProfile.class)).containsOnlyKeys("other");
                pipeline.throwIfFailed();
            }
            Cli late = run(stack, "forget", "other", "--wait", "1");

            assertThat(late.code()).isEqualTo(ExitCode.UNUSABLE_INPUT);
            assertThat(late.err()).contains("were not taken back within 1 s: does the pipeline run?");
            assertThat(subjects(stack)).contains("other");
        }
    }

    @Test
    void without_a_pipeline_it_says_what_is_missing() throws Exception {
        try (EmbeddedStack stack = EmbeddedStack.start(folder.resolve("kafka"))) {
            assertThat(run(stack, "topics", "create", "--partitions", "1").code())
                    .isZero();

            Cli cli = run(stack, "forget", "\u001b[2Jnobody", "--wait", "1");

            assertThat(cli.code()).isZero();
            assertThat(cli.out()).contains("\\u001b[2Jnobody").contains("0 alerts about it removed");
        }
    }

    /** Two devices, each of them at a listed site, and time going on behind them. */
    private static void feed(EmbeddedStack stack) {
        try (FleetFeed feed = new FleetFeed(
                stack.bootstrapServers(), RegistrySettings.at(stack.registryUrl()), "", Clock.systemUTC(), Map.of())) {
            feed.send(PolicyRule.newBuilder()
                    .setRuleId("listed")
                    .setKind(PolicyKind.WATCH_LIST)
                    .setSites(List.of("listed.example"))
                    .build());
            for (String device : List.of("sick", "other")) {
                feed.send(DeviceProfile.newBuilder()
                        .setDeviceId(device)
                        .setManufacturer("Acme")
                        .setModel("One")
                        .setValidFrom(BEGIN)
                        .build());
                for (int i = 0; i < 5; i++) {
                    feed.send(event(device, "listed.example", i));
                }
            }
            for (int hour = 1; hour < 12; hour++) {
                feed.send(event("other", "example.org", 60 * hour));
            }
            feed.flush();
        }
        letters(stack);
    }

    /** Something done to each device, twice, and a record of each that could not be used. */
    private static void letters(EmbeddedStack stack) {
        try (FleetFeed feed = new FleetFeed(
                        stack.bootstrapServers(),
                        RegistrySettings.at(stack.registryUrl()),
                        "",
                        Clock.systemUTC(),
                        Map.of());
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", stack.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (String device : List.of("sick", "other")) {
                for (int i = 0; i < 2; i++) {
                    feed.send(DeviceLifecycle.newBuilder()
                            .setEventId(device + "-reset-" + i)
                            .setDeviceId(device)
                            .setTime(BEGIN.plus(Duration.ofHours(i)))
                            .setKind(LifecycleKind.FACTORY_RESET)
                            .build());
                }
                producer.send(new ProducerRecord<>(
                        Topic.CONNECTION_DLQ.name(""), device.getBytes(StandardCharsets.UTF_8), new byte[] {1}));
            }
            feed.flush();
        }
    }

    /** Keys of the records that are in a topic, sorted. */
    private static List<String> keys(EmbeddedStack stack, Topic topic) {
        List<String> keys = new ArrayList<>();
        new TableReader(stack.bootstrapServers(), Map.of())
                .forEach(topic.name(""), record -> keys.add(new String(record.key(), StandardCharsets.UTF_8)));
        keys.sort(null);
        return keys;
    }

    private static DeviceConnection event(String device, String host, int minute) {
        return DeviceConnection.newBuilder()
                .setEventId(device + "-" + host + "-" + minute)
                .setDeviceId(device)
                .setTime(BEGIN.plus(Duration.ofMinutes(minute)))
                .setHost(host)
                .setOutcome(Outcome.ESTABLISHED)
                .build();
    }

    private static List<String> subjects(EmbeddedStack stack) throws Exception {
        return table(stack, Topic.ALERT, Alert.class).values().stream()
                .map(alert -> alert.getSubject().getValue())
                .toList();
    }

    private static <T extends SpecificRecord> TreeMap<String, T> table(EmbeddedStack stack, Topic topic, Class<T> type)
            throws Exception {
        try (SchemaRegistryClient registry =
                RegistrySettings.at(stack.registryUrl()).connect()) {
            return new TableReader(stack.bootstrapServers(), Map.of())
                    .read(topic.name(""), new RecordDeserializer<>(type, registry));
        }
    }

    private static Cli run(EmbeddedStack stack, String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--bootstrap-servers", stack.bootstrapServers(), "--registry", stack.registryUrl()));
        return Cli.run(all.toArray(String[]::new));
    }
}
