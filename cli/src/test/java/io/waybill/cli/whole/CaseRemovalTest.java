package io.waybill.cli.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.captures.InputProblem;
import io.waybill.cli.live.LivePorts;
import io.waybill.cli.live.LiveStack;
import io.waybill.cli.replay.CaseName;
import io.waybill.cli.replay.CaseRemoval;
import io.waybill.cli.replay.Replay;
import io.waybill.cli.replay.ReplayOutcome;
import io.waybill.cli.replay.ReplayRequest;
import io.waybill.cli.replay.ReplayWatcher;
import io.waybill.cli.shell.Addresses;
import io.waybill.cli.shell.CouldNotRunException;
import io.waybill.streams.CaseRun;
import io.waybill.streams.PipelineSettings;
import io.waybill.streams.resolve.PackedLocator;
import io.waybill.streams.topics.PipelineTopics;
import io.waybill.testkit.Simulation;
import io.waybill.testkit.SimulationParameters;
import io.waybill.testkit.scenario.Scenario;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two cases at once beside a live pipeline; one is removed whole, and nothing else is touched. */
@Tag("slow")
class CaseRemovalTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final CaseName KEPT = CaseName.parse("a-b");
    private static final CaseName REMOVED = CaseName.parse("a");

    @TempDir
    Path folder = Path.of("");

    private static final class Silent implements ReplayWatcher {
        @Override
        public void fed() {}

        @Override
        public void processed(long records) {}

        @Override
        public void problem(InputProblem problem) {
            throw new AssertionError(problem.describe());
        }
    }

    @Test
    void removes_one_of_two_cases_beside_a_live_pipeline() throws Exception {
        Simulation.write(new SimulationParameters(Scenario.REDMI_NOTE, 10, 8, 3), folder);
        Path data = folder.resolve("data");
        try (LiveStack stack = LiveStack.start(data, LivePorts.FREE, 2, 1, "test")) {
            Addresses at = new Addresses(
                    stack.kafka().bootstrapServers(), stack.kafka().registryUrl());
            assertThat(stack.pipeline().awaitRunning(PATIENCE)).isTrue();
            List<ReplayOutcome> outcomes = bothAtOnce(at, data);
            assertThat(outcomes.get(0).result().counts()).isNotEmpty();
            assertThat(outcomes.get(0).result().counts())
                    .as("cases at the same time do not see each other")
                    .isEqualTo(outcomes.get(1).result().counts());
            Set<String> before = topics(at);

            List<String> gone = CaseRemoval.remove(data, at, REMOVED);

            assertThat(gone).contains("topic case.a.waybill.alert.v1", "topic waybill-case-a-device-book-changelog");
            Set<String> expected = new TreeSet<>(before);
            expected.removeIf(name -> name.startsWith("case.a.")
                    || PipelineTopics.internal("waybill-case-a").contains(name));
            assertThat(topics(at)).isEqualTo(expected).anyMatch(name -> name.startsWith("waybill-case-a-b-"));
            assertThat(groups(at)).contains("waybill", "waybill-case-a-b").doesNotContain("waybill-case-a");
            assertThat(Files.exists(data.resolve("cases").resolve("a"))).isFalse();
            assertThat(Files.exists(data.resolve("cases").resolve("a-b"))).isTrue();
            assertThat(stack.pipeline().isRunning()).isTrue();
            assertThat(CaseRemoval.remove(data, at, REMOVED)).as("it is gone").isEmpty();

            assertThat(replay(at, data, REMOVED).result().counts())
                    .as("a case of the name begins anew")
                    .isEqualTo(outcomes.get(1).result().counts());
            refusesWhileItRuns(at, data);
        }
    }

    private void refusesWhileItRuns(Addresses at, Path data) throws Exception {
        PipelineSettings settings = PipelineSettings.ofCase(
                KEPT.text(), at.bootstrapServers(), at.registryUrl(), 2, 1, data.resolve("state"));
        try (CaseRun run = new CaseRun(settings, PackedLocator.bundled(), Clock.systemUTC())) {
            assertThat(run.awaitRunning(PATIENCE)).isTrue();
            Set<String> before = topics(at);

            assertThatThrownBy(() -> CaseRemoval.remove(data, at, KEPT))
                    .isInstanceOf(CouldNotRunException.class)
                    .hasMessageContaining("still runs");
            assertThat(topics(at)).isEqualTo(before);
        }
    }

    private List<ReplayOutcome> bothAtOnce(Addresses at, Path data) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<ReplayOutcome>> running = new ArrayList<>();
            for (CaseName name : List.of(REMOVED, KEPT)) {
                running.add(threads.submit(() -> replay(at, data, name)));
            }
            return List.of(running.get(0).get(), running.get(1).get());
        } finally {
            threads.shutdownNow();
        }
    }

    private ReplayOutcome replay(Addresses at, Path data, CaseName name) throws Exception {
        ReplayRequest request = new ReplayRequest(
                name,
                List.of(folder.resolve(Simulation.EVENTS).toString()),
                folder.resolve(Simulation.INVENTORY),
                folder.resolve(Simulation.LIFECYCLE),
                folder.resolve(Simulation.POLICY),
                2,
                1,
                "max",
                null);
        Replay.Place place = new Replay.Place(at.bootstrapServers(), at.registryUrl(), data, "test");
        return new Replay(request, place, PackedLocator.bundled(), new Silent()).run(InputStream.nullInputStream());
    }

    private static Set<String> topics(Addresses at) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", at.bootstrapServers()))) {
            return new PipelineTopics(admin).names();
        }
    }

    private static List<String> groups(Addresses at) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", at.bootstrapServers()))) {
            return admin.listGroups().all().get().stream()
                    .map(GroupListing::groupId)
                    .toList();
        }
    }
}
