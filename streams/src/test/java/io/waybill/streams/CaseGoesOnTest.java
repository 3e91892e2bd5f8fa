package io.waybill.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.embedded.EmbeddedStack;
import io.waybill.schemas.DeviceConnection;
import io.waybill.streams.Fleets.Fleet;
import io.waybill.streams.RestoreProgress.Restoration;
import io.waybill.streams.resolve.PackedLocator;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A case that was finished takes further input: its state is rebuilt, that is told, and the tables are those of one run. */
@Tag("slow")
class CaseGoesOnTest {

    private static final long SEED = FinalTablesContract.SEED;
    private static final Shape SHAPE = new Shape(2, 1, 1, false);
    private static final long COMMIT_MINUTES = 5;

    @Test
    @Timeout(value = COMMIT_MINUTES - 1, unit = TimeUnit.MINUTES)
    void in_two_runs_as_in_one(@TempDir Path folder) throws Exception {
        Fleet fleet = Fleets.of(SEED, 8, 48, 30);
        String reference = new DriverPipelines(folder)
                .run("reference", Shape.SIMPLEST, fleet, Arrival.IN_ORDER, SEED)
                .text();
        List<DeviceConnection> events = fleet.events();
        List<DeviceConnection> first = new ArrayList<>(events.subList(0, events.size() / 2));
        List<DeviceConnection> rest = events.subList(events.size() / 2, events.size());
        try (EmbeddedStack stack = EmbeddedStack.start(folder.resolve("kafka"))) {
            BrokerPipelines pipelines = new BrokerPipelines(stack.bootstrapServers(), stack.registryUrl(), folder);
            try (CaseRun run = run(pipelines, 0)) {
                fleet.lifecycles().forEach(run.feed()::send);
                first.forEach(run.feed()::send);
                run.finish(progress -> {});
            }
            AtomicReference<Restoration> told = new AtomicReference<>();
            try (CaseRun run = run(pipelines, 1)) {
                fleet.profiles().forEach(run.feed()::send);
                rest.forEach(run.feed()::send);
                run.finish(progress -> {}, told::set);

                assertThat(pipelines.finish(run, "goes-on").text())
                        .as("fleet of seed %d", SEED)
                        .isEqualTo(reference);
                assertThat(Standstill.of(stack.bootstrapServers(), PipelineSettings.caseApplication("goes-on")))
                        .as("what a run that does not finish is told by")
                        .startsWith("members [Stable with 1], transactions [");
            }
            assertThat(told.get().total()).as("entries of the changelogs").isGreaterThan(10);
            assertThat(told.get().isDone()).isTrue();
            assertThat(told.get().restored()).isEqualTo(told.get().total());
        }
    }

    /** No commit is due while it lasts: the end of the input commits in every stage. */
    private static CaseRun run(BrokerPipelines pipelines, int instance) {
        long commit = TimeUnit.MINUTES.toMillis(COMMIT_MINUTES);
        PipelineSettings settings = pipelines
                .settings("goes-on", SHAPE, instance)
                .withTiming(Timing.CASE.withCommit(commit))
                .withKafka(Map.of("producer.transaction.timeout.ms", String.valueOf(commit)));
        return new CaseRun(settings, PackedLocator.bundled(), Clock.systemUTC());
    }
}
