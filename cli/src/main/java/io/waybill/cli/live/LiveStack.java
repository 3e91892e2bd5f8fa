package io.waybill.cli.live;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.cli.replay.Replay;
import io.waybill.cli.topics.SchemaSetup;
import io.waybill.console.Console;
import io.waybill.console.ConsoleSettings;
import io.waybill.console.desk.ConsoleActions;
import io.waybill.embedded.EmbeddedStack;
import io.waybill.registry.RegistrySettings;
import io.waybill.streams.FleetStreamsApp;
import io.waybill.streams.PipelineSettings;
import io.waybill.streams.resolve.PackedLocator;
import io.waybill.streams.topics.PipelineTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * Broker, registry, live pipeline and console over one folder. They are started in this order and stopped in the other.
 *
 * @param kafka broker and registry
 * @param pipeline the live one
 * @param console shows the live pipeline and every case
 * @param desk replays what readers of the console send
 */
public record LiveStack(EmbeddedStack kafka, FleetStreamsApp pipeline, Console console, ReplayDesk desk)
        implements AutoCloseable {

    /**
     * Starts all of it. What an earlier run left in the folder is there again, also when that run was killed.
     *
     * @param folder keeps everything
     * @param partitions of the topics where they are made now; topics that are there keep theirs
     * @param threads of the pipeline
     * @param version shown by the console
     * @throws IOException when the folder is in use, a port is taken, or the broker does not start
     */
    public static LiveStack start(Path folder, LivePorts ports, int partitions, int threads, String version)
            throws IOException {
        Files.createDirectories(folder);
        EmbeddedStack kafka = EmbeddedStack.start(folder.resolve("kafka"), ports.broker(), ports.registry());
        try {
            int present = prepare(kafka, partitions);
            PipelineSettings settings = PipelineSettings.live(
                    kafka.bootstrapServers(), kafka.registryUrl(), present, threads, folder.resolve("streams"));
            FleetStreamsApp pipeline = new FleetStreamsApp(settings, PackedLocator.bundled());
            return start(folder, ports, version, kafka, pipeline);
        } catch (IOException | RuntimeException e) {
            kafka.close();
            throw e;
        }
    }

    private static LiveStack start(
            Path folder, LivePorts ports, String version, EmbeddedStack kafka, FleetStreamsApp pipeline) {
        ConsoleSettings settings = ConsoleSettings.local(
                        kafka.bootstrapServers(), kafka.registryUrl(), folder.resolve("console.duckdb"))
                .withPort(ports.console())
                .withVersion(version);
        Replay.Place place = new Replay.Place(kafka.bootstrapServers(), kafka.registryUrl(), folder, version);
        ReplayDesk desk = ReplayDesk.at(place, PackedLocator.bundled());
        LiveRules rules = new LiveRules(kafka.bootstrapServers(), RegistrySettings.at(kafka.registryUrl()), Map.of());
        Console console = new Console(settings, new ConsoleActions(desk, rules));
        try {
            pipeline.start();
            console.start();
            return new LiveStack(kafka, pipeline, console, desk);
        } catch (RuntimeException e) {
            desk.close();
            pipeline.close();
            throw e;
        }
    }

    /** Makes topics and schemas where they are missing; returns how many partitions the topics have. */
    private static int prepare(EmbeddedStack kafka, int wanted) throws IOException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
                SchemaRegistryClient registry =
                        RegistrySettings.at(kafka.registryUrl()).connect()) {
            PipelineTopics topics = new PipelineTopics(admin);
            int partitions = topics.partitions("").orElse(wanted);
            topics.create("", partitions, false);
            SchemaSetup.register(registry, "");
            return partitions;
        }
    }

    @Override
    public void close() {
        console.close();
        desk.close();
        pipeline.close();
        kafka.close();
    }
}
