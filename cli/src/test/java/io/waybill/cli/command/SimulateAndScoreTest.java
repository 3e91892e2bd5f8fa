package io.waybill.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.cli.Cli;
import io.waybill.cli.shell.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateAndScoreTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void a_fleet_is_written_and_can_be_decoded() {
        Cli cli = simulate("redmi-note");

        assertThat(cli.code()).as(cli.err()).isEqualTo(ExitCode.DONE);
        assertThat(cli.out()).contains("events of 20 devices");
        assertThat(folder)
                .isDirectoryContaining("glob:**/events.jsonl.zst")
                .isDirectoryContaining("glob:**/inventory.csv")
                .isDirectoryContaining("glob:**/lifecycle.jsonl")
                .isDirectoryContaining("glob:**/policy.yaml")
                .isDirectoryContaining("glob:**/truth.json");
        Cli decoded = Cli.run("decode", folder.resolve("events.jsonl.zst").toString());
        assertThat(decoded.code()).isEqualTo(ExitCode.DONE);
        assertThat(cli.out()).startsWith(decoded.out().lines().count() + " events");
    }

    @Test
    void silence_is_right_on_a_quiet_fleet_and_wrong_on_the_redmi_s() throws Exception {
        Path none = Files.writeString(folder.resolve("alerts.jsonl"), "");

        simulate("quiet-fleet");
        assertThat(score(none).code()).isEqualTo(ExitCode.DONE);

        simulate("redmi-note");
        Cli missed = score(none);
        assertThat(missed.code()).isEqualTo(ExitCode.UNUSABLE_INPUT);
        assertThat(missed.out()).contains("survives-reset");
    }

    @Test
    void an_unknown_scenario_is_wrong_usage_that_names_the_known_ones() {
        Cli cli = Cli.run("simulate", "--scenario", "nokia", "--out", folder.toString());

        assertThat(cli.code()).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).contains("no scenario 'nokia'").contains("redmi-note");
    }

    private Cli simulate(String scenario) {
        return Cli.run(
                "simulate",
                "--scenario",
                scenario,
                "--devices",
                "20",
                "--hours",
                "12",
                "--seed",
                "7",
                "--out",
                folder.toString());
    }

    private Cli score(Path alerts) {
        return Cli.run("score", "--truth", folder.resolve("truth.json").toString(), "--alerts", alerts.toString());
    }
}
