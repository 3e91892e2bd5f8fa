package io.waybill.cli.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.cli.Cli;
import io.waybill.cli.shell.ExitCode;
import io.waybill.testkit.Simulation;
import io.waybill.testkit.SimulationParameters;
import io.waybill.testkit.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same events give the same bytes, however they are brought and however many carry them. */
@Tag("slow")
@Order(1)
class SameBytesTest {

    private static final SimulationParameters FLEET = new SimulationParameters(Scenario.REDMI_NOTE, 30, 30, 11);
    private static final int FILES = 3;
    private static final int PIECES = 1_000;
    private static final long SEED = 1_000;

    @TempDir
    static Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private static Workbench bench;

    private static List<String> events = List.of();
    private static String counts = "";
    private static String alerts = "";
    private static String tally = "";

    @BeforeAll
    static void replay() throws IOException {
        bench = Workbench.open(folder);
        Simulation.write(FLEET, folder);
        events = Cli.run("decode", file(Simulation.EVENTS)).out().lines().toList();
        Workbench.Replayed reference = bench.replay("reference", with(file(Simulation.EVENTS)));
        assertThat(reference.cli().code()).as(reference.cli().err()).isEqualTo(ExitCode.DONE);
        counts = reference.file("counts.csv");
        alerts = reference.alerts();
        tally = tally(reference);
        assertThat(counts.lines().count()).isGreaterThan(100);
        assertThat(alerts.lines().count()).isGreaterThan(2);
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    @Test
    void on_one_partition_and_one_thread() throws IOException {
        same(bench.replay("one", with("--partitions", "1", "--threads", "1", file(Simulation.EVENTS))));
    }

    @Test
    void on_eight_partitions_and_two_threads() throws IOException {
        same(bench.replay("eight", with("--partitions", "8", "--threads", "2", file(Simulation.EVENTS))));
    }

    @Test
    void in_several_files_the_last_one_first_and_some_events_in_two_of_them() throws IOException {
        List<String> inputs = new ArrayList<>();
        for (int part = FILES - 1; part >= 0; part--) {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < events.size(); i++) {
                if (i % FILES == part || i % 50 == 0) {
                    lines.add(events.get(i));
                }
            }
            inputs.add(Files.write(folder.resolve("part-" + part + ".jsonl"), lines)
                    .toString());
        }

        same(bench.replay("parts", with(inputs.toArray(String[]::new))));
    }

    @Test
    void in_a_folder_of_a_thousand_pieces_in_any_order() throws IOException {
        List<List<String>> pieces = new ArrayList<>();
        for (int piece = 0; piece < PIECES; piece++) {
            pieces.add(new ArrayList<>());
        }
        for (int i = 0; i < events.size(); i++) {
            pieces.get((int) ((long) i * PIECES / events.size())).add(events.get(i));
        }
        assertThat(pieces).as("every piece carries something").noneMatch(List::isEmpty);
        // Files of a folder are read by name, so the names are what is shuffled.
        Collections.shuffle(pieces, new Random(SEED));
        Path pile = Files.createDirectory(folder.resolve("pieces"));
        for (int piece = 0; piece < PIECES; piece++) {
            Files.write(pile.resolve("piece-%03d.jsonl".formatted(piece)), pieces.get(piece));
        }

        same(bench.replay("pieces", with(pile.toString())));
    }

    /** Windows are published and alerts judged again and again while it comes, as live. */
    @Test
    void at_a_multiple_of_the_pace_at_which_it_happened() throws IOException {
        long begun = System.nanoTime();

        same(bench.replay("paced", with("--speed", "27000x", file(Simulation.EVENTS))));

        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .as("thirty hours at 27,000 times their pace take four seconds")
                .isGreaterThan(Duration.ofSeconds(3));
    }

    @Test
    void one_file_after_the_other_into_the_same_case() throws IOException {
        int half = events.size() / 2;
        Path later = Files.write(folder.resolve("later.jsonl"), events.subList(half, events.size()));
        Path earlier = Files.write(folder.resolve("earlier.jsonl"), events.subList(0, half));

        bench.replay("halves", with(later.toString()));
        same(bench.replay("halves", with(earlier.toString())));
    }

    @Test
    void a_second_time_into_the_same_case_adds_nothing_and_says_so() throws IOException {
        Workbench.Replayed again = bench.replay("reference", with(file(Simulation.EVENTS)));

        assertThat(again.cli().err()).isEqualTo("case reference has all of this already; nothing was added\n");
        same(again);
        assertThat(tally(again)).isEqualTo(tally);
    }

    private static void same(Workbench.Replayed other) throws IOException {
        assertThat(other.cli().code()).as(other.cli().err()).isEqualTo(ExitCode.DONE);
        assertThat(other.file("counts.csv")).isEqualTo(counts);
        assertThat(other.alerts()).isEqualTo(alerts);
    }

    private static String tally(Workbench.Replayed replayed) throws IOException {
        return new ObjectMapper()
                .readTree(replayed.file("case.json"))
                .get("events")
                .toString();
    }

    private static String file(String name) {
        return folder.resolve(name).toString();
    }

    private static List<String> with(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--inventory", file(Simulation.INVENTORY),
                "--lifecycle", file(Simulation.LIFECYCLE),
                "--policy", file(Simulation.POLICY)));
        arguments.addAll(List.of(more));
        return arguments;
    }
}
