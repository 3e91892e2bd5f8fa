package io.waybill.console;

import java.nio.file.Path;
import java.util.Map;

/**
 * How a console is run.
 *
 * @param livePrefix what stands in front of the names of the live state's topics
 * @param bootstrapServers of the broker
 * @param kafka further client settings, passed through: TLS, SASL
 * @param registryUrl of the schema registry
 * @param registry further settings of the registry client, passed through
 * @param store file of the DuckDB store; made if missing
 * @param access where it listens and who may ask
 * @param version of Waybill, shown on the pages
 */
public record ConsoleSettings(
        String livePrefix,
        String bootstrapServers,
        Map<String, String> kafka,
        String registryUrl,
        Map<String, String> registry,
        Path store,
        Access access,
        String version) {

    /** Copies the maps. */
    public ConsoleSettings {
        kafka = Map.copyOf(kafka);
        registry = Map.copyOf(registry);
    }

    /** On this machine alone, at the usual port. */
    public static ConsoleSettings local(String bootstrapServers, String registryUrl, Path store) {
        return new ConsoleSettings(
                "", bootstrapServers, Map.of(), registryUrl, Map.of(), store, Access.LOCAL, "development");
    }

    /** The same at another port. */
    public ConsoleSettings withPort(int port) {
        return withAccess(access.withPort(port));
    }

    /** The same with another way in. */
    public ConsoleSettings withAccess(Access other) {
        return new ConsoleSettings(livePrefix, bootstrapServers, kafka, registryUrl, registry, store, other, version);
    }

    /** The same under another version. */
    public ConsoleSettings withVersion(String other) {
        return new ConsoleSettings(livePrefix, bootstrapServers, kafka, registryUrl, registry, store, access, other);
    }

    /** The same with client settings, e.g. TLS and SASL. */
    public ConsoleSettings withClients(Map<String, String> kafkaSettings, Map<String, String> registrySettings) {
        return new ConsoleSettings(
                livePrefix, bootstrapServers, kafkaSettings, registryUrl, registrySettings, store, access, version);
    }
}
