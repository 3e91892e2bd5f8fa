package io.waybill.cli.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** The reference page of all settings, in Markdown, made from the table. */
public final class ConfigReference {

    private static final String INTRODUCTION = """
        # Configuration

        This page is made from the table in the program: `waybill config --reference`.

        A setting is taken from the first place that has it:

        1. a flag of the command, e.g. `--bootstrap-servers`, or `--set NAME=VALUE` for any setting
        2. the environment: `WAYBILL_` and the name in capitals with `_` for `.`; with `_FILE` behind it, the value is what
           that file holds
        3. a properties file: `--config FILE`, else `$WAYBILL_CONFIG`, else `./waybill.properties` where there is one
        4. the default

        `waybill config --check` says what is wrong and exits 1, `waybill config --dump` prints every value and who gave it.
        A name that does not exist is an error in a file or a flag. In the environment it is a warning, because others put
        variables there too: in Kubernetes set `enableServiceLinks: false`, or a service called `waybill-console` gives
        `WAYBILL_CONSOLE_PORT` another meaning.

        ## Secrets
        Never on the command line, where every user of the machine sees them. In a file they may be references, which are
        Kafka's own: `${env:NAME}`, `${file:/path/to.properties:key}`, `${dir:/run/secrets:name}`. In the environment,
        `WAYBILL_CONSOLE_TOKEN_FILE=/run/secrets/console-token`. No log, dump or message shows the value of a setting whose name
        says it is secret.

        ## Passed through
        | what begins with | goes to | for example |
        |---|---|---|
        | `kafka.` | every Kafka client: pipeline, feeds, console, administration | `kafka.security.protocol=SASL_SSL` |
        | `kafka.consumer.` `kafka.producer.` `kafka.admin.` | those clients within the pipeline | `kafka.producer.linger.ms=20` |
        | `kafka.streams.` | Kafka Streams alone | `kafka.streams.num.standby.replicas=1` |
        | `registry.` | the registry client, names as in Confluent's documentation; `registry.ssl.` for TLS | `registry.basic.auth.user.info=waybill:...` |

        [Security](security.md) shows TLS, SCRAM, mTLS and OAUTHBEARER with them.
        """;

    private ConfigReference() {}

    /** The whole page. */
    public static String markdown() {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        Map<String, List<ConfigKey>> groups = new LinkedHashMap<>();
        ConfigTable.DEFINITION.configKeys().values().stream()
                .sorted(Comparator.comparingInt(key -> key.orderInGroup))
                .forEach(key -> groups.computeIfAbsent(key.group, any -> new ArrayList<>())
                        .add(key));
        groups.forEach((title, keys) -> {
            page.append("\n## ").append(title).append('\n');
            keys.forEach(key -> page.append(entry(key)));
        });
        return page.toString();
    }

    private static String entry(ConfigKey key) {
        // A list that takes anything has a check whose words are empty.
        String words = key.validator == null ? "" : key.validator.toString().replace("non-empty string", "not empty");
        String range = words.isEmpty() ? "" : ", " + words;
        return "\n### `" + key.name + "`\n" + key.documentation + "\n\n- "
                + key.type.name().toLowerCase(Locale.ROOT)
                + range + "\n- default: " + otherwise(key) + "\n- environment: `" + ConfigSources.variableOf(key.name)
                + "`\n";
    }

    private static String otherwise(ConfigKey key) {
        if (key.defaultValue == null) {
            return "none";
        }
        String text = ConfigDef.convertToString(key.defaultValue, key.type);
        return text == null || text.isEmpty() ? "empty" : "`" + text + "`";
    }
}
