package io.waybill.benchmarks.run;

import io.waybill.benchmarks.contend.Contender;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a contender took, each figure the median of its runs.
 *
 * @param contender who
 * @param usage of its own processes
 * @param brokerCpuMillis of the broker meanwhile
 * @param tables what it published, or null where it publishes none that are exact
 * @param stored what it left on the broker in its first run, or null where it is not the pipeline
 */
record Result(
        Contender contender,
        Usage usage,
        long brokerCpuMillis,
        @Nullable TableDigest tables,
        @Nullable Stored stored) {

    /** Of at least one run, all with the same tables. */
    static Result median(List<Result> runs) {
        Result first = runs.get(0);
        return new Result(
                first.contender(),
                new Usage(
                        median(runs, run -> run.usage().cpuMillis()),
                        median(runs, run -> run.usage().busiestMillis()),
                        median(runs, run -> run.usage().wallMillis()),
                        median(runs, run -> run.usage().peakBytes()),
                        median(runs, run -> run.usage().repartitionBytes()),
                        median(runs, run -> run.usage().liveBytes())),
                median(runs, Result::brokerCpuMillis),
                first.tables(),
                first.stored());
    }

    private static long median(List<Result> runs, ToLongFunction<Result> figure) {
        List<Long> sorted = runs.stream()
                .map(figure::applyAsLong)
                .sorted(Comparator.naturalOrder())
                .toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
