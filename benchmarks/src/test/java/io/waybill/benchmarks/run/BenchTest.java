package io.waybill.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.benchmarks.contend.Contender;
import io.waybill.benchmarks.fleet.FleetShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole comparison with few events: real broker, real processes. */
@Tag("slow")
class BenchTest {

    @TempDir
    Path folder = Path.of("");

    private static BenchPlan plan(List<Contender> contenders, Map<String, String> kafka) {
        return plan(contenders, 1, kafka);
    }

    private static BenchPlan plan(List<Contender> contenders, int instances, Map<String, String> kafka) {
        return new BenchPlan(new FleetShape(3_000, 1, 42), contenders, 1, 2, 1, instances, "512m", kafka);
    }

    @Test
    void those_who_must_agree_do_and_the_ratio_is_printed() throws Exception {
        List<String> progress = new ArrayList<>();

        Bench.Outcome outcome = new Bench(
                        plan(List.of(Contender.BY_HAND_TUNED, Contender.WHOLE), Map.of()), folder, progress::add)
                .run();

        assertThat(outcome.agreed()).isTrue();
        assertThat(outcome.lines())
                .anyMatch(line -> line.matches("g/d = [0-9]+\\.[0-9]{2}"))
                .anyMatch(line -> line.startsWith("same tables from d, g: "));
        assertThat(repartitioned(outcome.lines(), 'd'))
                .as("one process sends itself nothing")
                .isZero();
        assertThat(repartitioned(outcome.lines(), 'g')).isPositive();
        assertThat(progress).contains("run 1 of 1: by hand, tuned");
    }

    @Test
    void two_instances_publish_what_one_loop_publishes() throws Exception {
        List<String> progress = new ArrayList<>();

        Bench.Outcome outcome =
                new Bench(plan(List.of(Contender.BY_HAND, Contender.WHOLE), 2, Map.of()), folder, progress::add).run();

        assertThat(outcome.agreed()).isTrue();
        assertThat(outcome.lines())
                .anyMatch(line -> line.startsWith("same tables from c, g: "))
                .anyMatch(line -> line.startsWith("the pipeline in 2 instances: "));
        assertThat(repartitioned(outcome.lines(), 'g')).isPositive();
        assertThat(progress)
                .contains("(g) 1 of 2: joined", "(g) 2 of 2: joined", "(g) 1 of 2: ended", "(g) 2 of 2: ended");
    }

    /** Megabytes that a contender sent itself through the broker, as its row of the table says. */
    private static double repartitioned(List<String> lines, char letter) {
        String row = lines.stream()
                .filter(line -> line.startsWith("(" + letter + ") "))
                .findFirst()
                .orElseThrow();
        String[] cells = row.trim().split(" +");
        return Double.parseDouble(cells[cells.length - 2]);
    }

    @Test
    void a_contender_that_fails_is_an_error_with_its_letter() {
        Map<String, String> broken = Map.of("processing.guarantee", "sometimes");

        assertThatThrownBy(() -> new Bench(plan(List.of(Contender.COUNTS_ONLY), broken), folder, line -> {}).run())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("contender (f) failed");
    }

    @Test
    void a_plan_without_anybody_or_without_runs_or_without_the_peers_jars_is_refused() {
        assertThatThrownBy(() -> plan(List.of(), Map.of())).hasMessage("nobody to measure");
        assertThatThrownBy(() -> plan(List.of(Contender.FLINK), Map.of()))
                .hasMessageContaining("--flink benchmarks/flink/target/lib");
        assertThatThrownBy(() ->
                        new BenchPlan(new FleetShape(1, 1, 1), List.of(Contender.POLL), 0, 1, 1, 1, "1g", Map.of()))
                .hasMessageContaining("at least 1");
    }
}
