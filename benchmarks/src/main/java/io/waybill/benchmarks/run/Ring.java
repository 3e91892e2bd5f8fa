package io.waybill.benchmarks.run;

import io.waybill.benchmarks.contend.Arena;
import io.waybill.benchmarks.contend.Contender;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Broker and topics of one measurement, and how processes are sent to them. Everything is in one folder. */
final class Ring implements AutoCloseable {

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

    /** A process of this class with the arena of this application among its arguments. */
    JavaProcess start(Class<?> main, String applicationId, List<String> before) throws IOException {
        Arena arena = new Arena(
                broker.bootstrapServers(),
                broker.registryUrl(),
                applicationId,
                plan.partitions(),
                plan.threads(),
                plan.fleet().events(),
                folder.resolve("state"),
                plan.kafka());
        List<String> arguments = new ArrayList<>(before);
        arguments.addAll(arena.toArguments());
        return JavaProcess.start(main, plan.heap(), List.of(), arguments);
    }

    /** Runs a contender to its end; what it published stays. */
    Usage run(Contender contender, String applicationId) throws IOException {
        try (JavaProcess process = start(ContenderMain.class, applicationId, List.of(contender.name()))) {
            String line = process.readLine();
            if (line == null) {
                throw new IOException("contender (" + contender.letter() + ") failed; what it said is above");
            }
            return Usage.parse(line);
        }
    }

    @Override
    public void close() throws IOException {
        broker.close();
    }
}
