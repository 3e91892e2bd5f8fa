package io.waybill.captures.zeek;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.waybill.captures.BadRecordException;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Brings JSON rows into the form of tab-separated ones: values side by side in a buffer, lists joined by commas. */
final class JsonRows {
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private byte[] values = new byte[4096];
    private int filled;

    /** Fills the row from a line. */
    void parse(byte[] buffer, int start, int length, ZeekRow row) throws BadRecordException {
        filled = 0;
        int[] starts = new int[ZeekField.COUNT];
        int[] ends = new int[ZeekField.COUNT];
        Arrays.fill(starts, -1);
        try (JsonParser parser = JSON.createParser(buffer, start, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new BadRecordException("not a JSON object");
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                ZeekField field = ZeekField.named(name);
                JsonToken value = parser.nextToken();
                if (field == null) {
                    parser.skipChildren();
                } else {
                    int valueStart = filled;
                    if (take(parser, value)) {
                        starts[field.ordinal()] = valueStart;
                        ends[field.ordinal()] = filled;
                    }
                }
            }
            if (parser.currentToken() != JsonToken.END_OBJECT) {
                throw new BadRecordException("the JSON object does not end");
            }
        } catch (JsonProcessingException e) {
            throw new BadRecordException("not JSON: " + e.getOriginalMessage());
        } catch (CharConversionException e) {
            throw new BadRecordException("not text: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
        row.reset(values);
        for (ZeekField field : ZeekField.values()) {
            if (starts[field.ordinal()] >= 0) {
                row.set(field, starts[field.ordinal()], ends[field.ordinal()]);
            }
        }
    }

    private boolean take(JsonParser parser, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return false;
        }
        if (token == JsonToken.START_OBJECT) {
            parser.skipChildren();
            return false;
        }
        if (token != JsonToken.START_ARRAY) {
            append(parser.getText());
            return true;
        }
        int before = filled;
        boolean first = true;
        for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
            if (!first) {
                append(",");
            }
            first = false;
            if (next.isScalarValue()) {
                append(parser.getText().replace(",", "\\x2c"));
            } else {
                parser.skipChildren();
            }
        }
        return filled > before;
    }

    private void append(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (filled + bytes.length > values.length) {
            values = Arrays.copyOf(values, Math.max(values.length * 2, filled + bytes.length));
        }
        System.arraycopy(bytes, 0, values, filled, bytes.length);
        filled += bytes.length;
    }
}
