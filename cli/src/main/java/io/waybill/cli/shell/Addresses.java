package io.waybill.cli.shell;

import io.waybill.cli.config.Config;
import io.waybill.cli.config.ConfigTable;
import io.waybill.registry.RegistrySettings;
import java.util.HashMap;
import java.util.Map;

/**
 * Where broker and registry are.
 *
 * @param bootstrapServers Kafka, {@code host:port} with commas between several
 * @param client further settings of Kafka clients, passed through: TLS, SASL
 * @param registry where the registry is and how to speak to it
 */
public record Addresses(String bootstrapServers, Map<String, String> client, RegistrySettings registry) {

    /** Port of the embedded broker. */
    public static final int BROKER_PORT = 9092;
    /** Port of the embedded registry. */
    public static final int REGISTRY_PORT = 8081;
    /** Port of the console. */
    public static final int CONSOLE_PORT = 8080;
    /** Port of the pipeline's health and metrics. */
    public static final int HEALTH_PORT = 8082;

    /** Copies the map. */
    public Addresses {
        client = Map.copyOf(client);
    }

    /** Without credentials, as what runs in this process. */
    public Addresses(String bootstrapServers, String registryUrl) {
        this(bootstrapServers, Map.of(), RegistrySettings.at(registryUrl));
    }

    /** As configured. */
    public static Addresses of(Config config) {
        return new Addresses(config.text(ConfigTable.BOOTSTRAP_SERVERS), config.kafkaClients(), config.registry());
    }

    /** Address of the schema registry. */
    public String registryUrl() {
        return registry.url();
    }

    /** Settings every Kafka client needs. */
    public Map<String, Object> kafka() {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("bootstrap.servers", bootstrapServers);
        return settings;
    }
}
