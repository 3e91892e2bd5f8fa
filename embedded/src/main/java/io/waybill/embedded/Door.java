package io.waybill.embedded;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A further port of a guarded broker, over TLS, where clients show something else than a password. */
public sealed interface Door {

    /** Where it listens, on the loopback address. */
    int port();

    /** Name of its listener in the broker's settings. */
    String listener();

    /** Kafka's name of how clients and broker speak there. */
    String protocol();

    /** Settings of the listener beside those of the broker's own certificate, without anything in front of their names. */
    Map<String, String> settings();

    /**
     * Clients show a certificate (mTLS); the principal is its subject, {@code User:CN=...}.
     *
     * @param port where it listens; 0 takes a free one
     * @param truststore PKCS12 with those who may sign them
     * @param truststorePassword its password
     */
    record Certificates(int port, Path truststore, String truststorePassword) implements Door {

        @Override
        public String listener() {
            return "CERTIFICATES";
        }

        @Override
        public String protocol() {
            return "SSL";
        }

        @Override
        public Map<String, String> settings() {
            return Map.of(
                    "ssl.client.auth",
                    "required",
                    "ssl.truststore.type",
                    "PKCS12",
                    "ssl.truststore.location",
                    truststore.toString(),
                    "ssl.truststore.password",
                    truststorePassword);
        }

        @Override
        public String toString() {
            return "certificates at " + port;
        }
    }

    /**
     * Clients show a signed token (OAUTHBEARER); the principal is its subject. Kafka asks only addresses that the system property
     * {@code org.apache.kafka.sasl.oauthbearer.allowed.urls} lists.
     *
     * @param port where it listens; 0 takes a free one
     * @param keys where the signer's public keys are (JWKS)
     * @param issuer who must have signed
     * @param audience whom the token must be meant for
     */
    record Tokens(int port, URI keys, String issuer, String audience) implements Door {

        private static final String MECHANISM = "oauthbearer.";
        private static final String OAUTH = "org.apache.kafka.common.security.oauthbearer.";

        @Override
        public String listener() {
            return "TOKENS";
        }

        @Override
        public String protocol() {
            return "SASL_SSL";
        }

        @Override
        public Map<String, String> settings() {
            Map<String, String> settings = new HashMap<>();
            settings.put("sasl.enabled.mechanisms", "OAUTHBEARER");
            settings.put(MECHANISM + "sasl.jaas.config", OAUTH + "OAuthBearerLoginModule required;");
            settings.put(
                    MECHANISM + "sasl.server.callback.handler.class", OAUTH + "OAuthBearerValidatorCallbackHandler");
            settings.put("sasl.oauthbearer.jwks.endpoint.url", keys.toString());
            settings.put("sasl.oauthbearer.expected.issuer", issuer);
            settings.put("sasl.oauthbearer.expected.audience", audience);
            return settings;
        }
    }
}
