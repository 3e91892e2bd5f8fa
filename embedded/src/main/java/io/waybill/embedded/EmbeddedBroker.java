package io.waybill.embedded;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A Kafka broker in this process: one node, loopback only, its data in one folder. What is behind it is the one place where
 * Waybill touches the internals of Kafka's broker.
 */
public interface EmbeddedBroker extends AutoCloseable {

    /** Lets the broker choose a port that is free. */
    int FREE_PORT = 0;

    /**
     * Starts a broker and returns when it takes requests. The folder is formatted the first time; later starts find their
     * topics, records and offsets again, also after the process was killed.
     *
     * @param folder made if missing; one broker at a time
     * @param port of the loopback address, or {@link #FREE_PORT}
     * @throws IOException when the folder cannot be used or is in use, the port is taken, or the broker does not come up; the
     *     message says which
     */
    static EmbeddedBroker start(Path folder, int port) throws IOException {
        return KraftBroker.start(folder, port, null, null);
    }

    /** The same, taking clients over TLS only, with what {@link BrokerSecurity} asks of them. */
    static EmbeddedBroker start(Path folder, int port, BrokerSecurity security) throws IOException {
        return KraftBroker.start(folder, port, security, null);
    }

    /**
     * A second way in, for clients that come through a proxy.
     *
     * @param port of the loopback address where the broker listens
     * @param advertisedPort of the loopback address where the broker tells these clients to go
     */
    record SecondListener(int port, int advertisedPort) {}

    /**
     * Starts a broker that listens in two places. Clients that come in by the second are sent to the advertised port from then
     * on, so everything they do passes the proxy there.
     *
     * @throws IOException as {@link #start(Path, int)}
     */
    static EmbeddedBroker start(Path folder, int port, SecondListener second) throws IOException {
        return KraftBroker.start(folder, port, null, second);
    }

    /** Where clients connect, {@code 127.0.0.1:port}. */
    String bootstrapServers();

    /** Stops the broker and waits until everything is on disk. Calling it again changes nothing. */
    @Override
    void close();
}
