package io.waybill.captures.reference;

import io.waybill.captures.BadRecordException;
import io.waybill.captures.text.Values;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Values of YAML nodes with their types checked. Scalars are taken as written: {@code off} and {@code NO} stay text. */
final class YamlValues {

    private YamlValues() {}

    static String text(String field, Node node) throws BadRecordException {
        if (!(node instanceof ScalarNode scalar) || scalar.getValue().isEmpty()) {
            throw new BadRecordException(field + ": expected a text");
        }
        return Values.text(field, scalar.getValue());
    }

    /** A list of texts; a single text stands for a list of one. */
    static List<String> texts(String field, Node node) throws BadRecordException {
        if (node instanceof SequenceNode sequence) {
            List<String> texts = new ArrayList<>();
            for (Node element : sequence.getValue()) {
                texts.add(text(field, element));
            }
            return texts;
        }
        return List.of(text(field, node));
    }

    static Map<String, String> map(String field, Node node) throws BadRecordException {
        if (!(node instanceof MappingNode mapping)) {
            throw new BadRecordException(field + ": expected names and values");
        }
        Map<String, String> map = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            String name = text(field, entry.getKeyNode());
            map.put(name, text(field + ": " + name, entry.getValueNode()));
        }
        return map;
    }

    /** A day (its start, UTC), ISO-8601 with an offset, or milliseconds since 1970; within the years 1970 to 9999. */
    static Instant time(String field, Node node) throws BadRecordException {
        String text = text(field, node);
        try {
            if (text.matches("-?[0-9]{5,}")) {
                return Values.time(field, Values.number(field, text));
            }
            Instant time = text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
            return Values.time(field, time.toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            throw new BadRecordException(field + ": '" + Values.shorten(text)
                    + "' is no day (2014-08-10), no ISO-8601 time with an offset and no number of milliseconds");
        }
    }
}
