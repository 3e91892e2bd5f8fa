package io.waybill.console;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a console is run. Without a token it only binds to loopback addresses.
 *
 * @param bootstrapServers of the broker
 * @param kafka further client settings, passed through: TLS, SASL
 * @param registryUrl of the schema registry
 * @param registry further settings of the registry client, passed through
 * @param store file of the DuckDB store; made if missing
 * @param bindAddress to listen on
 * @param port to listen on; 0 takes a free one
 * @param token that every reader must show; null only on loopback
 * @param version of Waybill, shown on the pages
 */
public record ConsoleSettings(
        String bootstrapServers,
        Map<String, String> kafka,
        String registryUrl,
        Map<String, String> registry,
        Path store,
        String bindAddress,
        int port,
        @Nullable String token,
        String version) {

    /** Loopback, where a console listens unless told otherwise. */
    public static final String DEFAULT_BIND_ADDRESS = "127.0.0.1";

    /** Port a console listens on unless told otherwise. */
    public static final int DEFAULT_PORT = 8080;

    /** Shortest token that is taken. */
    public static final int LEAST_TOKEN_CHARS = 16;

    /** Refuses what would let strangers in. */
    public ConsoleSettings {
        kafka = Map.copyOf(kafka);
        registry = Map.copyOf(registry);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
        }
        if (token != null && token.length() < LEAST_TOKEN_CHARS) {
            throw new IllegalArgumentException("a token needs at least " + LEAST_TOKEN_CHARS + " characters");
        }
        if (token == null && !isLoopback(bindAddress)) {
            throw new IllegalArgumentException("listening on " + bindAddress
                    + " lets others in: set a token, or listen on " + DEFAULT_BIND_ADDRESS);
        }
    }

    /** On this machine alone, at the usual port. */
    public static ConsoleSettings local(String bootstrapServers, String registryUrl, Path store) {
        return new ConsoleSettings(
                bootstrapServers,
                Map.of(),
                registryUrl,
                Map.of(),
                store,
                DEFAULT_BIND_ADDRESS,
                DEFAULT_PORT,
                null,
                "development");
    }

    /** The same at another port. */
    public ConsoleSettings withPort(int other) {
        return new ConsoleSettings(
                bootstrapServers, kafka, registryUrl, registry, store, bindAddress, other, token, version);
    }

    /** The same under another version. */
    public ConsoleSettings withVersion(String other) {
        return new ConsoleSettings(
                bootstrapServers, kafka, registryUrl, registry, store, bindAddress, port, token, other);
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no address to listen on: " + address, e);
        }
    }
}
