package io.waybill.benchmarks.run;

import io.waybill.benchmarks.contend.Arena;
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
        try (BrokerProcess broker = BrokerProcess.start(folder.resolve("broker"))) {
            BenchTopics topics = new BenchTopics(broker, plan.partitions());
            topics.fill(
                    new SyntheticFleet(plan.fleet()),
                    sent -> progress.accept(String.format(Locale.ROOT, "writing the topic: %,d events", sent)));
            List<List<Result>> all = new ArrayList<>();
            plan.contenders().forEach(each -> all.add(new ArrayList<>()));
            for (int run = 1; run <= plan.runs(); run++) {
                for (int i = 0; i < all.size(); i++) {
                    Contender contender = plan.contenders().get(i);
                    progress.accept("run " + run + " of " + plan.runs() + ": " + contender.title());
                    all.get(i).add(run(broker, topics, contender, "waybill-bench-" + contender.letter() + run));
                }
            }
            List<Result> everyRun = all.stream().flatMap(List::stream).toList();
            List<Result> medians = all.stream().map(Result::median).toList();
            boolean agreed = !BenchReport.differ(everyRun);
            return new Outcome(BenchReport.lines(plan, Machine.describe(), agreed ? medians : everyRun), agreed);
        }
    }

    private Result run(BrokerProcess broker, BenchTopics topics, Contender contender, String applicationId)
            throws IOException, InterruptedException {
        Arena arena = new Arena(
                broker.bootstrapServers(),
                broker.registryUrl(),
                applicationId,
                plan.partitions(),
                plan.threads(),
                plan.fleet().events(),
                folder.resolve("state"),
                plan.kafka());
        List<String> arguments = new ArrayList<>();
        arguments.add(contender.name());
        arguments.addAll(arena.toArguments());
        long brokerBefore = broker.cpuMillis();
        Usage usage;
        try (JavaProcess process = JavaProcess.start(ContenderMain.class, plan.heap(), List.of(), arguments)) {
            String line = process.readLine();
            if (line == null) {
                throw new IOException("contender (" + contender.letter() + ") failed; what it said is above");
            }
            usage = Usage.parse(line);
        }
        long brokerCpu = broker.cpuMillis() - brokerBefore;
        TableDigest tables =
                contender.isExact() ? TableDigest.read(broker.bootstrapServers(), broker.registryUrl()) : null;
        topics.clearOutput(applicationId);
        return new Result(contender, usage, brokerCpu, tables);
    }
}
