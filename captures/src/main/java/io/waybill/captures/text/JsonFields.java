package io.waybill.captures.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.captures.BadRecordException;
import java.io.CharConversionException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of one JSON object, with types checked; each failure names the field. Immutable. */
public final class JsonFields {
    /** Reads trees; thread-safe. */
    public static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode object;

    private JsonFields(JsonNode object) {
        this.object = object;
    }

    /** The object that this line is. */
    public static JsonFields of(LineReader line) throws IOException, BadRecordException {
        if (line.tooLong()) {
            throw new BadRecordException("the line is too long");
        }
        try {
            return of(JSON.readTree(line.buffer(), line.start(), line.length()));
        } catch (JsonProcessingException e) {
            throw new BadRecordException("not JSON: " + e.getOriginalMessage());
        } catch (CharConversionException e) {
            throw new BadRecordException("not text: " + e.getMessage());
        }
    }

    /** This object. */
    public static JsonFields of(JsonNode node) throws BadRecordException {
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
    public @Nullable String text(String field) throws BadRecordException {
        JsonNode node = present(field);
        return node == null ? null : text(field, node);
    }

    /** A string that is not empty. */
    public String required(String field) throws BadRecordException {
        String text = text(field);
        if (text == null || text.isEmpty()) {
            throw new BadRecordException(field + " is missing");
        }
        return text;
    }

    /** Milliseconds since 1970 UTC, or ISO-8601 with an offset; null where there is none. */
    public @Nullable Instant time(String field) throws BadRecordException {
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

    /** A count of 0 or more, a fraction cut off; 0 where there is none. */
    public long count(String field) throws BadRecordException {
        JsonNode node = present(field);
        if (node == null) {
            return 0;
        }
        if (!node.isNumber() || !node.canConvertToLong()) {
            throw new BadRecordException(field + ": not a number");
        }
        return Values.count(field, node.longValue());
    }

    /** A flag; false where there is none. */
    public boolean flag(String field) throws BadRecordException {
        JsonNode node = present(field);
        if (node != null && !node.isBoolean()) {
            throw new BadRecordException(field + ": neither true nor false");
        }
        return node != null && node.booleanValue();
    }

    /** An object within; null where there is none. */
    public @Nullable JsonFields object(String field) throws BadRecordException {
        JsonNode node = present(field);
        return node == null ? null : of(node);
    }

    /** Whether there is such a field, and not null. */
    public boolean has(String field) {
        return present(field) != null;
    }

    /** A string or a number as written; null where there is none. */
    public @Nullable String scalar(String field) throws BadRecordException {
        JsonNode node = present(field);
        if (node == null) {
            return null;
        }
        if (!node.isValueNode()) {
            throw new BadRecordException(field + ": neither a text nor a number");
        }
        return Values.text(field, node.asText());
    }

    /** The strings of an array; none where there is no array. */
    public List<String> texts(String field) throws BadRecordException {
        List<String> texts = new ArrayList<>();
        for (JsonNode node : elements(field)) {
            texts.add(text(field, node));
        }
        return texts;
    }

    /** The objects of an array; none where there is no array. */
    public List<JsonFields> objects(String field) throws BadRecordException {
        List<JsonFields> objects = new ArrayList<>();
        for (JsonNode node : elements(field)) {
            objects.add(of(node));
        }
        return objects;
    }

    /** The elements of an array, of whatever type; none where there is no array. */
    public Iterable<JsonNode> elements(String field) throws BadRecordException {
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
