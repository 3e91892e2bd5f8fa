package io.waybill.cli.config;

import static java.util.Objects.requireNonNull;

import io.waybill.registry.RegistrySettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * Settings that were checked: each has a value of its type and within its range. Only a secret may be without a value; to ask for
 * another that has none is a mistake of the program, an {@link IllegalArgumentException}. Immutable.
 */
public final class Config {

    private final Map<String, Object> values;
    private final Map<String, Given> given;
    private final List<String> warnings;

    private Config(Map<String, Object> values, Map<String, Given> given, List<String> warnings) {
        this.values = values;
        this.given = given;
        this.warnings = List.copyOf(warnings);
    }

    /** Nothing given: the defaults. */
    public static Config defaults() {
        return of(Map.of());
    }

    /**
     * Checks what was given.
     *
     * @throws InvalidConfigurationException with all that is wrong
     */
    public static Config of(Map<String, Given> given) {
        List<String> problems = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        given.forEach((name, setting) -> checkName(name, setting, problems, warnings));
        Map<String, String> texts = new HashMap<>();
        given.forEach((name, setting) -> texts.put(name, setting.text()));
        Map<String, Object> values = new TreeMap<>();
        for (ConfigValue value : ConfigTable.DEFINITION.validate(texts)) {
            Given by = given.get(value.name());
            // A value of the wrong type is reported as missing as well; the first message says what is wrong.
            value.errorMessages().stream()
                    .findFirst()
                    .map(message -> Secrets.isSecret(value.name()) ? "it is malformed" : message)
                    .ifPresent(message -> problems.add(
                            value.name() + (by == null ? "" : ", " + by + ",") + " cannot be used: " + message));
            if (value.errorMessages().isEmpty() && value.value() != null) {
                values.put(value.name(), value.value());
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
        return new Config(values, new TreeMap<>(given), warnings);
    }

    /**
     * The same for a broker and a registry of this process: these take everybody on the loopback address, so what is set for
     * speaking to others (TLS, SASL, credentials) is left out.
     */
    public Config forEmbedded(String bootstrapServers, String registryUrl) {
        Map<String, Given> here = new TreeMap<>(given);
        here.keySet()
                .removeIf(name -> name.startsWith(ConfigTable.KAFKA + "security.")
                        || name.startsWith(ConfigTable.KAFKA + "ssl.")
                        || name.startsWith(ConfigTable.KAFKA + "sasl.")
                        || name.startsWith(ConfigTable.REGISTRY)
                                && !ConfigTable.DEFINITION.names().contains(name));
        here.put(ConfigTable.BOOTSTRAP_SERVERS, new Given(bootstrapServers, "this process"));
        here.put(ConfigTable.REGISTRY_URL, new Given(registryUrl, "this process"));
        return of(here);
    }

    private static void checkName(String name, Given setting, List<String> problems, List<String> warnings) {
        if (ConfigTable.DEFINITION.names().contains(name)) {
            return;
        }
        if (name.startsWith(ConfigTable.KAFKA)) {
            String passed = name.substring(ConfigTable.KAFKA.length());
            if (!KnownKeys.isKafka(passed)) {
                warnings.add(name + ", " + setting + ", is passed on, but Kafka's clients know no '" + passed + "'");
            }
        } else if (!name.startsWith(ConfigTable.REGISTRY)) {
            String unknown = "there is no setting '" + name + "', " + setting
                    + KnownKeys.like(name)
                            .map(known -> "; is '" + known + "' meant?")
                            .orElse("");
            // Others put variables into an environment too: Kubernetes does for each service.
            (setting.origin().startsWith("environment") ? warnings : problems).add(unknown);
        }
    }

    /** What is odd without being wrong, one sentence each. */
    public List<String> warnings() {
        return warnings;
    }

    /** A text, or a list as it was written. */
    public String text(String name) {
        Object value = value(name);
        return value instanceof List<?> list
                ? String.join(",", list.stream().map(String::valueOf).toList())
                : value.toString();
    }

    /** A whole number, with {@code ms} in its name milliseconds. */
    public long number(String name) {
        return ((Number) value(name)).longValue();
    }

    /** A whole number within the range of an int. */
    public int count(String name) {
        return Math.toIntExact(number(name));
    }

    /** Yes or no. */
    public boolean flag(String name) {
        return (Boolean) value(name);
    }

    /** What nobody may see, or null where it was not given. */
    public @Nullable String secret(String name) {
        Object value = values.get(name);
        return value == null ? null : ((Password) value).value();
    }

    private Object value(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no setting " + name);
        }
        return value;
    }

    /** Settings of every Kafka client, without the address of the cluster. */
    public Map<String, String> kafkaClients() {
        Map<String, String> settings = passedThrough(ConfigTable.KAFKA);
        settings.keySet()
                .removeIf(name -> name.startsWith("streams.")
                        || name.startsWith("consumer.")
                        || name.startsWith("producer.")
                        || name.startsWith("admin.")
                        || name.startsWith("topic.")
                        || name.contains(".consumer."));
        return settings;
    }

    /** Settings of Kafka Streams: those of all clients, those for one kind of client, and its own. */
    public Map<String, String> kafkaStreams() {
        Map<String, String> settings = passedThrough(ConfigTable.KAFKA);
        settings.keySet().removeIf(name -> name.startsWith("streams."));
        settings.putAll(passedThrough(ConfigTable.STREAMS));
        return settings;
    }

    /** Where the registry is and how to speak to it. Confluent's client wants a name of its own in front of TLS settings. */
    public RegistrySettings registry() {
        Map<String, String> client = new HashMap<>();
        passedThrough(ConfigTable.REGISTRY)
                .forEach(
                        (name, value) -> client.put(name.startsWith("ssl.") ? "schema.registry." + name : name, value));
        return new RegistrySettings(text(ConfigTable.REGISTRY_URL), flag(ConfigTable.REGISTRY_AUTO_REGISTER), client);
    }

    private Map<String, String> passedThrough(String prefix) {
        Map<String, String> settings = new TreeMap<>();
        given.forEach((name, setting) -> {
            if (name.startsWith(prefix) && !ConfigTable.DEFINITION.names().contains(name)) {
                settings.put(name.substring(prefix.length()), setting.text());
            }
        });
        return settings;
    }

    /**
     * Every setting with its value as a properties file, in groups by who gave it; secrets are {@value Secrets#HIDDEN}.
     */
    public String dump() {
        StringBuilder lines = new StringBuilder();
        TreeMap<String, List<String>> byOrigin = new TreeMap<>();
        TreeMap<String, Object> all = new TreeMap<>(values);
        given.forEach((name, setting) -> all.putIfAbsent(name, setting.text()));
        for (String name : all.keySet()) {
            Given by = given.get(name);
            Object value = values.containsKey(name) ? values.get(name) : "";
            String text = by != null
                    ? by.text()
                    : ConfigDef.convertToString(
                            value,
                            requireNonNull(ConfigTable.DEFINITION.configKeys().get(name)).type);
            byOrigin.computeIfAbsent(by == null ? "defaults" : by.origin(), any -> new ArrayList<>())
                    .add(name + "=" + Secrets.shown(name, text == null ? "" : text));
        }
        byOrigin.forEach((origin, settings) -> {
            lines.append("# ").append(origin).append('\n');
            settings.forEach(line -> lines.append(line).append('\n'));
        });
        return lines.toString();
    }
}
