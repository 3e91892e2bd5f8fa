package io.waybill.streams.aggregate.device;

import io.waybill.streams.detect.Cohort;
import io.waybill.streams.part.Part;
import io.waybill.streams.part.Part.Active;
import io.waybill.streams.part.Part.ActivityPart;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who was active in which window: the denominators of a partition, told like the {@link CountRows}. */
final class ActivityRows {

    private final TreeSet<Long> changed = new TreeSet<>();
    private long latest = Long.MIN_VALUE;

    /** Somebody was active in this window, or is counted otherwise than before. */
    void changed(long window) {
        if (window != latest) {
            changed.add(window);
            latest = window;
        }
    }

    /** Whether anything is to be told about windows that are closed. */
    boolean hasDue(CountRows rows) {
        return !changed.isEmpty() && rows.isClosed(changed.first());
    }

    void restoreClosed(CountRows rows) {
        changed.removeIf(rows::isClosed);
        latest = Long.MIN_VALUE;
    }

    List<Part> takeDue(int sender, CountRows rows, Collection<DeviceState> devices) {
        List<Part> parts = new ArrayList<>();
        while (hasDue(rows)) {
            long window = changed.first();
            changed.remove(window);
            parts.add(new ActivityPart(sender, window, active(window, devices)));
            latest = Long.MIN_VALUE;
        }
        return parts;
    }

    private static SortedMap<Cohort, Active> active(long window, Collection<DeviceState> devices) {
        SortedMap<Cohort, Active> active = new TreeMap<>();
        for (DeviceState device : devices) {
            WindowEvents events = device.events();
            long all = 0;
            for (int i = events.firstAt(window); i < events.size() && events.window(i) == window; i++) {
                if (events.events(i) > 0) {
                    all += events.events(i);
                    count(active, device.cohortOf(events.build(i)), events.events(i));
                }
            }
            if (all > 0) {
                count(active, device.modelCohort(), all);
            }
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
        changed.headSet(window).clear();
        latest = Long.MIN_VALUE;
    }

    void clear() {
        changed.clear();
        latest = Long.MIN_VALUE;
    }
}
