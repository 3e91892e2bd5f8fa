package io.waybill.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.cli.Cli;
import io.waybill.cli.shell.ExitCode;
import io.waybill.embedded.EmbeddedStack;
import io.waybill.registry.RegistrySettings;
import io.waybill.schemas.Topic;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class TopicsCommandTest {

    @TempDir
    static Path folder = Path.of("");

    @AutoClose
    @SuppressWarnings("NullAway.Init")
    private static EmbeddedStack stack;

    @BeforeAll
    static void start() throws Exception {
        stack = EmbeddedStack.start(folder);
    }

    @Test
    void list_shows_the_whole_catalogue() {
        Cli cli = Cli.run("topics", "list", "--prefix", "acme.");

        assertThat(cli.code()).isEqualTo(ExitCode.DONE);
        assertThat(cli.out().lines()).hasSize(1 + Topic.values().length);
        assertThat(cli.out()).contains("acme.waybill.alert.v1", "acme.waybill.policy.v1.dlq", "retention.ms=604800000");
    }

    @Test
    void create_makes_topics_and_registers_schemas() throws Exception {
        Cli cli = create("one.", 3);

        assertThat(cli.code()).as(cli.err()).isEqualTo(ExitCode.DONE);
        assertThat(cli.out().lines())
                .hasSize(Topic.values().length)
                .allSatisfy(line -> assertThat(line).startsWith("made    one."));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
            Map<String, TopicDescription> topics = admin.describeTopics(Arrays.stream(Topic.values())
                            .map(topic -> topic.name("one."))
                            .toList())
                    .allTopicNames()
                    .get();
            assertThat(topics.get("one.waybill.device.connection.v1").partitions())
                    .hasSize(3);
            assertThat(topics.get("one.waybill.policy.v1").partitions()).hasSize(1);
            ConfigResource alerts = new ConfigResource(ConfigResource.Type.TOPIC, "one.waybill.alert.v1");
            assertThat(admin.describeConfigs(List.of(alerts))
                            .all()
                            .get()
                            .get(alerts)
                            .get("cleanup.policy")
                            .value())
                    .isEqualTo("compact");
        }
        try (SchemaRegistryClient registry =
                RegistrySettings.at(stack.registryUrl()).connect()) {
            assertThat(registry.getAllSubjectsByPrefix("one.")).hasSize((int) Arrays.stream(Topic.values())
                    .filter(topic -> topic.schema() != null)
                    .count());
            assertThat(registry.getCompatibility("one.waybill.alert.v1-value")).isEqualTo("FULL_TRANSITIVE");
        }
    }

    @Test
    void create_again_changes_nothing_and_says_where_partitions_differ() {
        create("two.", 2);

        Cli same = create("two.", 2);
        assertThat(same.code()).isEqualTo(ExitCode.DONE);
        assertThat(same.out().lines()).allSatisfy(line -> assertThat(line).startsWith("present two."));

        Cli other = create("two.", 4);
        assertThat(other.code()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(other.err()).contains("topic two.waybill.device.connection.v1 has 2 partitions, 4 are needed");
    }

    @Test
    void without_a_broker_it_says_so() {
        Cli cli = Cli.run("topics", "create", "--bootstrap-servers", "127.0.0.1:1", "--registry", stack.registryUrl());

        assertThat(cli.code()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err()).contains("no Kafka broker answers at 127.0.0.1:1");
    }

    private static Cli create(String prefix, int partitions) {
        return Cli.run(
                "topics",
                "create",
                "--prefix",
                prefix,
                "--partitions",
                Integer.toString(partitions),
                "--bootstrap-servers",
                stack.bootstrapServers(),
                "--registry",
                stack.registryUrl());
    }
}
