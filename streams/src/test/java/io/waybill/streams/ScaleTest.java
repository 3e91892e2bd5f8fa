package io.waybill.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.embedded.EmbeddedStack;
import io.waybill.schemas.DeviceConnection;
import io.waybill.streams.Fleets.Fleet;
import io.waybill.streams.resolve.PackedLocator;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Instances come and go under load, and the final tables do not show it: with either group protocol, without and with standby
 * replicas, where a task goes from active to standby and back on the state it has.
 */
@Tag("slow")
@Tag("faults")
class ScaleTest {

    private static final long SEED = FinalTablesContract.SEED;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PARTS = 4;
    private static final Shape SHAPE = new Shape(4, 1, 1, true);

    @TempDir
    private static Path folder;

    private static EmbeddedStack stack;
    private static Fleet fleet;
    private static String reference = "";

    @BeforeAll
    static void runTheReference() throws Exception {
        stack = EmbeddedStack.start(folder.resolve("kafka"));
        fleet = Fleets.of(SEED, 12, 60, 40);
        reference = new DriverPipelines(folder)
                .run("reference", Shape.SIMPLEST, fleet, Arrival.IN_ORDER, SEED)
                .text();
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @ParameterizedTest(name = "group.protocol={0}, {1} standby replicas")
    @CsvSource({"classic, 0", "classic, 1", "streams, 0"})
    void instancesComeAndGoUnderLoad(String protocol, String standbys) throws Exception {
        String name = protocol + "-" + standbys;
        Map<String, String> kafka = Map.of("group.protocol", protocol, "num.standby.replicas", standbys);
        BrokerPipelines pipelines = new BrokerPipelines(stack.bootstrapServers(), stack.registryUrl(), folder);
        List<DeviceConnection> events = fleet.events().stream()
                .sorted(Comparator.comparing(DeviceConnection::getTime))
                .toList();
        PipelineSettings first = pipelines.settings(name, SHAPE, 0).withKafka(kafka);
        try (CaseRun run = new CaseRun(first, PackedLocator.bundled(), Clock.systemUTC())) {
            fleet.profiles().forEach(run.feed()::send);
            fleet.lifecycles().forEach(run.feed()::send);
            feed(run, events, 0);
            for (int part = 1; part < PARTS; part++) {
                PipelineSettings another = pipelines.settings(name, SHAPE, part).withKafka(kafka);
                try (FleetStreamsApp app = new FleetStreamsApp(another, PackedLocator.bundled())) {
                    app.start();
                    assertThat(app.awaitRunning(PATIENCE)).isTrue();
                    feed(run, events, part);
                }
            }
            assertThat(pipelines.finish(run, name).text())
                    .as("%s, fleet of seed %d", name, SEED)
                    .isEqualTo(reference);
        }
    }

    private static void feed(CaseRun run, List<DeviceConnection> events, int part) {
        events.subList(events.size() * part / PARTS, events.size() * (part + 1) / PARTS)
                .forEach(run.feed()::send);
        run.feed().flush();
    }
}
