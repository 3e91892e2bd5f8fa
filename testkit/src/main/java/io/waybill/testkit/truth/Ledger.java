package io.waybill.testkit.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the feeds delivered of a story: times of contact by story label and device. The truth rests on it, not on what the
 * phones did: what no feed saw no detector can find. Times are milliseconds since 1970 UTC. For one thread.
 */
public final class Ledger {

    private final SortedMap<String, SortedMap<String, List<Long>>> times = new TreeMap<>();
    private long events;

    /** Notes an event of everyday traffic or, with a label, of a story. */
    public void note(String label, String device, long time) {
        events++;
        if (!label.isEmpty()) {
            times.computeIfAbsent(label, key -> new TreeMap<>())
                    .computeIfAbsent(device, key -> new ArrayList<>())
                    .add(time);
        }
    }

    /** All events noted. */
    public long events() {
        return events;
    }

    /** Devices with at least one contact under the label, sorted. */
    public List<String> devices(String label) {
        return List.copyOf(times.getOrDefault(label, new TreeMap<>()).keySet());
    }

    /** Contacts of a device under the label within [from, to). */
    public long contacts(String label, String device, long from, long to) {
        return times(label, device).stream()
                .filter(time -> time >= from && time < to)
                .count();
    }

    /** First contact of anybody under the label; {@link Long#MAX_VALUE} where there is none. */
    public long first(String label) {
        return times.getOrDefault(label, new TreeMap<>()).values().stream()
                .flatMap(List::stream)
                .mapToLong(Long::longValue)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private List<Long> times(String label, String device) {
        return times.getOrDefault(label, new TreeMap<>()).getOrDefault(device, List.of());
    }
}
