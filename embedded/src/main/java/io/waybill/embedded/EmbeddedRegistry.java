package io.waybill.embedded;

import io.waybill.embedded.registry.RegistryServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

/**
 * A schema registry in this process, on the loopback address where nothing else is said. Confluent's clients and the usual
 * Kafka UIs accept it for Avro; docs/embedded.md says what it leaves out. Its state is on the broker it is given, in
 * {@code _schemas}.
 */
public final class EmbeddedRegistry implements AutoCloseable {

    private final RegistryServer server;
    private final String bindAddress;

    private EmbeddedRegistry(RegistryServer server, String bindAddress) {
        this.server = server;
        this.bindAddress = bindAddress;
    }

    /**
     * Starts a registry that knows what was registered on this broker before.
     *
     * @param port of the loopback address, or {@link EmbeddedBroker#FREE_PORT}
     * @throws IOException when the port is taken or the broker does not answer
     */
    public static EmbeddedRegistry start(String bootstrapServers, int port) throws IOException {
        int free = Ports.free(port);
        return start(Map.of("bootstrap.servers", bootstrapServers), Ports.LOOPBACK, free);
    }

    /**
     * The same on another address, for a container. It asks nobody for a password.
     *
     * @param kafka settings of the client with which it keeps its state on a broker
     * @param port of that address; 0 takes a free one
     */
    public static EmbeddedRegistry start(Map<String, Object> kafka, String bindAddress, int port) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(bindAddress), port);
        return new EmbeddedRegistry(RegistryServer.start(kafka, address), bindAddress);
    }

    /** Where clients connect, {@code http://} and the address and port it listens on. */
    public String url() {
        return "http://" + bindAddress + ":" + server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}
