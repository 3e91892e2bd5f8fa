package io.waybill.embedded.registry;

import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the registry knows, in memory. Rebuilt from the log at start. Not thread-safe. */
final class SchemaTable {

    private final TreeMap<String, TreeMap<Integer, StoredSchema>> subjects = new TreeMap<>();
    private final Map<Integer, String> schemaById = new TreeMap<>();
    private final Map<String, Integer> idBySchema = new HashMap<>();
    private final Map<String, CompatibilityLevel> levels = new HashMap<>();
    private CompatibilityLevel globalLevel = CompatibilityLevel.BACKWARD;
    private int highestId;
    private int size;

    /** Adds a version or replaces it. */
    void put(StoredSchema stored) {
        StoredSchema before =
                subjects.computeIfAbsent(stored.subject(), s -> new TreeMap<>()).put(stored.version(), stored);
        if (before == null) {
            size++;
        }
        schemaById.put(stored.id(), stored.schema());
        idBySchema.putIfAbsent(stored.schema(), stored.id());
        highestId = Math.max(highestId, stored.id());
    }

    /** How many versions of all subjects are held, deleted ones included. */
    int size() {
        return size;
    }

    List<String> subjects(boolean withDeleted) {
        return subjects.keySet().stream()
                .filter(subject -> !versions(subject, withDeleted).isEmpty())
                .toList();
    }

    /** Versions of a subject, oldest first; empty where there is no such subject. */
    List<StoredSchema> versions(String subject, boolean withDeleted) {
        TreeMap<Integer, StoredSchema> versions = subjects.get(subject);
        if (versions == null) {
            return List.of();
        }
        return versions.values().stream()
                .filter(stored -> withDeleted || !stored.deleted())
                .toList();
    }

    /** Every version of every subject with this id, deleted ones left out. */
    List<StoredSchema> withId(int id) {
        List<StoredSchema> found = new ArrayList<>();
        for (String subject : subjects.keySet()) {
            versions(subject, false).stream().filter(s -> s.id() == id).forEach(found::add);
        }
        return found;
    }

    int nextVersion(String subject) {
        TreeMap<Integer, StoredSchema> versions = subjects.get(subject);
        return versions == null ? 1 : versions.lastKey() + 1;
    }

    /** The id this schema has, or the one it would get. */
    int idFor(String schema) {
        Integer known = idBySchema.get(schema);
        return known == null ? highestId + 1 : known;
    }

    Optional<String> schema(int id) {
        return Optional.ofNullable(schemaById.get(id));
    }

    CompatibilityLevel globalLevel() {
        return globalLevel;
    }

    void setGlobalLevel(CompatibilityLevel level) {
        globalLevel = level;
    }

    Optional<CompatibilityLevel> level(String subject) {
        return Optional.ofNullable(levels.get(subject));
    }

    /** Sets the subject's own level, or with null lets the global one hold again. */
    void setLevel(String subject, @Nullable CompatibilityLevel level) {
        if (level == null) {
            levels.remove(subject);
        } else {
            levels.put(subject, level);
        }
    }
}
