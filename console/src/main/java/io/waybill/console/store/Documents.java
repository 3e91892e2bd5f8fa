package io.waybill.console.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** A whole record as JSON, as the API gives it out: field names of the schema, times as ISO 8601 in UTC, maps sorted. */
final class Documents {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Documents() {}

    static String of(IndexedRecord record) {
        try {
            return JSON.writeValueAsString(plain(record));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain maps and lists can always be written", e);
        }
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof IndexedRecord record) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            for (Schema.Field field : record.getSchema().getFields()) {
                fields.put(field.name(), plain(record.get(field.pos())));
            }
            return fields;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Documents::plain).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> sorted = new TreeMap<>();
            map.forEach((key, element) -> sorted.put(String.valueOf(key), plain(element)));
            return sorted;
        }
        if (value instanceof Instant || value instanceof Enum<?>) {
            return value.toString();
        }
        return value;
    }
}
