package io.waybill.console;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a console listens and who may ask it. On an address that is not loopback it needs a token, or a proxy in front that says
 * who is asking.
 *
 * @param bindAddress to listen on
 * @param port to listen on; 0 takes a free one
 * @param token that every reader must show; null only on loopback or behind a proxy
 * @param identityHeader set by the proxy to the name of a reader it has let in, e.g. {@code X-Forwarded-User}; null for none
 * @param trustedProxies addresses whose identity header is believed
 * @param readOnly whether nothing can be done but reading
 */
public record Access(
        String bindAddress,
        int port,
        @Nullable String token,
        @Nullable String identityHeader,
        Set<String> trustedProxies,
        boolean readOnly) {

    /** Loopback, where a console listens unless told otherwise. */
    public static final String DEFAULT_BIND_ADDRESS = "127.0.0.1";

    /** Port a console listens on unless told otherwise. */
    public static final int DEFAULT_PORT = 8080;

    /** Shortest token that is taken. */
    public static final int LEAST_TOKEN_CHARS = 16;

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1");

    /** This machine alone, at the usual port, reading and acting. */
    public static final Access LOCAL = new Access(DEFAULT_BIND_ADDRESS, DEFAULT_PORT, null, null, LOOPBACK, false);

    /** Refuses what would let strangers in. */
    public Access {
        trustedProxies = Set.copyOf(trustedProxies);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
        }
        if (token != null && token.length() < LEAST_TOKEN_CHARS) {
            throw new IllegalArgumentException("a token needs at least " + LEAST_TOKEN_CHARS + " characters");
        }
        if (identityHeader != null && !identityHeader.matches("[A-Za-z0-9-]{1,64}")) {
            throw new IllegalArgumentException("no name of a header: " + identityHeader);
        }
        if (token == null && identityHeader == null && !isLoopback(bindAddress)) {
            throw new IllegalArgumentException("listening on " + bindAddress
                    + " lets others in: set a token or a proxy's identity header, or listen on "
                    + DEFAULT_BIND_ADDRESS);
        }
    }

    /** The same at another port. */
    public Access withPort(int other) {
        return new Access(bindAddress, other, token, identityHeader, trustedProxies, readOnly);
    }

    /** The same at another address. */
    public Access withBindAddress(String other, @Nullable String otherToken) {
        return new Access(other, port, otherToken, identityHeader, trustedProxies, readOnly);
    }

    /** The same behind a proxy on this machine that names the reader in a header. */
    public Access withIdentityHeader(String header) {
        return new Access(bindAddress, port, token, header, trustedProxies, readOnly);
    }

    /** The same believing the identity header of these addresses. */
    public Access withTrustedProxies(Set<String> others) {
        return new Access(bindAddress, port, token, identityHeader, others, readOnly);
    }

    /** The same for reading alone. */
    public Access asReadOnly() {
        return new Access(bindAddress, port, token, identityHeader, trustedProxies, true);
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no address to listen on: " + address, e);
        }
    }
}
