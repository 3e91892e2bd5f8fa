package io.waybill.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.cli.replay.SampleFleet;
import io.waybill.registry.RegistrySettings;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the console's address to the case and the rule, with everything real. */
@Tag("slow")
class ConsoleActionsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path folder = Path.of("");

    @Test
    void an_uploaded_capture_becomes_a_case_and_a_rule_reaches_the_policy_and_leaves_it() throws Exception {
        SampleFleet samples = SampleFleet.write(folder.resolve("samples"));
        Path capture = Path.of(samples.inputs().get(0));
        try (LiveStack stack = LiveStack.start(folder.resolve("data"), LivePorts.FREE, 2, 1, "test")) {
            String url = stack.console().url();

            HttpResponse<String> inventory = send(
                    HttpRequest.newBuilder(URI.create(url + "/api/cases/uploaded/references/inventory?file=fleet.csv"))
                            .PUT(BodyPublishers.ofFile(samples.inventory())));
            assertThat(inventory.statusCode()).as(inventory.body()).isEqualTo(200);
            HttpResponse<String> taken = send(HttpRequest.newBuilder(
                            URI.create(url + "/api/cases/uploaded/captures?file=phones.jsonl&inventory=fleet.csv"))
                    .POST(BodyPublishers.ofFile(capture)));

            assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> !work(url).path("state").asText().matches("WAITING|RUNNING"));
            JsonNode done = work(url);
            assertThat(done.path("state").asText()).as(done.toString()).isEqualTo("DONE");
            assertThat(done.path("bytes").asLong()).isEqualTo(Files.size(capture));
            assertThat(done.path("processed").asLong())
                    .isPositive()
                    .isEqualTo(done.path("fed").asLong());
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> get(url + "/api/cases/uploaded").has("models"));
            JsonNode about = get(url + "/api/cases/uploaded");
            assertThat(about.path("inputs").get(0).path("name").asText()).endsWith("phones.jsonl");
            assertThat(about.path("inputs").get(0).path("sha256").asText()).hasSize(64);
            assertThat(about.path("inputs").findValuesAsText("role")).contains("inventory");
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() ->
                            get(url + "/api/devices?case=uploaded")
                                    .path("items")
                                    .findValuesAsText("in_inventory")
                                    .stream()
                                    .anyMatch("true"::equals));

            rules(stack, url);
            removal(url);
        }
    }

    private void removal(String url) throws Exception {
        Path captures = folder.resolve("data").resolve("cases").resolve("uploaded");
        assertThat(captures.resolve("captures")).isDirectoryContaining("glob:**phones.jsonl");

        HttpResponse<String> gone = send(
                HttpRequest.newBuilder(URI.create(url + "/api/cases/uploaded")).DELETE());

        assertThat(gone.statusCode()).as(gone.body()).isEqualTo(204);
        assertThat(captures).doesNotExist();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> !get(url + "/api/cases/uploaded").has("models"));
    }

    private void rules(LiveStack stack, String url) throws Exception {
        PolicyRule rule = PolicyRule.newBuilder()
                .setRuleId("console-test")
                .setKind(PolicyKind.SUPPRESSION)
                .setTitle("agreed")
                .build();
        LiveRules rules = new LiveRules(
                "",
                stack.kafka().bootstrapServers(),
                RegistrySettings.at(stack.kafka().registryUrl()),
                Map.of());

        rules.publish(rule);

        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> get(url + "/api/rules").path("total").asInt() == 1);
        assertThat(get(url + "/api/rules").path("items").get(0).path("title").asText())
                .isEqualTo("agreed");

        String path = "/api/rules/" + URLEncoder.encode("console-test", StandardCharsets.UTF_8);
        assertThat(send(HttpRequest.newBuilder(URI.create(url + path)).DELETE()).statusCode())
                .isEqualTo(204);

        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> get(url + "/api/rules").path("total").asInt() == 0);
    }

    private JsonNode work(String url) throws Exception {
        return get(url + "/api/work").path("items").path(0);
    }

    private JsonNode get(String url) throws Exception {
        return JSON.readTree(send(HttpRequest.newBuilder(URI.create(url))).body());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
