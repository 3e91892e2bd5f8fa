package io.waybill.benchmarks.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.benchmarks.contend.Contender;
import io.waybill.benchmarks.fleet.FleetShape;
import io.waybill.benchmarks.run.Bench;
import io.waybill.benchmarks.run.BenchPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The job beside the loop by hand and the pipeline: real broker, real processes, the same tables. */
@Tag("slow")
class FlinkCountsTest {

    private static final int EVENTS = 20_000;
    private static final long SEED = 42;

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void it_publishes_the_same_tables(int threads) throws Exception {
        BenchPlan plan = new BenchPlan(
                new FleetShape(EVENTS, 1, SEED),
                List.of(Contender.BY_HAND, Contender.COUNTS_ONLY, Contender.FLINK),
                1,
                2,
                threads,
                1,
                "1g",
                Map.of(),
                Path.of("target/lib/*").toAbsolutePath().toString());

        Bench.Outcome outcome = new Bench(plan, folder, line -> {}).run();

        assertThat(outcome.lines())
                .as("seed %d", SEED)
                .anyMatch(line -> line.startsWith("same tables from c, f, i: "))
                .anyMatch(line -> line.matches("f/i by the clock = [0-9.]+"));
        assertThat(outcome.agreed()).isTrue();
    }
}
