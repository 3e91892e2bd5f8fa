package io.waybill.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.cli.Cli;
import io.waybill.cli.config.Config;
import io.waybill.cli.config.Given;
import io.waybill.embedded.EmbeddedStack;
import io.waybill.registry.RegistrySettings;
import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.HostSource;
import io.waybill.schemas.Topic;
import io.waybill.schemas.Transport;
import io.waybill.streams.feed.FleetFeed;
import io.waybill.streams.metrics.Metric;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code waybill streams} against a cluster that is there first, then its topics, then events. */
@Tag("slow")
class PipelineHostTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int EVENTS = 50;

    @TempDir
    Path folder = Path.of("");

    @Test
    void waits_for_topics_then_runs_and_its_metrics_say_what_became_of_every_record() throws Exception {
        AvroTrust.vouch();
        try (EmbeddedStack stack = EmbeddedStack.start(folder.resolve("kafka"));
                PipelineHost host = PipelineHost.open(config(stack), "test")) {
            host.step();
            assertThat(status(host, "/health/live")).isEqualTo(200);
            assertThat(status(host, "/health/ready")).isEqualTo(503);
            assertThat(host.health().detail())
                    .contains("waits for the topic acme.waybill.device.connection.v1", "waybill topics create");

            Cli made = Cli.run(
                    "topics",
                    "create",
                    "--prefix",
                    "acme.",
                    "--partitions",
                    "2",
                    "--bootstrap-servers",
                    stack.bootstrapServers(),
                    "--registry",
                    stack.registryUrl());
            assertThat(made.code()).as(made.err()).isZero();
            await(host, "ready", () -> host.health().ready());
            assertThat(status(host, "/health/ready")).isEqualTo(200);

            feed(stack);
            await(host, "every record is accounted for", () -> value(host, "waybill_records_in_total") == EVENTS + 2);

            assertThat(value(host, "waybill_records_counted_total")).isEqualTo(EVENTS);
            assertThat(value(host, "waybill_records_repeated_total")).isEqualTo(1);
            assertThat(value(host, "waybill_records_dead_lettered_total{reason=\"undecodable\"}"))
                    .isEqualTo(1);
            assertThat(value(host, "waybill_tasks{stage=\"devices\"}")).isEqualTo(2);
            assertThat(value(host, "waybill_state_entries{stage=\"devices\"}")).isEqualTo(2);
            assertThat(value(host, "waybill_pipeline_running{version=\"test\"}"))
                    .isEqualTo(1);
            assertThat(value(host, "waybill_watermark_delay_seconds{stage=\"devices\"}"))
                    .isBetween(3_600.0, 4 * 3_600.0);
            namesAreThere(get(host, "/metrics").body());
        }
    }

    /** Those of the console, of senders and of ingest apart, and alerts, of which there were none. */
    private static void namesAreThere(String metrics) {
        for (Metric metric : Metric.values()) {
            boolean elsewhere = Stream.of("waybill.console", "waybill.alerts", "waybill.send", "waybill.ingest")
                    .anyMatch(metric.id()::startsWith);
            if (!elsewhere) {
                assertThat(metrics).contains("\n" + metric.prometheusNames().get(0));
                assertThat(metrics).contains(metric.meaning());
            }
        }
        assertThat(metrics)
                .contains("kafka_stream_alive_stream_threads", "jvm_memory_used_bytes", "process_uptime_seconds");
    }

    private static void feed(EmbeddedStack stack) throws Exception {
        Instant begin = Clock.systemUTC().instant().minus(Duration.ofHours(3));
        try (FleetFeed feed = new FleetFeed(
                stack.bootstrapServers(),
                RegistrySettings.at(stack.registryUrl()),
                "acme.",
                Clock.systemUTC(),
                Map.of())) {
            for (int i = 0; i < EVENTS; i++) {
                feed.send(event(i, begin.plusSeconds(i * 60L)));
            }
            feed.send(event(0, begin));
            feed.flush();
        }
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            Topic.CONNECTION.name("acme."),
                            "device-0".getBytes(StandardCharsets.UTF_8),
                            "no avro".getBytes(StandardCharsets.UTF_8)))
                    .get(30, TimeUnit.SECONDS);
        }
    }

    private static DeviceConnection event(int number, Instant time) {
        return DeviceConnection.newBuilder()
                .setEventId("e-" + number)
                .setDeviceId("device-" + number % 2)
                .setTime(time)
                .setTransport(Transport.TCP)
                .setRemoteIp(ByteBuffer.wrap(new byte[] {93, (byte) 184, (byte) 216, 34}))
                .setRemotePort(443)
                .setHost("www.example.com")
                .setHostSource(HostSource.TLS_SNI)
                .setBytesSent(1)
                .setBytesReceived(1)
                .build();
    }

    private Config config(EmbeddedStack stack) {
        Map<String, Given> given = new TreeMap<>();
        Map.of(
                        "kafka.bootstrap.servers", stack.bootstrapServers(),
                        "registry.url", stack.registryUrl(),
                        "topics.prefix", "acme.",
                        "pipeline.threads", "1",
                        "pipeline.idle.ms", "1000",
                        "health.port", "0",
                        "data.dir", folder.resolve("data").toString())
                .forEach((name, value) -> given.put(name, new Given(value, "test")));
        return Config.of(given);
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(PipelineHost host, String what, Condition condition) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    host.step();
                    return condition.holds();
                });
    }

    private static double value(PipelineHost host, String series) throws Exception {
        return get(host, "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(-1);
    }

    private static int status(PipelineHost host, String path) throws Exception {
        return get(host, path).statusCode();
    }

    private static HttpResponse<String> get(PipelineHost host, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(host.url() + path)).build(), BodyHandlers.ofString());
    }
}
