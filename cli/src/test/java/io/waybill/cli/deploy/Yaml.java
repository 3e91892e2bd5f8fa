package io.waybill.cli.deploy;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A mapping in a YAML file, walked by names; what is missing fails with its name.
 *
 * @param entries as they were read
 */
record Yaml(Map<?, ?> entries) {

    static Yaml read(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            LoaderOptions strict = new LoaderOptions();
            strict.setAllowDuplicateKeys(false);
            return new Yaml((Map<?, ?>) new org.yaml.snakeyaml.Yaml(new SafeConstructor(strict)).load(reader));
        }
    }

    boolean has(String name) {
        return entries.containsKey(name);
    }

    Set<String> names() {
        Set<String> names = new TreeSet<>();
        entries.keySet().forEach(name -> names.add(String.valueOf(name)));
        return names;
    }

    Object value(String name) {
        Object value = entries.get(name);
        if (value == null) {
            throw new AssertionError("there is no " + name + " among " + names());
        }
        return value;
    }

    String text(String name) {
        return String.valueOf(value(name));
    }

    Yaml map(String name) {
        return new Yaml((Map<?, ?>) value(name));
    }

    List<Yaml> list(String name) {
        return ((List<?>) value(name))
                .stream().map(each -> new Yaml((Map<?, ?>) each)).toList();
    }

    List<String> texts(String name) {
        return ((List<?>) value(name)).stream().map(String::valueOf).toList();
    }
}
