package io.waybill.console.web;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The OpenAPI file as a judge of real answers. */
final class Contract {

    private final Map<String, Object> file;

    Contract(String yaml) {
        this.file = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    }

    Map<String, Object> paths() {
        return at(file, "paths");
    }

    /** Whether a path can be read, and is not for acting alone. */
    boolean isRead(String path) {
        return at(paths(), path).containsKey("get");
    }

    /** What is wrong with this JSON as an answer of that schema; nothing when it is as promised. */
    List<String> faults(String schema, String json) {
        String document = Json.text(Map.of(
                "$schema",
                "https://json-schema.org/draft/2020-12/schema",
                "$ref",
                "#/components/schemas/" + schema,
                "components",
                at(file, "components")));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(document, InputFormat.JSON)
                .validate(json, InputFormat.JSON)
                .stream()
                .map(Object::toString)
                .toList();
    }

    /** Names of the query parameters a path promises. */
    List<String> parameters(String path) {
        return list(at(at(paths(), path), "get"), "parameters").stream()
                .map(reference -> String.valueOf(reference.get("$ref")).replace("#/components/parameters/", ""))
                .toList();
    }

    /** Values that a query parameter can have as promised; none where it can have any. */
    List<String> choices(String parameter) {
        Object values = at(at(at(at(file, "components"), "parameters"), parameter), "schema")
                .getOrDefault("enum", List.of());
        return ((List<?>) values).stream().map(String::valueOf).toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> at(Map<String, Object> map, String key) {
        Object value = map.get(key);
        if (value == null) {
            throw new AssertionError("openapi.yaml has no " + key);
        }
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Map<String, Object> map, String key) {
        return (List<Map<String, Object>>) map.getOrDefault(key, List.of());
    }
}
