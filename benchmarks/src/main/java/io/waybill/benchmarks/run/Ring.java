package io.waybill.benchmarks.run;

import io.waybill.benchmarks.contend.Arena;
import io.waybill.benchmarks.contend.Contender;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Broker and topics of one measurement, and how processes are sent to them. Everything is in one folder. */
final class Ring implements AutoCloseable {

    /** What Flink's own scripts open as well. */
    private static final List<String> PEER_OPTIONS = List.of(
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.time=ALL-UNNAMED");

    private final BenchPlan plan;
    private final Path folder;
    private final BrokerProcess broker;
    private final BenchTopics topics;

    /** Starts the broker; the topics are not there yet. */
    Ring(BenchPlan plan, Path folder) throws IOException {
        this.plan = plan;
        this.folder = folder;
        this.broker = BrokerProcess.start(folder.resolve("broker"));
        this.topics = new BenchTopics(broker, plan.partitions());
    }

    BrokerProcess broker() {
        return broker;
    }

    BenchTopics topics() {
        return topics;
    }

    /** A process of this class with the arena of this application, which it has for itself, among its arguments. */
    JavaProcess start(Class<?> main, String applicationId, List<String> before) throws IOException {
        return start(main, List.of(), applicationId, before);
    }

    /** The same for a pipeline as it runs live, where pauses count: with the collector of {@code waybill up}, not a replay's. */
    JavaProcess startLive(Class<?> main, String applicationId, List<String> before) throws IOException {
        return start(main, List.of("-XX:+UseG1GC"), applicationId, before);
    }

    private JavaProcess start(Class<?> main, List<String> options, String applicationId, List<String> before)
            throws IOException {
        return JavaProcess.start(main, plan.heap(), options, arguments(applicationId, before, 1, 1));
    }

    private List<String> arguments(String applicationId, List<String> before, int number, int instances) {
        Arena arena = new Arena(
                broker.bootstrapServers(),
                broker.registryUrl(),
                applicationId,
                plan.partitions(),
                plan.threads(),
                instances,
                plan.fleet().events(),
                folder.resolve("state-" + number),
                plan.kafka());
        List<String> arguments = new ArrayList<>(before);
        arguments.addAll(arena.toArguments());
        return arguments;
    }

    /** Runs a contender to its end, the pipeline in as many instances as are planned; what it published stays. */
    Usage run(Contender contender, String applicationId, Consumer<String> progress) throws IOException {
        int instances = contender.isPipeline() ? plan.instances() : 1;
        try (Instances all = new Instances(contender, progress)) {
            for (int number = 1; number <= instances; number++) {
                List<String> arguments = arguments(applicationId, List.of(contender.name()), number, instances);
                all.add(
                        contender == Contender.FLINK
                                ? JavaProcess.start(
                                        plan.peers(), ContenderMain.class, plan.heap(), PEER_OPTIONS, arguments)
                                : JavaProcess.start(ContenderMain.class, plan.heap(), List.of(), arguments));
            }
            return all.run();
        }
    }

    @Override
    public void close() throws IOException {
        broker.close();
    }
}
