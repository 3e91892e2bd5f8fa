package io.waybill.console.store;

import io.waybill.schemas.Alert;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.Topic;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * What one commit to the store takes: the newest record of every key, and where to read on. Filled by one thread, then handed
 * to {@link FleetStore#commit(Batch)}.
 */
public final class Batch {

    private final Map<String, Map<Topic, Map<UUID, Entry>>> cases = new LinkedHashMap<>();
    private final Map<String, Map<UUID, Entry>> revisions = new LinkedHashMap<>();
    private final Map<String, Set<String>> forgotten = new LinkedHashMap<>();
    private final Map<Partition, Long> positions = new HashMap<>();
    private int records;

    /**
     * Takes a record; a later one of the same key replaces it. Connections and lifecycle events are known by their event id,
     * because the key of their topics is the device. Of an alert every revision is kept beside the newest.
     *
     * @param caseName which case it belongs to
     * @param topic one of the topics with a schema
     * @param key of the record; names the row
     * @param value null removes the row
     * @param published time of the record, milliseconds since 1970 UTC
     */
    public void put(String caseName, Topic topic, byte[] key, @Nullable SpecificRecord value, long published) {
        records++;
        cases.computeIfAbsent(caseName, name -> new EnumMap<>(Topic.class))
                .computeIfAbsent(topic, t -> new LinkedHashMap<>())
                .put(identity(key, value), new Entry(value, published));
        if (topic == Topic.ALERT && value == null) {
            UUID gone = Keys.of(key);
            revisions
                    .getOrDefault(caseName, Map.of())
                    .values()
                    .removeIf(entry -> entry.value() instanceof Alert alert
                            && Keys.of(alert.getId()).equals(gone));
        }
        if (value instanceof Alert alert) {
            revisions
                    .computeIfAbsent(caseName, name -> new LinkedHashMap<>())
                    .put(Keys.of(alert.getId() + '\n' + alert.getRevision()), new Entry(alert, published));
        }
    }

    /** Takes a device out of the store, with all that the store has of it and of the records of this batch. */
    public void forget(String caseName, String deviceId) {
        records++;
        forgotten.computeIfAbsent(caseName, name -> new LinkedHashSet<>()).add(deviceId);
    }

    /** Where to read on once the batch is stored. */
    public void position(Partition partition, long nextOffset) {
        positions.put(partition, nextOffset);
    }

    /** Names of the topics with records, by case. */
    public Map<String, Set<String>> changed() {
        Map<String, Set<String>> changed = new LinkedHashMap<>();
        cases.forEach((name, topics) ->
                changed.put(name, topics.keySet().stream().map(Topic::baseName).collect(Collectors.toSet())));
        forgotten
                .keySet()
                .forEach(name -> changed.computeIfAbsent(name, key -> new HashSet<>())
                        .addAll(List.of(
                                Topic.CONNECTION.baseName(), Topic.LIFECYCLE.baseName(), Topic.ALERT.baseName())));
        return changed;
    }

    /** How many records were put in. */
    public int size() {
        return records;
    }

    /** Whether storing it would change nothing, positions included. */
    public boolean isEmpty() {
        return records == 0 && positions.isEmpty();
    }

    /** Records of a topic by case; cases without any are left out. */
    Map<String, Map<UUID, Entry>> records(Topic topic) {
        Map<String, Map<UUID, Entry>> records = new LinkedHashMap<>();
        cases.forEach((name, topics) -> {
            Map<UUID, Entry> entries = topics.get(topic);
            if (entries != null) {
                records.put(name, entries);
            }
        });
        return records;
    }

    /** Revisions of alerts by case. */
    Map<String, Map<UUID, Entry>> revisions() {
        return revisions;
    }

    /** Devices to be forgotten by case. */
    Map<String, Set<String>> forgotten() {
        return forgotten;
    }

    Map<Partition, Long> positions() {
        return positions;
    }

    private static UUID identity(byte[] key, @Nullable SpecificRecord value) {
        if (value instanceof DeviceConnection event) {
            return Keys.of(event.getEventId());
        }
        if (value instanceof DeviceLifecycle event) {
            return Keys.of(event.getEventId());
        }
        return Keys.of(key);
    }

    /**
     * A partition of one incarnation of a topic: a topic deleted and made again has another id and starts over.
     *
     * @param topic its name, prefix included
     * @param topicId Kafka's id of the incarnation
     * @param number of the partition, from 0
     */
    public record Partition(String topic, String topicId, int number) {}

    record Entry(@Nullable SpecificRecord value, long published) {}
}
