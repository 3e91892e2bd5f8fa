package io.waybill.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.cli.Cli;
import io.waybill.cli.config.Config;
import io.waybill.cli.config.ConfigTable;
import io.waybill.cli.config.Given;
import io.waybill.cli.config.Parts;
import io.waybill.cli.shell.Addresses;
import io.waybill.cli.shell.ExitCode;
import io.waybill.embedded.EmbeddedStack;
import io.waybill.registry.RecordSerializer;
import io.waybill.registry.RegistrySettings;
import io.waybill.schemas.Alert;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.Severity;
import io.waybill.schemas.Topic;
import io.waybill.streams.FleetStreamsApp;
import io.waybill.streams.PipelineSettings;
import io.waybill.streams.feed.FleetFeed;
import io.waybill.streams.resolve.PackedLocator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands against a broker and a registry; each test is a tenant of its own. */
@Tag("slow")
class PolicyCommandsTest {

    private static final String TWO_RULES = """
            rules:
            - id: quiet-push
              kind: suppression
              sites: [push.example]
            - id: listed
              kind: watch_list
              sites: [bad.example]
            """;

    @TempDir
    static Path folder = Path.of("");

    @AutoClose
    @SuppressWarnings("NullAway.Init")
    private static EmbeddedStack stack;

    private static int tenants;

    @BeforeAll
    static void start() throws Exception {
        stack = EmbeddedStack.start(folder.resolve("kafka"));
    }

    @Test
    void a_file_becomes_the_policy_and_each_version_is_kept() throws Exception {
        String tenant = tenant();
        Cli first = policy(tenant, "apply", file(TWO_RULES));
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out())
                .startsWith("+ listed  watch_list\n+ quiet-push  suppression\n"
                        + "2 rules added, 0 changed, 0 removed, 0 as before\nversion 1, applied 20");

        Cli second = policy(tenant, "apply", file(TWO_RULES.replace("bad.example", "worse.example")));
        assertThat(second.out()).startsWith("~ listed  watch_list\n").contains("version 2, applied ");

        Cli third = policy(tenant, "apply", file("rules: []"));
        assertThat(third.out())
                .startsWith("- listed  watch_list\n- quiet-push  suppression\n")
                .contains("version 3");
        assertThat(live(tenant).rules()).isEmpty();

        assertThat(policy(tenant, "show", "--history").out().lines())
                .hasSize(3)
                .allMatch(line -> line.matches("version \\d, applied \\S+Z, SHA-256 [0-9a-f]{64}"));
        Cli back = policy(tenant, "apply", file(policy(tenant, "show", "1").out()));
        assertThat(back.out()).contains("2 rules added").contains("version 4");
        assertThat(policy(tenant, "show").out())
                .startsWith("# version 4, applied ")
                .contains("bad.example", "push.example");
        List<PolicyVersion> versions = live(tenant).versions();
        assertThat(versions).extracting(PolicyVersion::number).containsExactly(1L, 2L, 3L, 4L);
        assertThat(versions.get(3).sha256()).isEqualTo(versions.get(0).sha256());
    }

    @Test
    void applying_the_same_again_makes_no_version() throws Exception {
        String tenant = tenant();
        policy(tenant, "apply", file(TWO_RULES));

        Cli again = policy(tenant, "apply", file(TWO_RULES));

        assertThat(again.out()).startsWith("0 rules added, 0 changed, 0 removed, 2 as before\nversion 1, ");
        assertThat(live(tenant).versions()).hasSize(1);
    }

    @Test
    void what_the_console_changed_is_told_and_put_right_by_the_next_file() throws Exception {
        String tenant = tenant();
        policy(tenant, "apply", file(TWO_RULES));
        try (FleetFeed feed = new FleetFeed(
                stack.bootstrapServers(),
                RegistrySettings.at(stack.registryUrl()),
                tenant,
                Clock.systemUTC(),
                Map.of())) {
            feed.send(Rules.suppression("console-1", "ads.example", Map.of()));
            feed.flush();
        }

        assertThat(policy(tenant, "show").out())
                .startsWith("# changed since version 1, applied ")
                .contains("console-1", "by the console or another feed");

        Cli applied = policy(tenant, "apply", file(TWO_RULES));
        assertThat(applied.out()).startsWith("- console-1  suppression\n").contains("version 2");
        assertThat(policy(tenant, "show").out()).startsWith("# version 2").doesNotContain("console-1");
    }

    @Test
    void a_dry_run_changes_nothing_and_says_which_alerts_would_be_quiet() throws Exception {
        String tenant = tenant();
        Alert quiet = Rules.alert("q", "ads.example", Severity.LOW, 9);
        quiet.setSuppressedBy("gone");
        publish(
                tenant,
                Rules.alert("p", "push.example", Severity.HIGH, 9),
                Rules.alert("old", "push.example", Severity.HIGH, 1),
                Rules.alert("b", "bad.example", Severity.HIGH, 9),
                quiet);

        Cli dry = policy(tenant, "apply", "--dry-run", "--days", "3", file(TWO_RULES));

        assertThat(dry.code()).as(dry.err()).isZero();
        assertThat(dry.out())
                .contains("would be: 2 rules added, 0 changed, 0 removed, 0 as before\n")
                .contains("of 3 alerts of the last 3 days: 1 would become quiet, 1 would be heard again, 0 would stay")
                .containsPattern("(?m)^quiet-push +high +watch-list +device phone-1 +push.example")
                .containsPattern("(?m)^\\(heard again\\) +low +watch-list +device phone-1 +ads.example")
                .doesNotContain("bad.example");
        assertThat(live(tenant).rules()).isEmpty();
        assertThat(live(tenant).versions()).isEmpty();
    }

    /** The pipeline judges anew what it has; nothing is fed a second time. */
    @Test
    void a_running_pipeline_keeps_quiet_what_a_new_policy_says_and_speaks_again_without_it() throws Exception {
        String tenant = tenant();
        policy(tenant, "apply", file(TWO_RULES));
        Map<String, Given> given = new TreeMap<>();
        Map.of(
                        ConfigTable.BOOTSTRAP_SERVERS,
                        stack.bootstrapServers(),
                        ConfigTable.REGISTRY_URL,
                        stack.registryUrl(),
                        ConfigTable.TOPICS_PREFIX,
                        tenant,
                        ConfigTable.APPLICATION_ID,
                        "policy-test",
                        "pipeline.idle.ms",
                        "1000",
                        ConfigTable.DATA_DIR,
                        folder.resolve("data").toString())
                .forEach((name, value) -> given.put(name, new Given(value, "test")));
        PipelineSettings settings = Parts.pipeline(Config.of(given), 2);
        try (FleetStreamsApp pipeline = new FleetStreamsApp(settings, PackedLocator.bundled());
                FleetFeed feed = new FleetFeed(
                        stack.bootstrapServers(),
                        RegistrySettings.at(stack.registryUrl()),
                        tenant,
                        Clock.systemUTC(),
                        Map.of())) {
            pipeline.start();
            for (int hour = 0; hour < 12; hour++) {
                feed.send(DeviceConnection.newBuilder()
                        .setEventId("event-" + hour)
                        .setDeviceId("phone-1")
                        .setTime(Instant.parse("2026-06-01T00:00:00Z").plus(Duration.ofHours(hour)))
                        .setHost("bad.example")
                        .setOutcome(Outcome.ESTABLISHED)
                        .build());
            }
            feed.flush();
            await(tenant, alert -> alert.getSuppressedBy() == null);

            policy(tenant, "apply", file(TWO_RULES.replace("push.example", "bad.example")));
            await(tenant, alert -> "quiet-push".equals(alert.getSuppressedBy()) && alert.getRevision() > 1);

            policy(tenant, "apply", file(TWO_RULES));
            await(tenant, alert -> alert.getSuppressedBy() == null && alert.getRevision() > 2);
            pipeline.throwIfFailed();
        }
    }

    private static void await(String tenant, Predicate<Alert> wanted) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> live(tenant).alerts(tenant).stream()
                        .anyMatch(alert -> alert.getDetector().equals("watch-list")
                                && alert.getSubject().getValue().equals("phone-1")
                                && wanted.test(alert)));
    }

    @Test
    void nothing_of_a_file_with_an_error_is_applied() throws Exception {
        String tenant = tenant();
        for (String broken : List.of(
                TWO_RULES + "- id: third\n  kind: suppression\n",
                TWO_RULES.replace("[push.example]", "[push.example]\n  parameters: {cool_down: sometimes}"),
                TWO_RULES.replace("watch_list", "watch_lost"),
                "rules: [")) {
            Cli cli = policy(tenant, "apply", file(broken));

            assertThat(cli.code()).as(broken).isEqualTo(ExitCode.UNUSABLE_INPUT);
            assertThat(cli.err()).contains("policy.yaml").contains("nothing was applied");
            assertThat(cli.out()).isEmpty();
        }
        assertThat(live(tenant).rules()).isEmpty();
        assertThat(live(tenant).versions()).isEmpty();
    }

    @Test
    void without_topics_or_with_a_version_that_never_was_it_says_so() throws Exception {
        Cli nowhere = policy("nobody.", "apply", file(TWO_RULES));
        assertThat(nowhere.code()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(nowhere.err()).contains("there is no topic nobody.waybill.policy.v1 at ", "'waybill topics create'");
        assertThat(policy("nobody.", "show").code()).isEqualTo(ExitCode.COULD_NOT_RUN);

        String tenant = tenant();
        assertThat(policy(tenant, "show").out()).startsWith("# no version: these rules were never applied from a file");
        Cli never = policy(tenant, "show", "7");
        assertThat(never.code()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(never.err()).contains("no version 7 was applied");
    }

    private static String tenant() {
        String prefix = "tenant" + ++tenants + ".";
        Cli made = run("topics", "create", "--prefix", prefix, "--partitions", "2");
        assertThat(made.code()).as(made.err()).isZero();
        return prefix;
    }

    private static LivePolicy live(String tenant) {
        return new LivePolicy(new Addresses(stack.bootstrapServers(), stack.registryUrl()), tenant);
    }

    private static String file(String text) throws Exception {
        return Files.writeString(folder.resolve("policy.yaml"), text).toString();
    }

    private static void publish(String tenant, Alert... alerts) throws Exception {
        try (SchemaRegistryClient registry =
                        RegistrySettings.at(stack.registryUrl()).connect();
                KafkaProducer<String, Alert> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", stack.bootstrapServers()),
                        new StringSerializer(),
                        new RecordSerializer<>(registry, true))) {
            for (Alert alert : alerts) {
                producer.send(new ProducerRecord<>(Topic.ALERT.name(tenant), alert.getId(), alert))
                        .get();
            }
        }
    }

    private static Cli policy(String tenant, String... args) {
        List<String> all = new ArrayList<>(List.of("policy"));
        all.addAll(List.of(args));
        all.addAll(List.of("--set", "topics.prefix=" + tenant));
        return run(all.toArray(String[]::new));
    }

    private static Cli run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--bootstrap-servers", stack.bootstrapServers(), "--registry", stack.registryUrl()));
        return Cli.run(all.toArray(String[]::new));
    }
}
