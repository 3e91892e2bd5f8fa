package io.waybill.benchmarks.run;

import io.waybill.benchmarks.contend.Contender;
import io.waybill.benchmarks.fleet.FleetShape;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The results as text: what was measured on what, one table, then the ratios, a line each. */
final class BenchReport {

    private static final String ROW = "%-44s %9s %10s %8s %15s %14s%n";

    private BenchReport() {}

    private record Ratio(Contender above, Contender below) {}

    private static final List<Ratio> RATIOS = List.of(
            new Ratio(Contender.WHOLE, Contender.BY_HAND),
            new Ratio(Contender.WHOLE, Contender.BY_HAND_TUNED),
            new Ratio(Contender.COUNTS_ONLY, Contender.BY_HAND),
            new Ratio(Contender.COUNTS_ONLY, Contender.DSL),
            new Ratio(Contender.DSL, Contender.COUNTS_ONLY),
            new Ratio(Contender.WHOLE, Contender.AT_LEAST_ONCE),
            new Ratio(Contender.COUNTS_ONLY, Contender.FLINK));

    static List<String> lines(BenchPlan plan, String machine, List<Result> results) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%,d events, seed %d, %d devices, %d models, %d destinations, %.1f h of event time; %s",
                plan.fleet().events(),
                plan.fleet().seed(),
                plan.fleet().devices(),
                FleetShape.MODELS,
                plan.fleet().sites(),
                plan.fleet().spanMillis() / 3_600_000.0,
                plan.runs() == 1 ? "one run" : "medians of " + plan.runs() + " runs"));
        lines.add(machine);
        lines.add("");
        lines.add(row("", "CPU s/M", "events/s", "peak MB", "repartition MB", "broker s/M"));
        results.forEach(result -> lines.add(row(plan, result)));
        lines.add("");
        if (plan.instances() > 1) {
            lines.add("the pipeline in " + plan.instances()
                    + " instances: processor time and megabytes are sums, peak MB that of the largest, heap "
                    + plan.heap()
                    + " each");
        }
        for (Result result : results) {
            Stored stored = result.stored();
            if (stored != null) {
                lines.add(kept(result, stored));
            }
            if (plan.instances() > 1 && result.contender().isPipeline()) {
                lines.add(busiest(result));
            }
        }
        lines.addAll(ratios(results));
        lines.add(tables(results));
        return lines;
    }

    private static String row(BenchPlan plan, Result result) {
        double millions = plan.fleet().events() / 1e6;
        Usage usage = result.usage();
        return row(
                "(" + result.contender().letter() + ") " + result.contender().title(),
                decimal(usage.cpuMillis() / 1e3 / millions),
                String.format(Locale.ROOT, "%,d", plan.fleet().events() * 1_000 / Math.max(1, usage.wallMillis())),
                Long.toString(usage.peakBytes() >> 20),
                decimal(usage.repartitionBytes() / (double) (1 << 20)),
                decimal(result.brokerCpuMillis() / 1e3 / millions));
    }

    private static String kept(Result result, Stored stored) {
        return String.format(
                Locale.ROOT,
                "(%s) at its end: %,d MB live on the heap; on the broker %s MB of input, %s of changelogs (%,d records),"
                        + " %s of repartition, %s of counts, %s of activity, %s of alerts",
                result.contender().letter(),
                result.usage().liveBytes() >> 20,
                megabytes(stored.inputBytes()),
                megabytes(stored.changelogBytes()),
                stored.changelogRecords(),
                megabytes(stored.repartitionBytes()),
                megabytes(stored.countBytes()),
                megabytes(stored.activityBytes()),
                megabytes(stored.alertBytes()));
    }

    private static String busiest(Result result) {
        Usage usage = result.usage();
        return String.format(
                Locale.ROOT,
                "(%s) its busiest instance took %d %% of the processor time",
                result.contender().letter(),
                usage.busiestMillis() * 100 / Math.max(1, usage.cpuMillis()));
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,.1f", bytes / (double) (1 << 20));
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, ROW, cells).stripTrailing();
    }

    private static List<String> ratios(List<Result> results) {
        Map<Contender, Result> by = new EnumMap<>(Contender.class);
        results.forEach(result -> by.put(result.contender(), result));
        List<String> lines = new ArrayList<>();
        for (Ratio ratio : RATIOS) {
            Result above = by.get(ratio.above());
            Result below = by.get(ratio.below());
            if (above != null && below != null) {
                double value = (double) above.usage().cpuMillis()
                        / Math.max(1, below.usage().cpuMillis());
                lines.add(ratio.above().letter() + "/" + ratio.below().letter() + " = " + decimal(value));
            }
        }
        Result counts = by.get(Contender.COUNTS_ONLY);
        Result flink = by.get(Contender.FLINK);
        if (counts != null && flink != null) {
            double value = (double) counts.usage().wallMillis()
                    / Math.max(1, flink.usage().wallMillis());
            lines.add("f/i by the clock = " + decimal(value));
        }
        return lines;
    }

    private static String tables(List<Result> results) {
        List<Result> exact =
                results.stream().filter(result -> result.tables() != null).toList();
        if (exact.isEmpty()) {
            return "no contender published tables";
        }
        String who = String.join(
                ", ", exact.stream().map(result -> result.contender().letter()).toList());
        TableDigest tables = exact.get(0).tables();
        return tables == null || differ(results)
                ? "TABLES DIFFER: " + exact.stream().map(BenchReport::table).toList()
                : "same tables from " + who + ": " + String.format(Locale.ROOT, "%,d", tables.rows()) + " rows, sha256 "
                        + tables.sha256().substring(0, 16);
    }

    private static String table(Result result) {
        TableDigest tables = result.tables();
        return result.contender().letter() + " "
                + (tables == null ? "none" : tables.rows() + " rows, " + tables.connections() + " connections");
    }

    /** Whether two contenders that must agree do not. */
    static boolean differ(List<Result> results) {
        return results.stream()
                        .map(Result::tables)
                        .filter(tables -> tables != null)
                        .distinct()
                        .count()
                > 1;
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
