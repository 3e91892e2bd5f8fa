package io.waybill.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.cli.config.Config;
import io.waybill.cli.config.ConfigTable;
import io.waybill.cli.config.Given;
import io.waybill.registry.RegistrySettings;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.HostSource;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.schemas.Transport;
import io.waybill.streams.feed.FleetFeed;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a feed's event to an alert on the console, and from its button "keep quiet" back through the pipeline. */
@Tag("slow")
class KeptQuietTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SITE = "collector.example";

    private final HttpClient client = HttpClient.newHttpClient();
    private String url = "";

    @TempDir
    Path folder = Path.of("");

    @Test
    void a_live_alert_becomes_quiet_and_loud_again_and_its_neighbour_stays_loud() throws Exception {
        try (LiveStack stack = LiveStack.start(config(), "test")) {
            url = stack.console().url();
            try (FleetFeed feed = new FleetFeed(
                    stack.kafka().bootstrapServers(),
                    RegistrySettings.at(stack.kafka().registryUrl()),
                    "",
                    Clock.systemUTC(),
                    Map.of())) {
                feed.send(PolicyRule.newBuilder()
                        .setRuleId("watch")
                        .setKind(PolicyKind.WATCH_LIST)
                        .setTitle("collectors")
                        .setSites(List.of(SITE))
                        .build());
                send(feed, "phone-1");
                send(feed, "phone-10");
                feed.flush();
            }
            Awaitility.await().atMost(PATIENCE).until(() -> loud().equals(List.of("phone-1", "phone-10")));
            String alert = idOf("phone-1");

            JsonNode rule =
                    post("{\"alert\":\"" + alert + "\",\"scope\":\"subject\",\"title\":\"agreed with its owner\"}");

            Awaitility.await().atMost(PATIENCE).until(() -> loud().equals(List.of("phone-10")));
            JsonNode quiet = get("/api/alerts?suppressed=true&subject=phone-1").path("items");
            assertThat(quiet.toString())
                    .contains(alert)
                    .contains(rule.path("id").asText());
            assertThat(get("/api/rules").toString()).contains("agreed with its owner");

            int gone = client.send(
                            HttpRequest.newBuilder(URI.create(url + "/api/rules/"
                                            + rule.path("id").asText()))
                                    .DELETE()
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
            assertThat(gone).isEqualTo(204);
            Awaitility.await().atMost(PATIENCE).until(() -> loud().equals(List.of("phone-1", "phone-10")));
            assertThat(idOf("phone-1")).as("the same alert, revised").isEqualTo(alert);
        }
    }

    private Config config() {
        Map<String, String> settings = new TreeMap<>(LivePorts.FREE.settings());
        settings.put(ConfigTable.DATA_DIR, folder.toString());
        settings.put(ConfigTable.TOPICS_PARTITIONS, "2");
        settings.put(ConfigTable.IDLE, "500");
        settings.put(ConfigTable.COMMIT, "200");
        Map<String, Given> given = new TreeMap<>();
        settings.forEach((name, value) -> given.put(name, new Given(value, "test")));
        return Config.of(given);
    }

    private static void send(FleetFeed feed, String device) {
        Instant begin = Clock.systemUTC().instant().minus(Duration.ofHours(6));
        for (int i = 0; i < 30; i++) {
            feed.send(DeviceConnection.newBuilder()
                    .setEventId(device + "-" + i)
                    .setDeviceId(device)
                    .setTime(begin.plus(Duration.ofMinutes(11L * i)))
                    .setTransport(Transport.TCP)
                    .setRemotePort(443)
                    .setHost("a." + SITE)
                    .setHostSource(HostSource.TLS_SNI)
                    .setBytesSent(100)
                    .setBytesReceived(100)
                    .build());
        }
    }

    /** Devices with a watch-list alert that is not kept quiet, in order. */
    private List<String> loud() throws Exception {
        JsonNode items = get("/api/alerts?detector=watch-list&limit=100").path("items");
        return items.findValuesAsText("subject").stream().sorted().toList();
    }

    private String idOf(String device) throws Exception {
        for (JsonNode item : get("/api/alerts?detector=watch-list&limit=100").path("items")) {
            if (item.path("subject").asText().equals(device)) {
                return item.path("id").asText();
            }
        }
        throw new AssertionError("no alert about " + device);
    }

    private JsonNode get(String path) throws Exception {
        return JSON.readTree(
                client.send(HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofString())
                        .body());
    }

    private JsonNode post(String body) throws Exception {
        var answer = client.send(
                HttpRequest.newBuilder(URI.create(url + "/api/suppressions"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body());
    }
}
