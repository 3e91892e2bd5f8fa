package io.waybill.embedded.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One request.
 *
 * @param method GET, POST, PUT or DELETE
 * @param path segments, decoded; a slash at the end makes no difference
 * @param query parameters, decoded; those nobody asks for are ignored
 */
record Request(String method, List<String> path, Map<String, String> query, byte[] body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Request of(String method, URI uri, byte[] body) throws RegistryException {
        try {
            List<String> path = new ArrayList<>();
            for (String segment : uri.getRawPath().split("/")) {
                if (!segment.isEmpty()) {
                    // A plus sign is a space in queries only.
                    path.add(decode(segment.replace("+", "%2B")));
                }
            }
            Map<String, String> query = new HashMap<>();
            String raw = uri.getRawQuery() == null ? "" : uri.getRawQuery();
            for (String pair : raw.split("&")) {
                int equals = pair.indexOf('=');
                query.put(
                        decode(equals < 0 ? pair : pair.substring(0, equals)),
                        equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
            return new Request(method, List.copyOf(path), Map.copyOf(query), body);
        } catch (IllegalArgumentException e) {
            throw RegistryException.badRequest("broken escape in the address: " + e.getMessage());
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Whether the path consists of these segments, where {@code *} stands for any one. */
    boolean matches(String... pattern) {
        if (pattern.length != path.size()) {
            return false;
        }
        for (int i = 0; i < pattern.length; i++) {
            if (!pattern[i].equals("*") && !pattern[i].equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether this parameter is given as true. */
    boolean flag(String name) {
        return Boolean.parseBoolean(query.get(name));
    }

    /** The body as a JSON object. */
    JsonNode json() throws RegistryException {
        try {
            JsonNode node = JSON.readTree(body);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (IOException e) {
            throw RegistryException.badRequest("the body is not JSON");
        }
        throw RegistryException.badRequest("the body is not a JSON object");
    }
}
