package io.waybill.cli.shell;

import java.util.Map;

/**
 * Where broker and registry are.
 *
 * @param bootstrapServers Kafka, {@code host:port} with commas between several
 * @param registryUrl the schema registry
 */
public record Addresses(String bootstrapServers, String registryUrl) {

    /** Port of the embedded broker. */
    public static final int BROKER_PORT = 9092;
    /** Port of the embedded registry. */
    public static final int REGISTRY_PORT = 8081;
    /** Port of the console. */
    public static final int CONSOLE_PORT = 8080;

    /** Settings every Kafka client needs. */
    public Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", bootstrapServers);
    }
}
