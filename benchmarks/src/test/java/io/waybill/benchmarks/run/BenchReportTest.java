package io.waybill.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.benchmarks.contend.Contender;
import io.waybill.benchmarks.fleet.FleetShape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchReportTest {

    private static final TableDigest TABLES = new TableDigest(1_234, 2_000_000, "0123456789abcdef0123");

    private static Result result(Contender contender, long cpuMillis, TableDigest tables) {
        return new Result(
                contender, new Usage(cpuMillis, cpuMillis, 4_000, 512L << 20, 3L << 20, 700L << 20), 500, tables, null);
    }

    private static BenchPlan plan(int runs) {
        return new BenchPlan(
                new FleetShape(2_000_000, 1, 42), List.of(Contender.values()), runs, 4, 1, 1, "3g", Map.of(), "lib/*");
    }

    private static List<String> lines(List<Result> results) {
        return BenchReport.lines(plan(1), "a machine", results);
    }

    @Test
    void says_what_was_measured_and_on_what() {
        assertThat(lines(List.of(result(Contender.POLL, 1_000, null))))
                .startsWith(
                        "2,000,000 events, seed 42, 20000 devices, 200 models, 5000 destinations, 2.4 h of event time;"
                                + " one run",
                        "a machine");
        assertThat(BenchReport.lines(plan(5), "", List.of()).get(0)).endsWith("medians of 5 runs");
    }

    @Test
    void a_row_has_cpu_per_million_rate_memory_and_bytes() {
        assertThat(lines(List.of(result(Contender.WHOLE, 7_000, TABLES))))
                .anyMatch(
                        line -> line.matches(
                                "\\(g\\) pipeline, all detectors, exactly-once\\s+3\\.50\\s+500,000\\s+512\\s+3\\.00\\s+0\\.25"));
    }

    @Test
    void every_ratio_has_a_line_of_its_own() {
        List<Result> results = List.of(
                result(Contender.BY_HAND, 5_000, TABLES),
                result(Contender.BY_HAND_TUNED, 3_000, TABLES),
                result(Contender.DSL, 20_000, null),
                result(Contender.COUNTS_ONLY, 6_000, TABLES),
                result(Contender.WHOLE, 6_600, TABLES),
                result(Contender.AT_LEAST_ONCE, 6_000, TABLES),
                result(Contender.FLINK, 8_000, TABLES));

        assertThat(lines(results))
                .contains("g/c = 1.32", "g/d = 2.20", "f/c = 1.20", "f/e = 0.30", "e/f = 3.33", "g/h = 1.10")
                .contains("f/i = 0.75", "f/i by the clock = 1.00");
    }

    @Test
    void a_ratio_without_one_of_its_sides_is_left_out() {
        assertThat(lines(List.of(result(Contender.WHOLE, 6_600, TABLES)))).noneMatch(line -> line.contains(" = "));
    }

    @Test
    void tables_that_agree_are_named_with_who_made_them() {
        assertThat(lines(List.of(
                        result(Contender.BY_HAND, 1, TABLES),
                        result(Contender.DSL, 1, null),
                        result(Contender.WHOLE, 1, TABLES))))
                .endsWith("same tables from c, g: 1,234 rows, sha256 0123456789abcdef");
    }

    @Test
    void tables_that_differ_are_not_passed_over() {
        List<Result> results = List.of(
                result(Contender.BY_HAND, 1, TABLES),
                result(Contender.WHOLE, 1, new TableDigest(1_233, 1_999_999, "fedcba9876543210fedc")));

        assertThat(BenchReport.differ(results)).isTrue();
        assertThat(lines(results))
                .endsWith("TABLES DIFFER: [c 1234 rows, 2000000 connections, g 1233 rows, 1999999 connections]");
    }

    @Test
    void several_instances_and_what_they_keep_are_said() {
        BenchPlan plan =
                new BenchPlan(new FleetShape(2_000_000, 1, 42), List.of(Contender.WHOLE), 1, 4, 1, 2, "2g", Map.of());
        Stored stored = new Stored(300L << 20, 40L << 20, 1_234_567, 3L << 20, 20L << 20, 1L << 20, 1L << 19);
        Result result = new Result(Contender.WHOLE, new Usage(200, 130, 1, 1, 1, 700L << 20), 500, TABLES, stored);

        assertThat(BenchReport.lines(plan, "a machine", List.of(result)))
                .contains(
                        "the pipeline in 2 instances: processor time and megabytes are sums, peak MB that of the largest,"
                                + " heap 2g each",
                        "(g) at its end: 700 MB live on the heap; on the broker 300.0 MB of input, 40.0 of changelogs"
                                + " (1,234,567 records), 3.0 of repartition, 20.0 of counts, 1.0 of activity, 0.5 of alerts",
                        "(g) its busiest instance took 65 % of the processor time");
    }

    @Test
    void medians_are_taken_figure_by_figure() {
        List<Result> runs = List.of(
                new Result(Contender.WHOLE, new Usage(10, 10, 300, 7, 0, 0), 4, TABLES, null),
                new Result(Contender.WHOLE, new Usage(30, 30, 100, 9, 0, 0), 2, TABLES, null),
                new Result(Contender.WHOLE, new Usage(20, 20, 200, 8, 0, 0), 3, TABLES, null));

        assertThat(Result.median(runs))
                .isEqualTo(new Result(Contender.WHOLE, new Usage(20, 20, 200, 8, 0, 0), 3, TABLES, null));
        assertThat(Result.median(runs.subList(0, 2)).usage().cpuMillis()).isEqualTo(20);
    }
}
