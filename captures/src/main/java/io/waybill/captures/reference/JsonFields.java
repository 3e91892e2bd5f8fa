package io.waybill.captures.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.captures.BadRecordException;
import io.waybill.captures.text.LineReader;
import io.waybill.captures.text.Values;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of one JSON object, with types checked; each failure names the field. */
final class JsonFields {
    static final ObjectMapper JSON = new ObjectMapper();
    private final JsonNode object;

    private JsonFields(JsonNode object) {
        this.object = object;
    }

    /** The object that this line is. */
    static JsonFields of(LineReader line) throws IOException, BadRecordException {
        if (line.tooLong()) {
            throw new BadRecordException("the line is too long");
        }
        try {
            return of(JSON.readTree(line.buffer(), line.start(), line.length()));
        } catch (JsonProcessingException e) {
            throw new BadRecordException("not JSON: " + e.getOriginalMessage());
        }
    }

    static JsonFields of(JsonNode node) throws BadRecordException {
        if (!node.isObject()) {
            throw new BadRecordException("not a JSON object");
        }
        return new JsonFields(node);
    }

    private @Nullable JsonNode present(String field) {
        JsonNode node = object.get(field);
        return node == null || node.isNull() ? null : node;
    }

    /** A string; null where there is none. */
    @Nullable String text(String field) throws BadRecordException {
        JsonNode node = present(field);
        return node == null ? null : text(field, node);
    }

    /** A string that is not empty. */
    String required(String field) throws BadRecordException {
        String text = text(field);
        if (text == null || text.isEmpty()) {
            throw new BadRecordException(field + " is missing");
        }
        return text;
    }

    /** Milliseconds since 1970 UTC, or ISO-8601 with an offset; null where there is none. */
    @Nullable Instant time(String field) throws BadRecordException {
        JsonNode node = present(field);
        if (node == null) {
            return null;
        }
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return Values.time(field, node.longValue());
        }
        String text = text(field, node);
        try {
            return Values.time(field, OffsetDateTime.parse(text).toInstant().toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            throw new BadRecordException(field + ": '" + Values.shorten(text)
                    + "' is neither milliseconds since 1970 nor ISO-8601 with an offset");
        }
    }

    /** The strings of an array; none where there is no array. */
    List<String> texts(String field) throws BadRecordException {
        List<String> texts = new ArrayList<>();
        for (JsonNode node : elements(field)) {
            texts.add(text(field, node));
        }
        return texts;
    }

    /** The objects of an array; none where there is no array. */
    List<JsonFields> objects(String field) throws BadRecordException {
        List<JsonFields> objects = new ArrayList<>();
        for (JsonNode node : elements(field)) {
            objects.add(of(node));
        }
        return objects;
    }

    private Iterable<JsonNode> elements(String field) throws BadRecordException {
        JsonNode node = present(field);
        if (node == null) {
            return List.of();
        }
        if (!node.isArray()) {
            throw new BadRecordException(field + ": not an array");
        }
        return node;
    }

    private static String text(String field, JsonNode node) throws BadRecordException {
        if (!node.isTextual()) {
            throw new BadRecordException(field + ": not a string");
        }
        return Values.text(field, node.textValue());
    }
}
