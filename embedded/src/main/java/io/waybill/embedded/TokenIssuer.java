package io.waybill.embedded;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/**
 * Signs tokens (JWT, RS256, good for five minutes) for clients that show their secret (client credentials, RFC 6749 section 4.4),
 * to try out a guarded broker with, as {@link Certificates} does. Loopback only; the key is made anew each time.
 */
public final class TokenIssuer implements AutoCloseable {

    private static final int KEY_BITS = 2048;
    private static final Duration VALIDITY = Duration.ofMinutes(5);
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final HttpServer server;
    private final KeyPair pair;
    private final Map<String, String> secrets;
    private final String name;
    private final String audience;

    private TokenIssuer(HttpServer server, KeyPair pair, Map<String, String> secrets, String name, String audience) {
        this.server = server;
        this.pair = pair;
        this.secrets = secrets;
        this.name = name;
        this.audience = audience;
    }

    /**
     * Listens from now on.
     *
     * @param secrets by client; a client's name is the subject of its tokens
     * @param name who it says has signed
     * @param audience whom it says the tokens are meant for
     */
    public static TokenIssuer start(Map<String, String> secrets, String name, String audience)
            throws IOException, GeneralSecurityException {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(KEY_BITS);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        TokenIssuer issuer = new TokenIssuer(server, keys.generateKeyPair(), Map.copyOf(secrets), name, audience);
        server.createContext("/token", issuer::answerToken);
        server.createContext("/keys", exchange -> respond(exchange, 200, issuer.keySet()));
        server.start();
        return issuer;
    }

    /** Where clients get tokens. */
    public URI tokens() {
        return address("/token");
    }

    /** Where brokers get the public key (JWKS, RFC 7517). */
    public URI keys() {
        return address("/keys");
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private void answerToken(HttpExchange exchange) throws IOException {
        String shown = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        String client = secrets.entrySet().stream()
                .filter(entry -> shown.equals("Basic "
                        + Base64.getEncoder()
                                .encodeToString(bytes(entry.toString().replaceFirst("=", ":")))))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
        if (client.isEmpty()) {
            respond(exchange, 401, "{\"error\":\"invalid_client\"}");
            return;
        }
        respond(exchange, 200, "{\"access_token\":\"" + sign(client) + "\",\"token_type\":\"Bearer\"}");
    }

    private String sign(String subject) throws IOException {
        long now = Instant.now().getEpochSecond();
        String claims = "{\"iss\":\"" + name + "\",\"aud\":\"" + audience + "\",\"sub\":\"" + subject + "\",\"iat\":"
                + now + ",\"exp\":" + (now + VALIDITY.toSeconds()) + "}";
        String signed = BASE64.encodeToString(bytes("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"waybill\"}")) + "."
                + BASE64.encodeToString(bytes(claims));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(pair.getPrivate());
            signature.update(bytes(signed));
            return signed + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private String keySet() {
        RSAPublicKey key = (RSAPublicKey) pair.getPublic();
        return "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"waybill\",\"use\":\"sig\",\"alg\":\"RS256\",\"n\":\""
                + number(key.getModulus()) + "\",\"e\":\"" + number(key.getPublicExponent()) + "\"}]}";
    }

    /** Without the zero byte that Java puts in front of a number whose first bit is set. */
    private static String number(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return BASE64.encodeToString(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes(body).length);
            exchange.getResponseBody().write(bytes(body));
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
