package io.waybill.cli.docs;

import io.waybill.schemas.Topic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;

/** Renders the topic catalogue and the documentation of the schemas as a page. */
final class TopicReference {

    private static final String HEAD = """
            # Topics and their records

            Every topic, how it is kept, and every field of its values. This page is generated from the topic catalogue and the Avro
            schemas: a test compares it with them, and
            `mvn -pl cli -am test -Dtest=ReferencePagesTest -Dsurefire.failIfNoSpecifiedTests=false -Dwaybill.write-references`
            writes it anew.

            `./waybill topics create` makes the topics; nothing else does. A case puts `case.NAME.` in front of the names, and keeps
            everything until the case is removed. Values are Avro in Confluent's wire format (a zero byte, four bytes of schema id,
            the record), registered under `TOPIC-value`. Keys are UTF-8 text.
            """;

    private TopicReference() {}

    static String of(Topic[] topics) {
        StringBuilder page = new StringBuilder(HEAD);
        Map<String, Schema> nested = new LinkedHashMap<>();
        page.append("\n| topic | written by | kept | value |\n|---|---|---|---|\n");
        for (Topic topic : topics) {
            Schema schema = topic.schema();
            page.append("| `%s` | %s | %s | %s |%n"
                    .formatted(
                            topic.baseName(),
                            topic.isInput() ? "feeds" : "the pipeline",
                            kept(topic.configuration(false)),
                            schema == null ? "as it came" : "[" + schema.getName() + "](#" + anchor(schema) + ")"));
        }
        for (Topic topic : topics) {
            Schema schema = topic.schema();
            if (schema != null) {
                append(schema, page, nested);
            }
        }
        List<String> told = new ArrayList<>();
        while (told.size() < nested.size()) {
            for (Schema schema : List.copyOf(nested.values())) {
                if (!told.contains(schema.getFullName())) {
                    told.add(schema.getFullName());
                    append(schema, page, nested);
                }
            }
        }
        return page.toString().replace(System.lineSeparator(), "\n");
    }

    private static String kept(Map<String, String> configuration) {
        List<String> words = new ArrayList<>();
        new TreeMap<>(configuration).forEach((key, value) -> words.add("`" + key + "=" + value + "`"));
        return String.join(" ", words);
    }

    private static void append(Schema schema, StringBuilder page, Map<String, Schema> nested) {
        page.append("\n## ").append(schema.getName()).append("\n\n").append(sentence(schema.getDoc()));
        if (schema.getType() == Schema.Type.ENUM) {
            page.append("\n\n")
                    .append(String.join(", ", schema.getEnumSymbols()))
                    .append('\n');
            return;
        }
        page.append("\n\n| field | type | meaning |\n|---|---|---|\n");
        for (Schema.Field field : schema.getFields()) {
            page.append("| `%s` | %s | %s |%n"
                    .formatted(field.name(), type(field.schema(), nested), sentence(field.doc())));
        }
    }

    private static String type(Schema schema, Map<String, Schema> nested) {
        return switch (schema.getType()) {
            case UNION ->
                type(
                                schema.getTypes().stream()
                                        .filter(each -> each.getType() != Schema.Type.NULL)
                                        .findFirst()
                                        .orElseThrow(),
                                nested)
                        + " or null";
            case ARRAY -> "list of " + type(schema.getElementType(), nested);
            case MAP -> "map to " + type(schema.getValueType(), nested);
            case RECORD, ENUM -> {
                nested.putIfAbsent(schema.getFullName(), schema);
                yield "[" + schema.getName() + "](#" + anchor(schema) + ")";
            }
            default ->
                schema.getLogicalType() == null
                        ? schema.getType().getName()
                        : schema.getLogicalType().getName();
        };
    }

    private static String anchor(Schema schema) {
        return schema.getName().toLowerCase(java.util.Locale.ROOT);
    }

    private static String sentence(String doc) {
        return doc == null
                ? ""
                : doc.replaceAll("\\s+", " ").replace("|", "\\|").strip();
    }
}
