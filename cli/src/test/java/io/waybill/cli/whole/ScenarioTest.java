package io.waybill.cli.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.cli.Cli;
import io.waybill.cli.shell.ExitCode;
import io.waybill.testkit.Simulation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Simulate, replay, score: what must be found is found, and nothing else above informational. */
@Tag("slow")
class ScenarioTest {

    @TempDir
    static Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private static Workbench bench;

    @BeforeAll
    static void open() throws Exception {
        bench = Workbench.open(folder);
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    @ParameterizedTest
    @CsvSource({"redmi-note, 80, 48, 2014, true", "quiet-fleet, 60, 48, 7, false"})
    void passes(String scenario, String devices, String hours, String seed, boolean alarming) throws Exception {
        Path story = folder.resolve(scenario);
        String at = story.toString();
        Cli told = Cli.run(
                "simulate",
                "--scenario",
                scenario,
                "--devices",
                devices,
                "--hours",
                hours,
                "--seed",
                seed,
                "--out",
                at);
        assertThat(told.code()).as(told.err()).isEqualTo(ExitCode.DONE);

        Workbench.Replayed replayed = bench.replay(
                scenario,
                List.of(
                        "--inventory",
                        story.resolve(Simulation.INVENTORY).toString(),
                        "--lifecycle",
                        story.resolve(Simulation.LIFECYCLE).toString(),
                        "--policy",
                        story.resolve(Simulation.POLICY).toString(),
                        story.resolve(Simulation.EVENTS).toString()));
        Cli score = Cli.run(
                "score",
                "--truth",
                story.resolve(Simulation.TRUTH).toString(),
                "--alerts",
                replayed.out().resolve("alerts.jsonl").toString());

        assertThat(replayed.cli().code()).as(replayed.cli().err()).isEqualTo(ExitCode.DONE);
        assertThat(score.code()).as(score.out()).isEqualTo(ExitCode.DONE);
        assertThat(replayed.file("alerts.jsonl")
                        .lines()
                        .anyMatch(line -> !line.contains("\"severity\":\"informational\"")))
                .isEqualTo(alarming);
    }
}
