package io.waybill.embedded.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One change as it stands in {@code _schemas}, in the format of Confluent's registry. */
sealed interface LogRecord {

    /** A version of a subject as it is from now on. */
    record Version(StoredSchema stored) implements LogRecord {}

    /**
     * A compatibility level as it is from now on.
     *
     * @param subject null for the global level
     * @param level null to remove the subject's own
     */
    record Level(@Nullable String subject, @Nullable CompatibilityLevel level) implements LogRecord {}

    ObjectMapper JSON = new ObjectMapper();

    /** Key in the topic: the newest record of a key is the truth. */
    default byte[] key() {
        ObjectNode key = JSON.createObjectNode();
        if (this instanceof Version version) {
            key.put("keytype", "SCHEMA")
                    .put("subject", version.stored.subject())
                    .put("version", version.stored.version())
                    .put("magic", 1);
        } else if (this instanceof Level level) {
            key.put("keytype", "CONFIG").put("subject", level.subject).put("magic", 0);
        }
        return bytes(key);
    }

    /** Value in the topic, null to remove. */
    default byte @Nullable [] value() {
        ObjectNode value = JSON.createObjectNode();
        if (this instanceof Version version) {
            StoredSchema stored = version.stored;
            value.put("subject", stored.subject())
                    .put("version", stored.version())
                    .put("id", stored.id())
                    .put("schema", stored.schema())
                    .put("deleted", stored.deleted());
        } else if (this instanceof Level level) {
            if (level.level == null) {
                return null;
            }
            value.put("compatibilityLevel", level.level.name());
        }
        return bytes(value);
    }

    /**
     * Reads a record back.
     *
     * @return empty for kinds of records that a grown-up registry writes and this one has no use for
     * @throws IOException when it is no record of a registry
     */
    static Optional<LogRecord> read(byte[] keyBytes, byte @Nullable [] valueBytes) throws IOException {
        JsonNode key = JSON.readTree(keyBytes);
        JsonNode value = valueBytes == null ? null : JSON.readTree(valueBytes);
        String kind = key.path("keytype").asText();
        if (kind.equals("SCHEMA") && value != null) {
            return Optional.of(new Version(new StoredSchema(
                    value.required("subject").asText(),
                    value.required("version").asInt(),
                    value.required("id").asInt(),
                    value.required("schema").asText(),
                    value.path("deleted").asBoolean())));
        }
        if (kind.equals("CONFIG")) {
            JsonNode level = value == null ? null : value.get("compatibilityLevel");
            return Optional.of(new Level(
                    key.path("subject").textValue(),
                    level == null ? null : CompatibilityLevel.forName(level.asText())));
        }
        return Optional.empty();
    }

    private static byte[] bytes(ObjectNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of text and numbers is always JSON", e);
        }
    }
}
