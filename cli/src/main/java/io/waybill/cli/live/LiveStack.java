package io.waybill.cli.live;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.cli.config.Config;
import io.waybill.cli.config.ConfigTable;
import io.waybill.cli.config.Given;
import io.waybill.cli.config.Parts;
import io.waybill.cli.replay.Replay;
import io.waybill.cli.shell.Addresses;
import io.waybill.cli.topics.SchemaSetup;
import io.waybill.console.Console;
import io.waybill.console.desk.ConsoleActions;
import io.waybill.embedded.EmbeddedStack;
import io.waybill.streams.FleetStreamsApp;
import io.waybill.streams.topics.PipelineTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;

/**
 * Broker, registry, live pipeline and console over one folder. They are started in this order and stopped in the other.
 *
 * @param kafka broker and registry
 * @param host the live pipeline with its health and metrics
 * @param console shows the live pipeline and every case
 * @param desk replays what readers of the console send
 */
public record LiveStack(EmbeddedStack kafka, PipelineHost host, Console console, ReplayDesk desk)
        implements AutoCloseable {

    /**
     * Starts all of it. What an earlier run left in the folder is there again, also when that run was killed.
     *
     * @param config of all parts; broker and registry are those of this process whatever it says
     * @param version shown by the console
     * @throws IOException when the folder is in use, a port is taken, or the broker does not start
     */
    public static LiveStack start(Config config, String version) throws IOException {
        Path folder = Parts.dataFolder(config);
        Files.createDirectories(folder);
        EmbeddedStack kafka = EmbeddedStack.start(
                folder.resolve("kafka"),
                config.count(ConfigTable.BROKER_PORT),
                config.count(ConfigTable.REGISTRY_PORT));
        try {
            Config here = config.forEmbedded(kafka.bootstrapServers(), kafka.registryUrl());
            prepare(here);
            return start(here, version, kafka);
        } catch (IOException | RuntimeException e) {
            kafka.close();
            throw e;
        }
    }

    /**
     * The same with the defaults beside these.
     *
     * @param folder keeps everything
     * @param partitions of the topics where they are made now; topics that are there keep theirs
     * @param threads of the pipeline
     */
    public static LiveStack start(Path folder, LivePorts ports, int partitions, int threads, String version)
            throws IOException {
        Map<String, String> settings = new TreeMap<>(ports.settings());
        settings.put(ConfigTable.DATA_DIR, folder.toString());
        settings.put(ConfigTable.TOPICS_PARTITIONS, Integer.toString(partitions));
        settings.put(ConfigTable.THREADS, Integer.toString(threads));
        Map<String, Given> given = new TreeMap<>();
        settings.forEach((name, value) -> given.put(name, new Given(value, "this process")));
        return start(Config.of(given), version);
    }

    private static LiveStack start(Config config, String version, EmbeddedStack kafka) throws IOException {
        Replay.Place place =
                new Replay.Place(kafka.bootstrapServers(), kafka.registryUrl(), Parts.dataFolder(config), version);
        Addresses addresses = Addresses.of(config);
        LiveRules rules = new LiveRules(
                config.text(ConfigTable.TOPICS_PREFIX),
                addresses.bootstrapServers(),
                addresses.registry(),
                addresses.client());
        ReplayDesk desk = ReplayDesk.at(place, Parts.locator(config));
        Console console = new Console(Parts.console(config, version), new ConsoleActions(desk, rules));
        PipelineHost host = null;
        try {
            host = PipelineHost.open(config, version);
            host.step();
            console.start();
            return new LiveStack(kafka, host, console, desk);
        } catch (IOException | RuntimeException e) {
            desk.close();
            if (host != null) {
                host.close();
            }
            throw e;
        }
    }

    /** Makes topics and schemas where they are missing. */
    private static void prepare(Config config) throws IOException {
        Addresses addresses = Addresses.of(config);
        String prefix = config.text(ConfigTable.TOPICS_PREFIX);
        try (Admin admin = Admin.create(addresses.kafka());
                SchemaRegistryClient registry = addresses.registry().connect()) {
            PipelineTopics topics = new PipelineTopics(admin);
            int partitions = topics.partitions(prefix).orElse(config.count(ConfigTable.TOPICS_PARTITIONS));
            topics.create(prefix, partitions, false);
            SchemaSetup.register(registry, prefix);
        }
    }

    /** The live pipeline. */
    public FleetStreamsApp pipeline() {
        return host.pipeline();
    }

    @Override
    public void close() {
        console.close();
        desk.close();
        host.close();
        kafka.close();
    }
}
