package io.waybill.cli.config;

import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Type;

/** Which settings nobody may see. What is passed through is judged by its name: rather one too many is hidden. */
final class Secrets {

    static final String HIDDEN = "[hidden]";

    private static final List<String> TELLING = List.of(
            "password",
            "secret",
            "token",
            "jaas",
            "user.info",
            "keystore.key",
            "private.key",
            "credential",
            "passphrase");
    /** Names that tell where a secret is fetched or how, not what it is. */
    private static final List<String> HARMLESS_ENDS =
            List.of(".url", ".location", ".file", ".class", ".provider", ".type");

    private Secrets() {}

    static boolean isSecret(String name) {
        ConfigKey known = ConfigTable.DEFINITION.configKeys().get(name);
        if (known != null) {
            return known.type == Type.PASSWORD;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        return HARMLESS_ENDS.stream().noneMatch(lower::endsWith)
                && TELLING.stream().anyMatch(lower::contains);
    }

    static String shown(String name, String value) {
        return isSecret(name) ? HIDDEN : value;
    }
}
