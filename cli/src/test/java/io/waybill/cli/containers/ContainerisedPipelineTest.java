package io.waybill.cli.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.registry.RecordDeserializer;
import io.waybill.registry.RegistrySettings;
import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.PipelineProgress;
import io.waybill.schemas.Topic;
import io.waybill.streams.topics.TableReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.output.ToStringConsumer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;

/**
 * The project's own image against a Kafka in a container: topics are made, a fleet is fed, two instances share the work, the
 * console shows it, and an instance that is told to end does so cleanly.
 */
@Tag("containers")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("slow")
class ContainerisedPipelineTest {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String TOKEN = "only-for-this-test";
    private static final int DEVICES = 20;

    @SuppressWarnings("NullAway.Init")
    private static Network network;

    @SuppressWarnings("NullAway.Init")
    private static KafkaContainer kafka;

    @SuppressWarnings("NullAway.Init")
    private static GenericContainer<?> registry;

    @SuppressWarnings("NullAway.Init")
    private static GenericContainer<?> first;

    @SuppressWarnings("NullAway.Init")
    private static GenericContainer<?> second;

    @SuppressWarnings("NullAway.Init")
    private static GenericContainer<?> console;

    @BeforeAll
    static void start() {
        Engine.require();
        AvroTrust.vouch();
        network = Network.newNetwork();
        kafka = new KafkaContainer(Engine.kafka()).withNetwork(network).withListener("kafka:19092");
        kafka.start();
        registry = waybill("registry", "--bind-address", "0.0.0.0", "--port", "8081")
                .withNetworkAliases("registry")
                .withExposedPorts(8081)
                .waitingFor(Wait.forHttp("/subjects").forPort(8081));
        registry.start();
        first = instance();
        second = instance();
        console = waybill("console")
                .withEnv("WAYBILL_CONSOLE_BIND_ADDRESS", "0.0.0.0")
                .withEnv("WAYBILL_CONSOLE_TOKEN", TOKEN)
                .withExposedPorts(8080)
                .waitingFor(Wait.forHttp("/health/live").forPort(8080).withStartupTimeout(PATIENCE));
    }

    @AfterAll
    static void stop() {
        for (GenericContainer<?> each : new GenericContainer<?>[] {console, second, first, registry, kafka}) {
            if (each != null) {
                each.stop();
            }
        }
        if (network != null) {
            network.close();
        }
    }

    @Test
    @Order(1)
    void an_instance_waits_for_its_topics() throws Exception {
        first.start();
        assertThat(get(first, 8082, "/health/live").statusCode()).isEqualTo(200);
        Awaitility.await("it says what it waits for")
                .atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(get(first, 8082, "/health/ready").body())
                                .contains("waits for the topic waybill.device.connection.v1"));
    }

    @Test
    @Order(2)
    void topics_and_schemas_are_made_and_it_becomes_ready() throws Exception {
        String made = run("topics", "create", "--partitions", "4");
        assertThat(made.lines().filter(line -> line.startsWith("made "))).hasSize(Topic.values().length);
        awaitReady(first);
    }

    @Test
    @Order(3)
    void what_a_fleet_did_is_counted_by_two_instances_together() throws Exception {
        second.start();
        awaitReady(second);
        String fed = run("sample-feed", "--devices", Integer.toString(DEVICES), "--hours", "24");
        long events = Long.parseLong(fed.strip().split(" ")[0]);
        assertThat(events).isPositive();

        Awaitility.await("all of it went through")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(table(Topic.PROGRESS, PipelineProgress.class))
                        .singleElement()
                        .extracting(PipelineProgress::getInputRecords, PipelineProgress::getCounted)
                        .containsExactly(events, events));
        assertThat(tasks(first) + tasks(second)).isEqualTo(4);
        assertThat(tasks(first)).isPositive();
        assertThat(tasks(second)).isPositive();
    }

    @Test
    @Order(4)
    void the_console_shows_it() throws Exception {
        console.start();
        assertThat(get(console, 8080, "/api/models").statusCode()).isEqualTo(401);
        Awaitility.await("models are shown")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                get(console, 8080, "/api/models").statusCode() == 401 ? authorised("/api/models") : "")
                        .contains("Redmi"));
    }

    @Test
    @Order(5)
    void it_runs_as_nobody_on_a_root_it_cannot_write_to() throws Exception {
        ExecResult who = first.execInContainer("id", "-u");
        assertThat(who.getStdout().strip()).isEqualTo("10001");
        assertThat(first.execInContainer("touch", "/opt/waybill/x").getExitCode())
                .isNotZero();
        assertThat(first.getContainerInfo().getConfig().getLabels())
                .containsEntry("org.opencontainers.image.title", "Waybill");
    }

    @Test
    @Order(6)
    void told_to_end_it_leaves_the_group_and_the_other_goes_on_alone() throws Exception {
        first.getDockerClient()
                .stopContainerCmd(first.getContainerId())
                .withTimeout(60)
                .exec();
        Long code = first.getDockerClient()
                .inspectContainerCmd(first.getContainerId())
                .exec()
                .getState()
                .getExitCodeLong();
        assertThat(code).as("SIGTERM, not SIGKILL").isEqualTo(143);
        Awaitility.await("the other takes over").atMost(PATIENCE).until(() -> tasks(second) == 4);
        awaitReady(second);
        assertThat(table(Topic.COUNT, DestinationCount.class)).isNotEmpty();
    }

    private static GenericContainer<?> instance() {
        return waybill("streams")
                .withExposedPorts(8082)
                .waitingFor(Wait.forHttp("/health/live").forPort(8082).withStartupTimeout(PATIENCE));
    }

    private static GenericContainer<?> waybill(String... arguments) {
        return new GenericContainer<>(Engine.own())
                .withNetwork(network)
                .withEnv("WAYBILL_KAFKA_BOOTSTRAP_SERVERS", "kafka:19092")
                .withEnv("WAYBILL_REGISTRY_URL", "http://registry:8081")
                .withEnv("WAYBILL_PIPELINE_IDLE_MS", "2000")
                .withEnv("WAYBILL_HEAP", "400m")
                .withTmpFs(Map.of("/tmp", "rw,exec,size=256m"))
                .withCreateContainerCmdModifier(
                        command -> command.getHostConfig().withReadonlyRootfs(true))
                .withCommand(arguments);
    }

    /** Runs one command to its end and returns its results. */
    private static String run(String... arguments) {
        ToStringConsumer output = new ToStringConsumer();
        try (GenericContainer<?> container = waybill(arguments)
                .withLogConsumer(output)
                .withStartupCheckStrategy(new org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy()
                        .withTimeout(PATIENCE))) {
            container.start();
            return container.getLogs();
        }
    }

    private static void awaitReady(GenericContainer<?> instance) {
        Awaitility.await("ready")
                .atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(get(instance, 8082, "/health/ready").statusCode())
                                .isEqualTo(200));
    }

    private static int tasks(GenericContainer<?> instance) throws Exception {
        String series = "waybill_tasks{stage=\"devices\"} ";
        return get(instance, 8082, "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(series.length())))
                .findFirst()
                .orElse(0);
    }

    private static HttpResponse<String> get(GenericContainer<?> container, int port, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(at(container, port, path)).build(), BodyHandlers.ofString());
    }

    private static String authorised(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(at(console, 8080, path))
                                .header("Authorization", "Bearer " + TOKEN)
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private static URI at(GenericContainer<?> container, int port, String path) {
        return URI.create("http://" + container.getHost() + ":" + container.getMappedPort(port) + path);
    }

    private static <T extends SpecificRecord> List<T> table(Topic topic, Class<T> type) throws IOException {
        String url = "http://" + registry.getHost() + ":" + registry.getMappedPort(8081);
        try (SchemaRegistryClient client = RegistrySettings.at(url).connect()) {
            return List.copyOf(new TableReader(kafka.getBootstrapServers(), Map.of())
                    .read(topic.baseName(), new RecordDeserializer<>(type, client))
                    .values());
        }
    }
}
