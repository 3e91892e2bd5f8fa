package io.waybill.cli.config;

import com.google.common.base.Splitter;
import io.waybill.console.Access;
import io.waybill.console.ConsoleSettings;
import io.waybill.streams.PipelineSettings;
import io.waybill.streams.Timing;
import io.waybill.streams.aggregate.device.BookSettings;
import io.waybill.streams.resolve.IpLocator;
import io.waybill.streams.resolve.MmdbLocator;
import io.waybill.streams.resolve.PackedLocator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the configuration means for each part of the program. */
public final class Parts {

    private Parts() {}

    /** The live pipeline, with as many partitions as its topics have. */
    public static PipelineSettings pipeline(Config config, int partitions) {
        return new PipelineSettings(
                config.text(ConfigTable.BOOTSTRAP_SERVERS),
                config.registry(),
                config.text(ConfigTable.TOPICS_PREFIX),
                config.text(ConfigTable.APPLICATION_ID),
                partitions,
                config.count(ConfigTable.THREADS),
                dataFolder(config).resolve("streams"),
                new BookSettings(
                        config.number(ConfigTable.WINDOW),
                        config.number(ConfigTable.HISTORY),
                        config.count(ConfigTable.MAX_DESTINATIONS),
                        config.count(ConfigTable.MAX_CONTACTS),
                        config.count(ConfigTable.MAX_DESTINATIONS_IN_ALL),
                        config.count(ConfigTable.MAX_DEVICES),
                        config.count(ConfigTable.MAX_NAMED_DEVICES),
                        contactsHeapBytes(config)),
                Instant.ofEpochMilli(config.number(ConfigTable.EARLIEST)),
                new Timing(
                        config.number(ConfigTable.LATENESS),
                        config.number(ConfigTable.IDLE),
                        config.number(ConfigTable.COMMIT),
                        true,
                        config.number(ConfigTable.LOOK)),
                config.flag(ConfigTable.EXACTLY_ONCE),
                config.kafkaStreams());
    }

    private static long contactsHeapBytes(Config config) {
        long mb = config.number(ConfigTable.CONTACTS_HEAP);
        return mb == 0 ? BookSettings.DEFAULT_CONTACTS_HEAP_BYTES : mb << 20;
    }

    /** The console of this version, with its store in the data folder. */
    public static ConsoleSettings console(Config config, String version) {
        return new ConsoleSettings(
                config.text(ConfigTable.TOPICS_PREFIX),
                config.text(ConfigTable.BOOTSTRAP_SERVERS),
                config.kafkaClients(),
                config.text(ConfigTable.REGISTRY_URL),
                config.registry().client(),
                dataFolder(config).resolve("console.duckdb"),
                access(config),
                version);
    }

    private static Access access(Config config) {
        String header = config.text(ConfigTable.CONSOLE_IDENTITY_HEADER);
        return new Access(
                config.text(ConfigTable.CONSOLE_ADDRESS),
                config.count(ConfigTable.CONSOLE_PORT),
                config.secret(ConfigTable.CONSOLE_TOKEN),
                header.isEmpty() ? null : header,
                Set.of(config.text(ConfigTable.CONSOLE_TRUSTED_PROXIES).split(",")),
                config.flag(ConfigTable.CONSOLE_READ_ONLY));
    }

    /**
     * What says where addresses are: the files that the setting names, read now, or the data that comes with the program.
     *
     * @throws IOException when a file cannot be read or is no MaxMind DB
     */
    public static IpLocator locator(Config config) throws IOException {
        List<Path> files = Splitter.on(',')
                .trimResults()
                .omitEmptyStrings()
                .splitToStream(config.text(ConfigTable.IP_DATA))
                .map(Path::of)
                .toList();
        try {
            return files.isEmpty() ? PackedLocator.bundled() : new MmdbLocator(files);
        } catch (IOException e) {
            throw new IOException(ConfigTable.IP_DATA + " cannot be used: " + e, e);
        }
    }

    /** Where everything is that is kept on this machine. */
    public static Path dataFolder(Config config) {
        return Path.of(config.text(ConfigTable.DATA_DIR));
    }

    /** What is wrong although each setting by itself is right, one sentence each. */
    public static List<String> problems(Config config) {
        List<String> problems = new ArrayList<>();
        refused(() -> pipeline(config, config.count(ConfigTable.TOPICS_PARTITIONS)), problems);
        refused(() -> console(config, ""), problems);
        return problems;
    }

    private static void refused(Runnable make, List<String> problems) {
        @Nullable String message = null;
        try {
            make.run();
        } catch (IllegalArgumentException e) {
            message = e.getMessage();
        }
        if (message != null) {
            problems.add(message);
        }
    }
}
