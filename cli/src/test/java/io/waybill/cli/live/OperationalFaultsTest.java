package io.waybill.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.cli.Cli;
import io.waybill.cli.config.Config;
import io.waybill.cli.config.Given;
import io.waybill.embedded.EmbeddedBroker;
import io.waybill.embedded.EmbeddedRegistry;
import io.waybill.registry.RecordDeserializer;
import io.waybill.registry.RegistrySettings;
import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.HostSource;
import io.waybill.schemas.PipelineProgress;
import io.waybill.schemas.Topic;
import io.waybill.schemas.Transport;
import io.waybill.streams.feed.FleetFeed;
import io.waybill.streams.topics.TableReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What docs/operating.md says of a registry that is away, of clocks that jump and of instances that are replaced one after the
 * other: nothing is lost and nothing doubled.
 */
@Tag("slow")
@Tag("faults")
class OperationalFaultsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int EVENTS = 40;

    @TempDir
    Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private EmbeddedBroker broker;

    @SuppressWarnings("NullAway.Init")
    private EmbeddedRegistry registry;

    private int instances;

    @BeforeEach
    void start() throws IOException {
        AvroTrust.vouch();
        broker = EmbeddedBroker.start(folder.resolve("kafka"), EmbeddedBroker.FREE_PORT);
        registry = EmbeddedRegistry.start(broker.bootstrapServers(), 0);
        Cli made = Cli.run(
                "topics",
                "create",
                "--partitions",
                "2",
                "--bootstrap-servers",
                broker.bootstrapServers(),
                "--registry",
                registry.url());
        assertThat(made.code()).as(made.err()).isZero();
    }

    @AfterEach
    void stop() {
        registry.close();
        broker.close();
    }

    @Test
    void a_registry_that_comes_late_is_waited_for() throws Exception {
        try (FleetFeed feed = feed()) {
            send(feed, 0, EVENTS);
        }
        String url = registry.url();
        registry.close();

        try (PipelineHost host = host()) {
            // It takes its partitions, and stops at the first record, whose schema it cannot read.
            stepFor(host, Duration.ofSeconds(5));
            assertThat(host.health().live()).isTrue();

            registry = EmbeddedRegistry.start(broker.bootstrapServers(), port(url));
            await(host, EVENTS);
        }
    }

    @Test
    void a_registry_that_goes_later_is_not_missed_for_schemas_that_are_known() throws Exception {
        try (PipelineHost host = host();
                FleetFeed feed = feed()) {
            send(feed, 0, EVENTS);
            await(host, EVENTS);
            String url = registry.url();
            registry.close();

            send(feed, EVENTS, 2 * EVENTS);
            stepFor(host, Duration.ofSeconds(3));
            assertThat(host.health().live()).isTrue();

            registry = EmbeddedRegistry.start(broker.bootstrapServers(), port(url));
            await(host, 2 * EVENTS);
        }
    }

    @Test
    void an_event_of_a_clock_that_jumped_is_set_aside_and_holds_nobody_up() throws Exception {
        Instant now = Clock.systemUTC().instant();
        try (PipelineHost host = host();
                FleetFeed feed = feed()) {
            send(feed, 0, EVENTS);
            feed.send(event("ahead", 1, now.plus(Duration.ofDays(400))));
            feed.send(event("lost", 1, Instant.EPOCH));
            feed.flush();
            await(host, EVENTS + 2);

            PipelineProgress progress = progress();
            assertThat(progress.getCounted()).isEqualTo(EVENTS);
            assertThat(progress.getDeadLettered()).isEqualTo(Map.of("absurd-time", 2L));
        }
    }

    @Test
    void two_instances_replaced_one_after_the_other_lose_and_double_nothing() throws Exception {
        PipelineHost first = host();
        PipelineHost second = host();
        try (FleetFeed feed = feed()) {
            send(feed, 0, EVENTS);
            await(EVENTS, first, second);

            first.close();
            send(feed, EVENTS, 2 * EVENTS);
            first = host();
            await(2 * EVENTS, first, second);

            second.close();
            send(feed, 2 * EVENTS, 3 * EVENTS);
            second = host();
            await(3 * EVENTS, first, second);

            PipelineProgress progress = progress();
            assertThat(progress.getCounted()).isEqualTo(3 * EVENTS);
            assertThat(progress.getRepeated()).isZero();
            assertThat(progress.getDeadLettered()).isEmpty();
        } finally {
            first.close();
            second.close();
        }
    }

    private FleetFeed feed() {
        return new FleetFeed(
                broker.bootstrapServers(), RegistrySettings.at(registry.url()), "", Clock.systemUTC(), Map.of());
    }

    private static void send(FleetFeed feed, int from, int to) {
        Instant begin = Clock.systemUTC().instant().minus(Duration.ofHours(6));
        for (int i = from; i < to; i++) {
            feed.send(event("e-" + i, i % 4, begin.plus(Duration.ofMinutes(2L * i))));
        }
        feed.flush();
    }

    private static DeviceConnection event(String id, int device, Instant time) {
        return DeviceConnection.newBuilder()
                .setEventId(id)
                .setDeviceId("device-" + device)
                .setTime(time)
                .setTransport(Transport.TCP)
                .setRemotePort(443)
                .setHost("www.example.com")
                .setHostSource(HostSource.TLS_SNI)
                .setBytesSent(1)
                .setBytesReceived(1)
                .build();
    }

    private PipelineHost host() throws IOException {
        Map<String, Given> given = new TreeMap<>();
        Map.of(
                        "kafka.bootstrap.servers", broker.bootstrapServers(),
                        "registry.url", registry.url(),
                        "pipeline.threads", "1",
                        "pipeline.idle.ms", "1000",
                        "pipeline.commit.ms", "200",
                        "health.port", "0",
                        "data.dir", folder.resolve("instance-" + ++instances).toString())
                .forEach((name, value) -> given.put(name, new Given(value, "test")));
        return PipelineHost.open(Config.of(given), "test");
    }

    private void await(PipelineHost host, long records) {
        await(records, host);
    }

    private void await(long records, PipelineHost... hosts) {
        Awaitility.await(records + " records are accounted for")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> {
                    for (PipelineHost host : hosts) {
                        host.step();
                    }
                    PipelineProgress now = progress();
                    return now.getInputRecords() == records;
                });
    }

    private static void stepFor(PipelineHost host, Duration span) throws InterruptedException {
        long end = System.nanoTime() + span.toNanos();
        while (System.nanoTime() < end) {
            host.step();
            Thread.sleep(200);
        }
    }

    private PipelineProgress progress() throws IOException {
        try (SchemaRegistryClient client = RegistrySettings.at(registry.url()).connect()) {
            return new TableReader(broker.bootstrapServers(), Map.of())
                            .read(Topic.PROGRESS.baseName(), new RecordDeserializer<>(PipelineProgress.class, client))
                            .values()
                            .stream()
                            .findFirst()
                            .orElseGet(() -> PipelineProgress.newBuilder()
                                    .setWatermark(Instant.EPOCH)
                                    .build());
        }
    }

    private static int port(String url) {
        return java.net.URI.create(url).getPort();
    }
}
