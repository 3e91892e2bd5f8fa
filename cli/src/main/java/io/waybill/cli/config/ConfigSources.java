package io.waybill.cli.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what was given. A later source wins over an earlier one:
 *
 * <ol>
 *   <li>the properties file; values may refer to secrets by {@code ${env:NAME}}, {@code ${file:PATH:KEY}} and
 *       {@code ${dir:PATH:FILE}}, as Kafka's own configuration does
 *   <li>the environment: {@code WAYBILL_KAFKA_BOOTSTRAP_SERVERS} is {@code kafka.bootstrap.servers}; with {@code _FILE} behind
 *       it, the value is what that file holds
 *   <li>flags of the command
 * </ol>
 */
public final class ConfigSources {

    /** Read when it is in the working directory and no other is named. */
    public static final String USUAL_FILE = "waybill.properties";

    private static final String ENVIRONMENT = "WAYBILL_";
    private static final String FROM_FILE = "_FILE";
    /** Of the launcher and of the tests, and where the file is. */
    private static final Set<String> NO_SETTINGS =
            Set.of("WAYBILL_HEAP", "WAYBILL_JAVA_OPTIONS", "WAYBILL_DATA", "WAYBILL_CONFIG");

    private static final String OF_TESTS = "WAYBILL_TEST_";

    private final Map<String, Given> given = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    private ConfigSources() {}

    /**
     * What was given, by name.
     *
     * @param file of settings, or null for none
     * @param environment of the process
     * @param flags by name of the setting
     * @throws InvalidConfigurationException when a file or a reference in it cannot be read
     */
    public static Map<String, Given> read(
            @Nullable Path file, Map<String, String> environment, Map<String, Given> flags) {
        ConfigSources sources = new ConfigSources();
        if (file != null) {
            sources.file(file, environment);
        }
        sources.environment(environment);
        sources.given.putAll(flags);
        if (!sources.problems.isEmpty()) {
            throw new InvalidConfigurationException(sources.problems);
        }
        return sources.given;
    }

    private void file(Path file, Map<String, String> environment) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            problems.add("cannot read the configuration file " + file + ": " + reason(e));
            return;
        }
        for (String name : properties.stringPropertyNames()) {
            try {
                given.put(name, new Given(resolve(properties.getProperty(name, ""), environment), file.toString()));
            } catch (RuntimeException e) {
                // The message of the provider names file and key; the value itself is not in it.
                problems.add(name + " of " + file + " refers to what cannot be read: " + reason(e));
            }
        }
    }

    private static String resolve(String text, Map<String, String> environment) {
        if (!text.contains("${")) {
            return text;
        }
        Map<String, ConfigProvider> providers = new HashMap<>();
        providers.put("env", new EnvVarConfigProvider(environment));
        providers.put("file", new FileConfigProvider());
        providers.put("dir", new DirectoryConfigProvider());
        providers.values().forEach(provider -> provider.configure(Map.of()));
        String resolved = new ConfigTransformer(providers)
                .transform(Map.of("it", text))
                .data()
                .getOrDefault("it", text);
        for (String kind : providers.keySet()) {
            if (resolved.equals(text) && text.contains("${" + kind + ":")) {
                throw new IllegalArgumentException("there is no " + text);
            }
        }
        return resolved.strip();
    }

    private void environment(Map<String, String> environment) {
        for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
            String key = variable.getKey();
            if (!key.startsWith(ENVIRONMENT) || NO_SETTINGS.contains(key) || key.startsWith(OF_TESTS)) {
                continue;
            }
            String name = nameOf(key);
            if (key.endsWith(FROM_FILE) && !KnownKeys.isKafka(withoutKafka(name))) {
                String plain = key.substring(0, key.length() - FROM_FILE.length());
                if (environment.containsKey(plain)) {
                    problems.add(key + " and " + plain + " are both set; one of them has to go");
                }
                secret(nameOf(plain), key, Path.of(variable.getValue()));
            } else {
                given.put(name, new Given(variable.getValue(), "environment " + key));
            }
        }
    }

    private void secret(String name, String key, Path file) {
        try {
            given.put(
                    name,
                    new Given(Files.readString(file, StandardCharsets.UTF_8).strip(), "environment " + key));
        } catch (IOException e) {
            problems.add(key + " names a file that cannot be read: " + reason(e));
        }
    }

    private static String nameOf(String variable) {
        return variable.substring(ENVIRONMENT.length()).toLowerCase(Locale.ROOT).replace('_', '.');
    }

    private static String withoutKafka(String name) {
        return name.startsWith(ConfigTable.KAFKA) ? name.substring(ConfigTable.KAFKA.length()) : "";
    }

    /** The variable of the environment that a setting has. */
    static String variableOf(String name) {
        return ENVIRONMENT + name.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    private static String reason(Exception e) {
        String message = String.valueOf(e.getMessage());
        return e instanceof NoSuchFileException ? message + " does not exist" : message;
    }
}
