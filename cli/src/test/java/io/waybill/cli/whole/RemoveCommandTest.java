package io.waybill.cli.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.cli.Cli;
import io.waybill.cli.shell.ExitCode;
import io.waybill.streams.topics.PipelineTopics;
import io.waybill.testkit.Simulation;
import io.waybill.testkit.SimulationParameters;
import io.waybill.testkit.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code waybill remove}: a case goes whole, says what went, and nothing else goes with it. */
@Tag("slow")
class RemoveCommandTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void a_case_is_removed_and_another_one_stays_and_the_name_begins_anew() throws IOException {
        Simulation.write(new SimulationParameters(Scenario.REDMI_NOTE, 6, 6, 3), folder);
        List<String> input = List.of(folder.resolve(Simulation.EVENTS).toString());
        String counts;
        try (Workbench bench = Workbench.open(folder)) {
            counts = bench.replay("gone", input).file("counts.csv");
            bench.replay("gone-not", input);

            Cli cli = remove(bench, "gone");

            assertThat(cli.code()).as(cli.err()).isEqualTo(ExitCode.DONE);
            assertThat(cli.err()).isEmpty();
            assertThat(cli.out().lines())
                    .allMatch(line -> line.startsWith("removed "))
                    .contains(
                            "removed topic case.gone.waybill.alert.v1",
                            "removed topic waybill-case-gone-alert-book-changelog",
                            "removed schemas of case.gone.waybill.alert.v1-value",
                            "removed folder " + data().resolve("cases").resolve("gone"));
            assertThat(topics(bench))
                    .noneMatch(topic -> topic.startsWith("case.gone."))
                    .contains("case.gone-not.waybill.alert.v1");
            assertThat(Files.exists(folder.resolve("out-gone").resolve("counts.csv")))
                    .as("what was written with --out is the user's")
                    .isTrue();
            Cli twice = remove(bench, "gone");
            assertThat(twice.code()).isEqualTo(ExitCode.COULD_NOT_RUN);
            assertThat(twice.err()).contains("there is no case gone in " + data());

            Workbench.Replayed anew = bench.replay("gone", input);
            assertThat(anew.cli().err()).doesNotContain("nothing was added");
            assertThat(anew.file("counts.csv")).isEqualTo(counts);
        }
        Cli alone = Cli.run("remove", "gone-not", "--data", data().toString());
        assertThat(alone.code())
                .as("where nothing runs it starts the folder's broker: %s", alone.err())
                .isEqualTo(ExitCode.DONE);
        assertThat(alone.out()).contains("removed topic case.gone-not.waybill.alert.v1\n");
    }

    @ParameterizedTest
    @CsvSource({"--data, ''", "--set, data.dir="})
    void a_folder_that_is_not_there_is_told_and_not_made(String flag, String setting) {
        Path mistyped = folder.resolve("wayblil-data");

        Cli cli = Cli.run("remove", "a", flag, setting + mistyped);

        assertThat(cli.code()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(cli.err()).contains("there is no folder " + mistyped).contains("--data");
        assertThat(Files.exists(mistyped)).isFalse();
        assertThat(cli.out()).isEmpty();
    }

    /** A name becomes part of a folder's name, and folders are deleted. */
    @ParameterizedTest
    @ValueSource(strings = {"..", "../x", "a/b", "", "-a", "a b", "case\u001b[2J"})
    void names_that_no_case_can_have_are_wrong_usage(String name) {
        Cli cli = Cli.run("remove", "--data", folder.toString(), "--", name);

        assertThat(cli.code()).as(cli.err()).isEqualTo(ExitCode.USAGE);
        assertThat(cli.out()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Cli remove(Workbench bench, String name) {
        return Cli.run(
                "remove",
                name,
                "--data",
                data().toString(),
                "--bootstrap-servers",
                bench.stack().bootstrapServers(),
                "--registry",
                bench.stack().registryUrl());
    }

    private static Set<String> topics(Workbench bench) {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", bench.stack().bootstrapServers()))) {
            return new PipelineTopics(admin).names();
        }
    }
}
