package io.waybill.embedded.registry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is answered.
 *
 * @param status HTTP status
 * @param body made of maps, lists, texts, numbers and booleans
 */
record Answer(int status, Object body) {

    static Answer of(Object body) {
        return new Answer(200, body);
    }

    static Answer of(String key, Object value) {
        return of(Map.of(key, value));
    }

    static Answer error(int status, int code, String message) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error_code", code);
        body.put("message", message);
        return new Answer(status, body);
    }

    static Answer error(RegistryException e) {
        return error(e.status(), e.code(), String.valueOf(e.getMessage()));
    }

    static Answer of(StoredSchema stored) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("subject", stored.subject());
        body.put("version", stored.version());
        body.put("id", stored.id());
        body.put("schema", stored.schema());
        return of(body);
    }

    /** Subject and version of each. */
    static Answer pairs(List<StoredSchema> versions) {
        return of(versions.stream()
                .map(stored -> Map.of("subject", stored.subject(), "version", stored.version()))
                .toList());
    }
}
