package io.waybill.streams.aggregate.device;

import io.waybill.streams.detect.Cohort;
import io.waybill.streams.part.Part;
import io.waybill.streams.part.Part.Active;
import io.waybill.streams.part.Part.ActivityPart;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who was active in which window: the denominators of a partition, told like the {@link CountRows}. */
final class ActivityRows {

    private final TreeMap<Long, Set<DeviceState>> devices = new TreeMap<>();
    private final TreeSet<Long> changed = new TreeSet<>();

    void add(long window, DeviceState device) {
        devices.computeIfAbsent(window, any -> new HashSet<>()).add(device);
        changed.add(window);
    }

    void remove(long window, DeviceState device) {
        Set<DeviceState> of = devices.get(window);
        if (of != null) {
            of.remove(device);
            changed.add(window);
        }
    }

    /** Whether anything is to be told about windows that are closed. */
    boolean hasDue(CountRows rows) {
        return !changed.isEmpty() && rows.isClosed(changed.first());
    }

    void restoreClosed(CountRows rows) {
        changed.removeIf(rows::isClosed);
    }

    List<Part> takeDue(int sender, CountRows rows) {
        List<Part> parts = new ArrayList<>();
        while (hasDue(rows)) {
            long window = changed.pollFirst();
            parts.add(new ActivityPart(sender, window, active(window)));
        }
        return parts;
    }

    private SortedMap<Cohort, Active> active(long window) {
        SortedMap<Cohort, Active> active = new TreeMap<>();
        for (DeviceState device : devices.getOrDefault(window, Set.of())) {
            Map<String, Long> events = device.windowEvents().getOrDefault(window, new TreeMap<>());
            long all = 0;
            for (Map.Entry<String, Long> build : events.entrySet()) {
                all += build.getValue();
                count(active, Cohort.firmware(device.manufacturer(), device.model(), build.getKey()), build.getValue());
            }
            count(active, Cohort.model(device.manufacturer(), device.model()), all);
        }
        return active;
    }

    private static void count(SortedMap<Cohort, Active> active, Cohort cohort, long events) {
        active.merge(
                cohort,
                new Active(1, events),
                (a, b) -> new Active(a.devices() + b.devices(), a.events() + b.events()));
    }

    void forgetBefore(long window) {
        devices.headMap(window).clear();
        changed.headSet(window).clear();
    }
}
