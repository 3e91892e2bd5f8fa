package io.waybill.embedded;

import io.waybill.embedded.registry.RegistryServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A schema registry in this process, on the loopback address. Confluent's clients and the usual Kafka UIs accept it for Avro;
 * docs/embedded.md says what it leaves out. Its state is on the broker it is given, in {@code _schemas}.
 */
public final class EmbeddedRegistry implements AutoCloseable {

    private final RegistryServer server;

    private EmbeddedRegistry(RegistryServer server) {
        this.server = server;
    }

    /**
     * Starts a registry that knows what was registered on this broker before.
     *
     * @param port of the loopback address, or {@link EmbeddedBroker#FREE_PORT}
     * @throws IOException when the port is taken or the broker does not answer
     */
    public static EmbeddedRegistry start(String bootstrapServers, int port) throws IOException {
        int free = Ports.free(port);
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(Ports.LOOPBACK), free);
        return new EmbeddedRegistry(RegistryServer.start(bootstrapServers, address));
    }

    /** Where clients connect, {@code http://127.0.0.1:port}. */
    public String url() {
        return "http://" + Ports.LOOPBACK + ":" + server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}
