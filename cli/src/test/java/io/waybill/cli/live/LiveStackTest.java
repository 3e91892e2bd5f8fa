package io.waybill.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.cli.config.Config;
import io.waybill.cli.config.ConfigSources;
import io.waybill.cli.config.Given;
import io.waybill.registry.RegistrySettings;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.schemas.Topic;
import io.waybill.streams.topics.PipelineTopics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class LiveStackTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder = Path.of("");

    @Test
    void comes_up_ready_and_comes_up_again_on_the_same_folder() throws Exception {
        try (LiveStack stack = LiveStack.start(folder, LivePorts.FREE, 2, 1, "test")) {
            assertThat(stack.pipeline().awaitRunning(PATIENCE)).isTrue();
            Awaitility.await().atMost(PATIENCE).until(stack.console()::isReady);
            assertThat(get(stack.console().url() + "/health/ready").statusCode())
                    .isEqualTo(200);
            assertThat(partitions(stack)).isEqualTo(2);
        }

        try (LiveStack stack = LiveStack.start(folder, LivePorts.FREE, 5, 1, "test")) {
            assertThat(stack.pipeline().awaitRunning(PATIENCE)).isTrue();
            assertThat(partitions(stack))
                    .as("topics keep their partitions, whatever is asked")
                    .isEqualTo(2);
        }
    }

    @Test
    void takes_its_settings_from_the_table_and_serves_the_metrics_of_its_pipeline() throws Exception {
        Path file = Files.writeString(folder.resolve("waybill.properties"), """
                data.dir=%s
                topics.prefix=here.
                topics.partitions=3
                pipeline.threads=1
                pipeline.application.id=mine
                kafka.security.protocol=SASL_SSL
                kafka.sasl.mechanism=SCRAM-SHA-512
                registry.basic.auth.user.info=me:secret
                """.formatted(folder.resolve("data")));
        Map<String, Given> flags = new TreeMap<>();
        LivePorts.FREE.settings().forEach((name, value) -> flags.put(name, new Given(value, "test")));
        Map<String, String> environment = Map.of("WAYBILL_TOPICS_PARTITIONS", "2", "WAYBILL_CONSOLE_READ_ONLY", "true");

        Config config = Config.of(ConfigSources.read(file, environment, flags));

        try (LiveStack stack = LiveStack.start(config, "test")) {
            assertThat(stack.pipeline().awaitRunning(PATIENCE)).isTrue();
            try (Admin admin =
                    Admin.create(Map.of("bootstrap.servers", stack.kafka().bootstrapServers()))) {
                assertThat(new PipelineTopics(admin).partitions("here.")).hasValue(2);
                assertThat(admin.listGroups().all().get())
                        .anyMatch(group -> group.groupId().equals("mine"));
            }
            Awaitility.await().atMost(PATIENCE).until(() -> {
                stack.host().step();
                return get(stack.host().url() + "/health/ready").statusCode() == 200;
            });
            PolicyRule rule = PolicyRule.newBuilder()
                    .setRuleId("beside-others")
                    .setKind(PolicyKind.SUPPRESSION)
                    .setTitle("agreed")
                    .build();
            new LiveRules(
                            "here.",
                            stack.kafka().bootstrapServers(),
                            RegistrySettings.at(stack.kafka().registryUrl()),
                            Map.of())
                    .publish(rule);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() ->
                            get(stack.console().url() + "/api/rules").body().contains("beside-others"));
            String metrics = get(stack.host().url() + "/metrics").body();
            assertThat(metrics)
                    .contains("waybill_pipeline_running{version=\"test\"} 1.0", "kafka_stream_")
                    .doesNotContain("secret");
        }
    }

    private static int partitions(LiveStack stack) {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", stack.kafka().bootstrapServers()))) {
            PipelineTopics topics = new PipelineTopics(admin);
            assertThat(topics.names()).contains(Topic.ALERT.baseName());
            return topics.partitions("").orElseThrow();
        }
    }

    private static HttpResponse<String> get(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }
}
