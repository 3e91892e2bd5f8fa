package io.waybill.cli.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthServerTest {

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AtomicReference<Health> health = new AtomicReference<>(Health.ready("runs"));

    @SuppressWarnings("NullAway.Init")
    private HealthServer server;

    @BeforeEach
    void start() throws IOException {
        server = HealthServer.start("127.0.0.1", 0, health::get, meters);
    }

    @AfterEach
    void stop() {
        server.close();
        meters.close();
    }

    @ParameterizedTest
    @CsvSource({"ready, 200, 200", "waiting, 200, 503", "dead, 503, 503"})
    void answers_by_health(String how, int live, int ready) throws Exception {
        health.set(
                switch (how) {
                    case "ready" -> Health.ready("because");
                    case "waiting" -> Health.waiting("because");
                    default -> Health.dead("because");
                });

        assertThat(get("/health/live").statusCode()).isEqualTo(live);
        HttpResponse<String> answer = get("/health/ready");
        assertThat(answer.statusCode()).isEqualTo(ready);
        assertThat(answer.body()).contains("\"detail\":\"because\"");
    }

    @Test
    void shows_metrics() throws Exception {
        Counter.builder("some.thing").register(meters).increment(3);

        HttpResponse<String> answer = get("/metrics");

        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        assertThat(answer.body()).contains("some_thing_total 3.0");
    }

    @Test
    void there_is_nothing_else() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(get("/health").statusCode()).isEqualTo(404);
        HttpResponse<String> post = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(at("/health/live"))
                                .POST(BodyPublishers.ofString("x"))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(post.statusCode()).isEqualTo(405);
    }

    @Test
    void a_port_that_is_taken_is_said_with_what_to_set() {
        assertThatThrownBy(() -> HealthServer.start("127.0.0.1", server.port(), health::get, meters))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(":" + server.port(), "health.port");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(at(path)).build(), BodyHandlers.ofString());
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }
}
