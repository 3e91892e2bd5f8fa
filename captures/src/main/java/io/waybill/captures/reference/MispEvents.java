package io.waybill.captures.reference;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.captures.text.Values;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * The destinations among the attributes of MISP events: types {@code domain}, {@code hostname}, {@code ip-dst},
 * {@code domain|ip}, {@code ip-dst|port}, {@code hostname|port}, {@code url}. Attributes marked as not for detection
 * ({@code to_ids: false}) are left out.
 */
final class MispEvents {

    private MispEvents() {}

    /** Whether there were MISP attributes. */
    static boolean read(JsonNode root, Destinations destinations, Consumer<String> problems) {
        boolean found = false;
        Deque<JsonNode> open = new ArrayDeque<>();
        open.add(root);
        while (!open.isEmpty()) {
            JsonNode node = open.remove();
            JsonNode attributes = node.path("Attribute");
            found |= attributes.isArray();
            for (JsonNode attribute : attributes) {
                readAttribute(attribute, destinations, problems);
            }
            for (JsonNode child : node) {
                if (child.isContainerNode() && child != attributes) {
                    open.add(child);
                }
            }
        }
        return found;
    }

    private static void readAttribute(JsonNode attribute, Destinations destinations, Consumer<String> problems) {
        if (!attribute.path("to_ids").asBoolean(true)) {
            return;
        }
        String value = attribute.path("value").asText();
        String[] parts = value.split("\\|", 2);
        boolean taken = switch (attribute.path("type").asText()) {
            case "domain", "hostname", "ip-dst" -> destinations.add(value);
            case "ip-dst|port", "hostname|port" -> destinations.add(parts[0]);
            case "domain|ip" -> destinations.add(parts[0]) & (parts.length < 2 || destinations.add(parts[1]));
            case "url" -> destinations.addUrl(value);
            default -> true;
        };
        if (!taken) {
            problems.accept("attribute '" + Values.shorten(value) + "' is no destination");
        }
    }
}
