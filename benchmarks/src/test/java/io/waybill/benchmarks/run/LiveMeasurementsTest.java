package io.waybill.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.benchmarks.contend.Contender;
import io.waybill.benchmarks.fleet.FleetShape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Restoring and latency with little input: real broker, real processes. */
@Tag("slow")
@Order(1)
@Execution(ExecutionMode.CONCURRENT)
class LiveMeasurementsTest {

    @TempDir
    Path folder = Path.of("");

    private static BenchPlan plan(long events) {
        return new BenchPlan(new FleetShape(events, 1, 42), List.of(Contender.WHOLE), 1, 2, 1, 1, "512m", Map.of());
    }

    @Test
    void every_entry_of_the_changelogs_comes_back() throws Exception {
        List<String> lines = new RestoreBench(plan(3_000), folder, line -> {}).run();

        assertThat(lines.get(2))
                .matches(
                        "restored [1-9][0-9,]+ keys \\(.*\\), [1-9][0-9,]+ changelog entries, in [0-9.]+ s: [0-9,]+ keys in 10 s");
    }

    @Test
    void every_probe_comes_through_under_load() throws Exception {
        List<String> lines = new LatencyBench(plan(800), 200, 2, folder, line -> {}).run();

        assertThat(lines.get(0)).matches("800 events in .* [1-9][0-9]* probes, commit interval 250 ms");
        assertThat(lines.get(2)).matches("from writing .*: median [0-9.]+ s, p99 [0-9.]+ s, max [0-9.]+ s");
    }

    @Test
    void a_long_run_is_sampled_while_it_goes_on() throws Exception {
        List<String> told = new ArrayList<>();
        List<SoakSample> samples = new SoakBench(plan(4_000), 200, 2, 4, folder, told::add).run();

        assertThat(samples).hasSizeGreaterThanOrEqualTo(8).hasSameSizeAs(told);
        assertThat(samples).allSatisfy(sample -> {
            assertThat(sample.liveBytes()).isBetween(1L << 20, 512L << 20);
            assertThat(sample.residentBytes()).isGreaterThan(sample.liveBytes());
        });
        SoakSample last = samples.get(samples.size() - 1);
        assertThat(last.sent()).isEqualTo(4_000);
        assertThat(last.kept()).isEqualTo(4_000);
        assertThat(samples).extracting(SoakSample::p99Millis).anyMatch(millis -> millis > 0);
        assertThatThrownBy(() -> new SoakBench(plan(10), 49, 2, 4, folder, told::add))
                .hasMessageContaining("at least 50 events/s");
        assertThatThrownBy(() -> new SoakBench(plan(10), 50, 2, 3, folder, told::add))
                .hasMessageContaining("history 4 hours");
    }

    @Test
    void a_load_that_ends_with_the_warm_up_measures_nothing_and_is_refused() {
        assertThatThrownBy(() -> new LatencyBench(plan(11_999), 200, folder, line -> {}))
                .hasMessage("at 200 events/s at least 12000 events are needed: half of them are the warm-up");
        assertThatThrownBy(() -> new LatencyBench(plan(11_999), 99, folder, line -> {}))
                .hasMessageContaining("at least 100 events/s");
    }
}
