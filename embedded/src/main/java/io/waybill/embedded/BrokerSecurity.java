package io.waybill.embedded;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * TLS and SCRAM-SHA-256 for an embedded broker, so that clients can be tried against it as against a guarded cluster. Users are
 * written when the folder is formatted; later starts have the same ones.
 *
 * @param keystore PKCS12 with the broker's key and certificate
 * @param keystorePassword of the store, the key and the {@linkplain #truststore() truststore}
 * @param users passwords by name; one of them is {@value #ADMINISTRATOR}, who may do everything
 * @param authorizes whether everybody else may only do what an ACL allows
 * @param doors further ports, for clients without a password
 */
public record BrokerSecurity(
        Path keystore, String keystorePassword, Map<String, String> users, boolean authorizes, List<Door> doors) {

    /** The one user no ACL is needed for; the broker itself uses it too. */
    public static final String ADMINISTRATOR = "admin";

    static final String LISTENER = "SASL_SSL";

    private static final String MECHANISM = "SCRAM-SHA-256";
    private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule";
    private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule";
    private static final String CONTROLLER_USER = "controller";
    private static final int PASSWORD_BYTES = 24;

    /** Copies users and doors; the administrator has to be among the users. */
    public BrokerSecurity {
        users = Map.copyOf(users);
        doors = List.copyOf(doors);
        if (!users.containsKey(ADMINISTRATOR)) {
            throw new IllegalArgumentException("there has to be a user " + ADMINISTRATOR);
        }
    }

    /** With passwords alone. */
    public BrokerSecurity(Path keystore, String keystorePassword, Map<String, String> users, boolean authorizes) {
        this(keystore, keystorePassword, users, authorizes, List.of());
    }

    /** What a client needs to speak to the broker as one of its users. */
    public Map<String, String> client(String user, Path truststore, String truststorePassword) {
        return Map.of(
                "security.protocol",
                LISTENER,
                "sasl.mechanism",
                MECHANISM,
                "sasl.jaas.config",
                jaas(SCRAM, user, users.getOrDefault(user, "")) + ";",
                "ssl.truststore.type",
                "PKCS12",
                "ssl.truststore.location",
                truststore.toString(),
                "ssl.truststore.password",
                truststorePassword);
    }

    /** Arguments of the formatting, one for each user. */
    List<String> credentials() {
        List<String> credentials = new ArrayList<>();
        new TreeMap<>(users)
                .forEach((name, password) ->
                        credentials.add(MECHANISM + "=[name=" + name + ",password=" + password + "]"));
        return credentials;
    }

    /** Settings of the broker. The controller's port takes a password that only this process knows. */
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put(
                "listener.security.protocol.map",
                LISTENER + ":" + LISTENER + "," + BrokerSettings.CONTROLLER + ":SASL_PLAINTEXT");
        settings.put("inter.broker.listener.name", LISTENER);
        settings.put("sasl.enabled.mechanisms", MECHANISM);
        settings.put("sasl.mechanism.inter.broker.protocol", MECHANISM);
        settings.put(
                "listener.name.sasl_ssl.scram-sha-256.sasl.jaas.config",
                jaas(SCRAM, ADMINISTRATOR, users.getOrDefault(ADMINISTRATOR, "")) + ";");
        settings.put("ssl.keystore.type", "PKCS12");
        settings.put("ssl.keystore.location", keystore.toString());
        settings.put("ssl.keystore.password", keystorePassword);
        settings.put("ssl.key.password", keystorePassword);
        // The broker is its own client, and trusts its own certificate.
        settings.put("ssl.truststore.type", "PKCS12");
        settings.put("ssl.truststore.location", truststore().toString());
        settings.put("ssl.truststore.password", keystorePassword);
        String password = randomPassword();
        settings.put("sasl.mechanism.controller.protocol", "PLAIN");
        settings.put("listener.name.controller.sasl.enabled.mechanisms", "PLAIN");
        settings.put(
                "listener.name.controller.plain.sasl.jaas.config",
                jaas(PLAIN, CONTROLLER_USER, password) + " user_" + CONTROLLER_USER + "=\"" + password + "\";");
        if (authorizes) {
            settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
            settings.put("super.users", "User:" + ADMINISTRATOR + ";User:" + CONTROLLER_USER);
        }
        doors.forEach(door -> open(door, settings));
        return settings;
    }

    private static void open(Door door, Map<String, String> settings) {
        String prefix = "listener.name." + door.listener().toLowerCase(Locale.ROOT) + ".";
        door.settings().forEach((name, value) -> settings.put(prefix + name, value));
        settings.merge("listener.security.protocol.map", "," + door.listener() + ":" + door.protocol(), String::concat);
    }

    /** Where the broker finds whom to trust: {@code trust.p12} beside the keystore. */
    public Path truststore() {
        return keystore.resolveSibling("trust.p12");
    }

    private static String jaas(String module, String user, String password) {
        return module + " required username=\"" + user + "\" password=\"" + password + "\"";
    }

    private static String randomPassword() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "TLS and SCRAM for " + new TreeMap<>(users).keySet();
    }
}
