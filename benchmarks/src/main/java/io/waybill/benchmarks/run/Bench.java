package io.waybill.benchmarks.run;

import io.waybill.benchmarks.contend.Contender;
import io.waybill.benchmarks.fleet.SyntheticFleet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Carries a comparison out. Everything it makes is in one folder, which the caller removes. Used once, by one thread. */
public final class Bench {

    private final BenchPlan plan;
    private final Path folder;
    private final Consumer<String> progress;

    /**
     * What came of it.
     *
     * @param lines for the user
     * @param agreed whether all who must agree published the same tables
     */
    public record Outcome(List<String> lines, boolean agreed) {}

    /**
     * A comparison that has not begun.
     *
     * @param folder an empty one
     * @param progress told what happens now
     */
    public Bench(BenchPlan plan, Path folder, Consumer<String> progress) {
        this.plan = plan;
        this.folder = folder;
        this.progress = progress;
    }

    /** Runs it; the contenders one after the other, all of them once before any of them again. */
    public Outcome run() throws IOException, InterruptedException {
        try (Ring ring = new Ring(plan, folder)) {
            ring.topics()
                    .fill(
                            new SyntheticFleet(plan.fleet()),
                            sent -> progress.accept(String.format(Locale.ROOT, "writing the topic: %,d events", sent)));
            List<List<Result>> all = new ArrayList<>();
            plan.contenders().forEach(each -> all.add(new ArrayList<>()));
            for (int run = 1; run <= plan.runs(); run++) {
                for (int i = 0; i < all.size(); i++) {
                    Contender contender = plan.contenders().get(i);
                    progress.accept("run " + run + " of " + plan.runs() + ": " + contender.title());
                    all.get(i).add(run(ring, contender, "waybill-bench-" + contender.letter() + run));
                }
            }
            List<Result> everyRun = all.stream().flatMap(List::stream).toList();
            List<Result> medians = all.stream().map(Result::median).toList();
            boolean agreed = !BenchReport.differ(everyRun);
            return new Outcome(BenchReport.lines(plan, Machine.describe(), agreed ? medians : everyRun), agreed);
        }
    }

    private Result run(Ring ring, Contender contender, String applicationId) throws IOException, InterruptedException {
        long brokerBefore = ring.broker().cpuMillis();
        Usage usage = ring.run(contender, applicationId, progress);
        long brokerCpu = ring.broker().cpuMillis() - brokerBefore;
        TableDigest tables = contender.isExact()
                ? TableDigest.read(
                        ring.broker().bootstrapServers(), ring.broker().registryUrl())
                : null;
        Stored stored = contender.isPipeline() ? ring.topics().stored(applicationId) : null;
        ring.topics().clearOutput(applicationId);
        return new Result(contender, usage, brokerCpu, tables, stored);
    }
}
