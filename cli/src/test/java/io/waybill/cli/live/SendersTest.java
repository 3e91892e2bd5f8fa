package io.waybill.cli.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.waybill.cli.Cli;
import io.waybill.cli.config.Config;
import io.waybill.cli.config.ConfigTable;
import io.waybill.cli.config.Given;
import io.waybill.cli.config.InvalidConfigurationException;
import io.waybill.embedded.EmbeddedStack;
import io.waybill.registry.RegistrySettings;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.schemas.Topic;
import io.waybill.streams.feed.FleetFeed;
import io.waybill.streams.topics.TableReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts that leave the pipeline's own process, as the settings say. */
@Tag("slow")
class SendersTest {

    private static final Instant BEGIN = Instant.parse("2026-06-01T00:00:00Z");

    @TempDir
    Path folder = Path.of("");

    @Test
    void each_form_that_is_configured_has_its_topic_and_one_that_cannot_be_reached_holds_nothing_up() throws Exception {
        try (EmbeddedStack stack = EmbeddedStack.start(folder.resolve("kafka"))) {
            Map<String, String> settings = new HashMap<>(Map.of(
                    ConfigTable.BOOTSTRAP_SERVERS, stack.bootstrapServers(),
                    ConfigTable.REGISTRY_URL, stack.registryUrl(),
                    ConfigTable.TOPICS_PREFIX, "acme.",
                    ConfigTable.IDLE, "1000",
                    ConfigTable.HEALTH_PORT, "0",
                    ConfigTable.DATA_DIR, folder.resolve("data").toString(),
                    ConfigTable.SEND_TO, "ocsf=topic, ecs=topic,json=http://127.0.0.1:1/nobody"));
            Cli made = Cli.run(
                    "topics",
                    "create",
                    "--prefix",
                    "acme.",
                    "--partitions",
                    "1",
                    "--bootstrap-servers",
                    stack.bootstrapServers(),
                    "--registry",
                    stack.registryUrl());
            assertThat(made.code()).as(made.err()).isZero();
            try (PipelineHost host = PipelineHost.open(config(settings), "test")) {
                feed(stack);
                Map<String, String> ocsf = new TreeMap<>();
                Map<String, String> ecs = new TreeMap<>();
                Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> {
                    host.step();
                    read(stack, Topic.ALERT_OCSF, ocsf);
                    read(stack, Topic.ALERT_ECS, ecs);
                    return !ocsf.isEmpty() && ecs.keySet().equals(ocsf.keySet());
                });

                ObjectMapper json = new ObjectMapper();
                for (Map.Entry<String, String> each : ocsf.entrySet()) {
                    assertThat(json.readTree(each.getValue())
                                    .at("/finding_info/uid")
                                    .asText())
                            .isEqualTo(each.getKey());
                    assertThat(json.readTree(ecs.get(each.getKey()))
                                    .at("/event/id")
                                    .asText())
                            .isEqualTo(each.getKey());
                }
                Awaitility.await()
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> metrics(host).contains("waybill_send_waiting{format=\"json\"} 1.0"));
                assertThat(metrics(host))
                        .containsPattern("waybill_send_alerts_total\\{format=\"ocsf\",result=\"sent\"} [1-9]")
                        .contains("waybill_send_alerts_total{format=\"json\",result=\"sent\"} 0.0");
                host.step();
            }
        }
    }

    @Test
    void what_is_no_target_and_a_secret_that_is_not_there_stop_the_start() throws Exception {
        assertThatThrownBy(() -> Senders.of(config(Map.of(ConfigTable.SEND_TO, "ocsf=topic,ftp://x"))))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("alerts.send.to cannot be used: 'ftp://x' is no target");
        assertThatThrownBy(() -> Senders.of(config(Map.of(
                        ConfigTable.SEND_SECRET_FILE, folder.resolve("none").toString()))))
                .isInstanceOf(IOException.class);
        Path empty = Files.writeString(folder.resolve("empty"), "\n");
        assertThatThrownBy(() -> Senders.of(config(Map.of(ConfigTable.SEND_SECRET_FILE, empty.toString()))))
                .hasMessageContaining("holds no secret");
        assertThatThrownBy(() -> config(Map.of(ConfigTable.SEND_LEAST_SEVERITY, "awful")))
                .isInstanceOf(InvalidConfigurationException.class);
    }

    @Test
    void without_targets_nothing_is_sent_and_nothing_fails() throws Exception {
        try (Senders none = Senders.of(Config.defaults())) {
            none.start(new SimpleMeterRegistry());
            none.throwIfFailed();
        }
    }

    private static void feed(EmbeddedStack stack) {
        try (FleetFeed feed = new FleetFeed(
                stack.bootstrapServers(),
                RegistrySettings.at(stack.registryUrl()),
                "acme.",
                Clock.systemUTC(),
                Map.of())) {
            feed.send(PolicyRule.newBuilder()
                    .setRuleId("listed")
                    .setKind(PolicyKind.WATCH_LIST)
                    .setSites(List.of("listed.example"))
                    .build());
            for (int hour = 0; hour < 12; hour++) {
                feed.send(DeviceConnection.newBuilder()
                        .setEventId("event-" + hour)
                        .setDeviceId("phone")
                        .setTime(BEGIN.plus(Duration.ofHours(hour)))
                        .setHost("listed.example")
                        .setOutcome(Outcome.ESTABLISHED)
                        .build());
            }
            feed.flush();
        }
    }

    private static void read(EmbeddedStack stack, Topic topic, Map<String, String> into) {
        new TableReader(stack.bootstrapServers(), Map.of())
                .forEach(
                        topic.name("acme."),
                        record -> into.put(
                                new String(record.key(), StandardCharsets.UTF_8),
                                new String(record.value(), StandardCharsets.UTF_8)));
    }

    private static String metrics(PipelineHost host) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(host.url() + "/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static Config config(Map<String, String> settings) {
        Map<String, Given> given = new TreeMap<>();
        settings.forEach((name, value) -> given.put(name, new Given(value, "test")));
        return Config.of(given);
    }
}
