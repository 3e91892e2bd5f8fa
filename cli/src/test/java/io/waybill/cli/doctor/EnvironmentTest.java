package io.waybill.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.cli.Cli;
import io.waybill.cli.doctor.Outcome.Bad;
import io.waybill.cli.doctor.Outcome.Doubtful;
import io.waybill.cli.doctor.Outcome.Good;
import io.waybill.cli.doctor.Outcome.Unknown;
import io.waybill.embedded.BrokerSecurity;
import io.waybill.embedded.Certificates;
import io.waybill.embedded.EmbeddedBroker;
import io.waybill.embedded.EmbeddedStack;
import io.waybill.registry.RegistrySettings;
import io.waybill.schemas.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each thing that can be wrong around a pipeline is made wrong, and the doctor says what and what to do. */
@Tag("slow")
class EnvironmentTest {

    @TempDir
    static Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedStack stack;

    @SuppressWarnings("NullAway.Init")
    private static Admin admin;

    @BeforeAll
    static void start() throws Exception {
        stack = EmbeddedStack.start(folder.resolve("kafka"));
        admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()));
        create("well.");
    }

    @AfterAll
    static void stop() {
        admin.close();
        stack.close();
    }

    @Test
    void all_is_well_where_all_is_there() throws Exception {
        assertThat(new BrokerCheck(Map.of("bootstrap.servers", stack.bootstrapServers())).look())
                .isInstanceOf(Good.class);
        assertThat(new TopicsCheck(admin, "well.").look())
                .isInstanceOfSatisfying(
                        Doubtful.class, only -> assertThat(only.advice()).contains("single copy"));
        assertThat(schemas("well.")).isInstanceOf(Good.class);
        assertThat(new PermissionsCheck(admin, "well.", "waybill").look()).isInstanceOf(Good.class);
        assertThat(new ClockCheck(stack.registryUrl(), Clock.systemUTC()).look())
                .isInstanceOf(Good.class);
        assertThat(new DiskCheck(folder.resolve("not/there/yet"), 1).look()).isInstanceOf(Good.class);
    }

    @Test
    void a_broker_that_is_not_there() throws Exception {
        assertBad(
                new BrokerCheck(Map.of("bootstrap.servers", "127.0.0.1:1")).look(),
                "no Kafka broker answers at 127.0.0.1:1",
                "kafka.bootstrap.servers");
    }

    @Test
    void settings_that_no_client_can_use() throws Exception {
        assertBad(
                new BrokerCheck(Map.of("bootstrap.servers", "127.0.0.1:1", "security.protocol", "SECRET")).look(),
                "cannot be used",
                "waybill config --dump");
    }

    @Test
    void topics_that_are_missing() throws Exception {
        Bad bad = assertBad(new TopicsCheck(admin, "nobody.").look(), "missing", "waybill topics create");
        assertThat(bad.details())
                .hasSize((int) Arrays.stream(Topic.values())
                        .filter(topic -> !topic.isOnDemand())
                        .count())
                .contains("nobody.waybill.alert.v1")
                .doesNotContain("nobody.waybill.alert.ocsf.v1");
        assertThat(new PermissionsCheck(admin, "nobody.", "waybill").look()).isInstanceOf(Unknown.class);
    }

    @Test
    void topics_of_devices_with_different_partitions() throws Exception {
        List<NewTopic> odd = Arrays.stream(Topic.values())
                .map(topic -> new NewTopic(topic.name("odd."), topic == Topic.PROFILE ? 3 : 2, (short) 1))
                .toList();
        admin.createTopics(odd).all().get();
        // A broker hears of a topic a moment after it was made.
        Awaitility.await()
                .until(() -> admin.listTopics()
                        .names()
                        .get()
                        .containsAll(odd.stream().map(NewTopic::name).toList()));

        Bad bad = assertBad(new TopicsCheck(admin, "odd.").look(), "differ in their number", "delete the topic");
        assertThat(bad.details()).contains("odd.waybill.device.profile.v1 has 3");
    }

    @Test
    void a_registry_that_is_not_there() throws Exception {
        try (SchemaRegistryClient nobody =
                RegistrySettings.at("http://127.0.0.1:1").connect()) {
            assertBad(
                    new SchemasCheck(nobody, "http://127.0.0.1:1", "").look(),
                    "no schema registry answers at http://127.0.0.1:1",
                    "registry.url");
        }
        assertThat(new ClockCheck("http://127.0.0.1:1", Clock.systemUTC()).look())
                .isInstanceOf(Unknown.class);
    }

    @Test
    void schemas_that_nobody_registered() throws Exception {
        assertBad(schemas("unregistered."), "are not registered", "waybill topics create");
    }

    @Test
    void a_schema_of_somebody_else() throws Exception {
        String subject = Topic.ALERT.name("theirs.") + "-value";
        try (SchemaRegistryClient registry = client()) {
            registry.register(
                    subject,
                    new AvroSchema(SchemaBuilder.record("Other")
                            .fields()
                            .requiredString("theirs")
                            .endRecord()));
        }

        Bad bad = assertBad(schemas("theirs."), "does not go together", "topics.prefix");
        assertThat(bad.details()).containsExactly(subject);
    }

    @Test
    void a_clock_that_is_wrong() {
        Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10));
        Clock behind = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-10));

        assertThat(new ClockCheck(stack.registryUrl(), ahead).look())
                .isInstanceOfSatisfying(
                        Doubtful.class,
                        found -> assertThat(found.seen() + found.advice()).contains("s ahead of", "NTP"));
        assertThat(new ClockCheck(stack.registryUrl(), behind).look().seen()).contains("s behind");
    }

    @Test
    void a_disk_that_is_nearly_full_and_a_folder_that_is_a_file() throws IOException {
        assertThat(new DiskCheck(folder, Long.MAX_VALUE).look())
                .isInstanceOfSatisfying(
                        Doubtful.class, found -> assertThat(found.advice()).contains("make room"));
        assertThat(new DiskCheck(Path.of("/proc/self/nothing"), 1).look().seen())
                .contains("/proc");
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThat(new DiskCheck(file.resolve("below"), 1).look().seen()).contains("file");
    }

    @Test
    void rights_that_are_missing_and_credentials_that_are_wrong() throws Exception {
        Path guarded = Files.createDirectories(folder.resolve("guarded"));
        BrokerSecurity security = new BrokerSecurity(
                Certificates.make(guarded),
                Certificates.PASSWORD,
                Map.of(BrokerSecurity.ADMINISTRATOR, "admin-pw", "reader", "reader-pw"),
                true);
        try (EmbeddedBroker broker = EmbeddedBroker.start(guarded.resolve("kafka"), 0, security)) {
            Map<String, Object> reader = client(broker, security, "reader");
            makeTopicsThatMayBeReadOnly(client(broker, security, BrokerSecurity.ADMINISTRATOR));

            try (Admin asReader = Admin.create(reader)) {
                Bad bad = assertBad(
                        new PermissionsCheck(asReader, "", "waybill").look(), "rights are missing", "docs/security.md");
                assertThat(bad.details())
                        .contains("Write of topic waybill.alert.v1")
                        .doesNotContain("Read of topic waybill.device.connection.v1");
            }
            reader.computeIfPresent(
                    "sasl.jaas.config", (any, jaas) -> jaas.toString().replace("reader-pw", "guess"));
            assertBad(new BrokerCheck(reader).look(), "does not accept the credentials", "kafka.sasl.jaas.config");
            reader.keySet().removeIf(name -> name.startsWith("ssl."));
            assertBad(new BrokerCheck(reader).look(), "no TLS connection", "kafka.ssl.truststore.location");
        }
    }

    private static void makeTopicsThatMayBeReadOnly(Map<String, Object> administrator) throws Exception {
        try (Admin all = Admin.create(administrator)) {
            for (Topic topic : Topic.values()) {
                all.createTopics(List.of(new NewTopic(topic.baseName(), Optional.of(1), Optional.empty())))
                        .all()
                        .get();
            }
            all.createAcls(List.of(
                            allow(ResourceType.TOPIC, "waybill.", PatternType.PREFIXED, AclOperation.READ),
                            allow(ResourceType.GROUP, "waybill", PatternType.LITERAL, AclOperation.READ)))
                    .all()
                    .get();
        }
    }

    private static AclBinding allow(ResourceType type, String name, PatternType pattern, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry("User:reader", "*", operation, AclPermissionType.ALLOW));
    }

    private static Map<String, Object> client(EmbeddedBroker broker, BrokerSecurity security, String user) {
        Map<String, Object> settings =
                new HashMap<>(security.client(user, security.truststore(), Certificates.PASSWORD));
        settings.put("bootstrap.servers", broker.bootstrapServers());
        return settings;
    }

    @Test
    void the_command_says_all_of_it_and_exits_1_where_something_is_bad() {
        Cli well = doctor("well.");
        Cli ill = doctor("nobody.");

        assertThat(well.code()).as(well.out() + well.err()).isZero();
        assertThat(well.out()).contains("disk", "clock", "broker", "topics", "schemas", "rights", "accounts");
        assertThat(ill.code()).isEqualTo(1);
        assertThat(ill.out()).contains("BAD   topics", "waybill topics create");
    }

    private static Cli doctor(String prefix) {
        return Cli.run(
                "doctor",
                "--bootstrap-servers",
                stack.bootstrapServers(),
                "--registry",
                stack.registryUrl(),
                "--set",
                "topics.prefix=" + prefix);
    }

    private static void create(String prefix) {
        Cli made = Cli.run(
                "topics",
                "create",
                "--prefix",
                prefix,
                "--bootstrap-servers",
                stack.bootstrapServers(),
                "--registry",
                stack.registryUrl());
        assertThat(made.code()).as(made.err()).isZero();
    }

    private static Outcome schemas(String prefix) throws IOException {
        try (SchemaRegistryClient registry = client()) {
            return new SchemasCheck(registry, stack.registryUrl(), prefix).look();
        }
    }

    private static SchemaRegistryClient client() {
        return RegistrySettings.at(stack.registryUrl()).connect();
    }

    private static Bad assertBad(Outcome outcome, String seen, String advice) {
        assertThat(outcome).isInstanceOf(Bad.class);
        Bad bad = (Bad) outcome;
        assertThat(bad.seen()).contains(seen);
        assertThat(bad.advice()).contains(advice);
        return bad;
    }
}
