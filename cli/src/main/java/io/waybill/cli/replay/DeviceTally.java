package io.waybill.cli.replay;

import io.waybill.schemas.DeviceConnection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** How many events of each device came from which capture. Used by one thread. */
final class DeviceTally {

    private final TreeMap<String, SortedMap<String, Long>> events = new TreeMap<>();

    void add(DeviceConnection event) {
        events.computeIfAbsent(event.getDeviceId(), any -> new TreeMap<>()).merge(event.getCapture(), 1L, Long::sum);
    }

    /** Ids of the devices, sorted. */
    Iterable<String> devices() {
        return Collections.unmodifiableSet(events.keySet());
    }

    /** Events of a device by capture. */
    SortedMap<String, Long> of(String device) {
        return events.getOrDefault(device, Collections.emptySortedMap());
    }

    /** Events of a device. */
    long total(String device) {
        return of(device).values().stream().mapToLong(Long::longValue).sum();
    }
}
