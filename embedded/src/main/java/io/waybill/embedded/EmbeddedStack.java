package io.waybill.embedded;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Broker and registry together.
 *
 * @param broker started first, stopped last
 * @param registry keeps its state on the broker
 */
public record EmbeddedStack(EmbeddedBroker broker, EmbeddedRegistry registry) implements AutoCloseable {

    /** On free ports, as tests want it. */
    public static EmbeddedStack start(Path folder) throws IOException {
        return start(folder, EmbeddedBroker.FREE_PORT, EmbeddedBroker.FREE_PORT);
    }

    /**
     * Starts both; they find what an earlier run left in the folder.
     *
     * @param folder everything they keep, made if missing
     * @param brokerPort of the loopback address, as {@code registryPort}; {@link EmbeddedBroker#FREE_PORT} takes a free one
     * @throws IOException when either does not start; then neither runs
     */
    public static EmbeddedStack start(Path folder, int brokerPort, int registryPort) throws IOException {
        EmbeddedBroker broker = EmbeddedBroker.start(folder, brokerPort);
        try {
            return new EmbeddedStack(broker, EmbeddedRegistry.start(broker.bootstrapServers(), registryPort));
        } catch (IOException | RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    /** Where Kafka clients connect. */
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Where registry clients connect. */
    public String registryUrl() {
        return registry.url();
    }

    @Override
    public void close() {
        registry.close();
        broker.close();
    }
}
