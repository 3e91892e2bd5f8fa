package io.waybill.benchmarks.run;

import io.waybill.benchmarks.contend.Arena;
import io.waybill.benchmarks.fleet.SyntheticFleet;
import io.waybill.registry.RegistrySettings;
import io.waybill.schemas.Topic;
import io.waybill.streams.feed.FleetFeed;
import io.waybill.streams.topics.PipelineTopics;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;

/** The topics of a comparison: input that all contenders read, output that each finds empty. */
final class BenchTopics {

    private static final int PROGRESS_EVERY = 100_000;

    private final BrokerProcess broker;
    private final int partitions;

    BenchTopics(BrokerProcess broker, int partitions) {
        this.broker = broker;
        this.partitions = partitions;
    }

    /** Makes the topics and writes the fleet's input, with the marks at its end. */
    void fill(SyntheticFleet fleet, LongConsumer onProgress) {
        create();
        try (FleetFeed feed = feed()) {
            fleet.profiles().forEach(feed::send);
            fleet.lifecycle().forEach(feed::send);
            long[] sent = new long[1];
            fleet.forEach(event -> {
                feed.send(event);
                if (++sent[0] % PROGRESS_EVERY == 0) {
                    onProgress.accept(sent[0]);
                }
            });
            feed.endOfInput(1);
        }
    }

    void create() {
        try (Admin admin = admin()) {
            new PipelineTopics(admin).create(Arena.PREFIX, partitions, true);
        }
    }

    /** Writes to the input topics; the caller closes it. */
    FleetFeed feed() {
        return new FleetFeed(
                broker.bootstrapServers(),
                RegistrySettings.at(broker.registryUrl()),
                Arena.PREFIX,
                Clock.systemUTC(),
                Map.of());
    }

    /** What lies on the broker of the input and of this application. */
    Stored stored(String applicationId) throws InterruptedException {
        try (Admin admin = admin()) {
            return Stored.of(admin, applicationId);
        }
    }

    /** Takes away what a contender wrote, and makes its topics anew. */
    void clearOutput(String applicationId) throws InterruptedException {
        try (Admin admin = admin()) {
            PipelineTopics topics = new PipelineTopics(admin);
            List<String> written = topics.names().stream()
                    .filter(name -> name.startsWith(applicationId + "-") || isOutput(name))
                    .toList();
            await(admin.deleteTopics(written).all());
            topics.create(Arena.PREFIX, partitions, true);
        }
    }

    private static boolean isOutput(String name) {
        Set<Topic> outputs = Set.of(Topic.COUNT, Topic.ACTIVITY, Topic.ALERT, Topic.PROGRESS);
        return outputs.stream().anyMatch(each -> Arena.name(each).equals(name));
    }

    private static void await(KafkaFuture<Void> done) throws InterruptedException {
        try {
            done.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("cannot clear the topics: " + failed.getCause(), failed);
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }
}
