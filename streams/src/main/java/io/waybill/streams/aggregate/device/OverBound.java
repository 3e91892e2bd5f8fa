package io.waybill.streams.aggregate.device;

import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Span;
import io.waybill.streams.detect.cohort.BoundMet;
import io.waybill.streams.part.Part.FindingsPart;
import io.waybill.streams.resolve.Destination;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells of the events that are counted together because a partition has more devices than are kept apart. */
final class OverBound {

    private @Nullable Finding told;

    /** Nothing is known to be told. */
    void clear() {
        told = null;
    }

    /**
     * What is to be told, or null when that is known.
     *
     * @param sender the partition: each tells for itself
     * @param together under which these events are counted, or null when there are none
     */
    @Nullable
    FindingsPart news(int sender, @Nullable DeviceState together) {
        Finding now = together == null || together.events().isEmpty() ? null : finding(together);
        if (now == null ? told == null : now.equals(told)) {
            return null;
        }
        told = now;
        return new FindingsPart(
                Destination.OTHER, Devices.OTHER_DEVICES + " " + sender, now == null ? List.of() : List.of(now));
    }

    private static Finding finding(DeviceState together) {
        WindowEvents events = together.events();
        long connections = 0;
        for (int i = 0; i < events.size(); i++) {
            connections += events.events(i);
        }
        return new Finding(
                BoundMet.ID,
                together.id(),
                together.manufacturer(),
                together.model(),
                DeviceState.UNKNOWN,
                "",
                Destination.OTHER.name(),
                1,
                BoundMet.MEASURE,
                connections,
                0,
                connections,
                new Span(together.firstSeen(), together.lastSeen() + 1),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                List.of());
    }
}
