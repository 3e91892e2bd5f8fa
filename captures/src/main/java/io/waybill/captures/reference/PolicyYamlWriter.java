package io.waybill.captures.reference;

import io.waybill.schemas.PolicyRule;
import java.io.IOException;
import java.io.Writer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Writes rules as YAML. */
final class PolicyYamlWriter {

    private PolicyYamlWriter() {}

    static void write(List<PolicyRule> rules, Writer out) throws IOException {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(110);
        new Yaml(options)
                .dump(
                        Map.of(
                                "rules",
                                rules.stream().map(PolicyYamlWriter::fields).toList()),
                        out);
        out.flush();
    }

    private static Map<String, Object> fields(PolicyRule rule) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", rule.getRuleId());
        fields.put("kind", rule.getKind().name().toLowerCase(Locale.ROOT));
        put(fields, "title", rule.getTitle());
        put(fields, "sites", rule.getSites());
        put(fields, "networks", rule.getNetworks());
        put(fields, "allowed_countries", rule.getAllowedCountries());
        put(fields, "forbidden_countries", rule.getForbiddenCountries());
        put(fields, "allowed_sites", rule.getAllowedSites());
        put(fields, "forbidden_asns", rule.getForbiddenAsns());
        put(fields, "groups", rule.getGroups());
        put(fields, "models", rule.getModels());
        put(fields, "subjects", rule.getSubjects());
        put(fields, "detectors", rule.getDetectors());
        put(fields, "setting", rule.getSetting());
        put(fields, "parameters", rule.getParameters());
        put(
                fields,
                "valid_from",
                rule.getValidFrom() == null ? null : rule.getValidFrom().toString());
        put(
                fields,
                "valid_to",
                rule.getValidTo() == null ? null : rule.getValidTo().toString());
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
        boolean empty = value == null
                || value instanceof String text && text.isEmpty()
                || value instanceof Collection<?> list && list.isEmpty()
                || value instanceof Map<?, ?> map && map.isEmpty();
        if (!empty) {
            fields.put(name, value);
        }
    }
}
