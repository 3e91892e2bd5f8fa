package io.waybill.streams.aggregate.device;

import io.waybill.streams.codec.StableHash;
import io.waybill.streams.resolve.Destination;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which destinations of a device are kept apart when there are more than the bound: those with the smallest hashes, so which ones
 * they are depends on the set of destinations alone.
 */
final class Admission {

    private static final Comparator<Pair> BY_HASH = Comparator.comparingLong(
                    (Pair pair) -> pair.target().stableHash())
            .thenComparing(pair -> pair.target().destination().name());

    private final int limit;

    /** Pairs of the devices that are at the bound. */
    private final Map<DeviceState, TreeSet<Pair>> full = new HashMap<>();

    private long hits;

    /**
     * An admission.
     *
     * @param limit destinations kept apart per device
     */
    Admission(int limit) {
        this.limit = limit;
    }

    /**
     * Whether one more would be too many.
     *
     * @param apart destinations of a device that are kept apart
     */
    boolean isFull(int apart) {
        return apart >= limit;
    }

    /**
     * Which pair of a device that is full has to make room for this destination; null when none has, and the destination counts
     * for {@code other}.
     */
    @Nullable
    Pair giveWay(DeviceState device, Destination destination) {
        hits++;
        TreeSet<Pair> pairs = full.computeIfAbsent(device, Admission::sorted);
        Pair largest = pairs.last();
        return StableHash.of(destination.name()) >= largest.target().stableHash() ? null : largest;
    }

    private static TreeSet<Pair> sorted(DeviceState device) {
        TreeSet<Pair> pairs = new TreeSet<>(BY_HASH);
        for (Pair pair : device.pairs().all()) {
            if (!pair.target().isOther()) {
                pairs.add(pair);
            }
        }
        return pairs;
    }

    void opened(Pair pair) {
        TreeSet<Pair> pairs = full.get(pair.device());
        if (pairs != null && !pair.target().isOther()) {
            pairs.add(pair);
        }
    }

    void closed(Pair pair) {
        TreeSet<Pair> pairs = full.get(pair.device());
        if (pairs != null) {
            pairs.remove(pair);
        }
    }

    /** How often a destination came that found the device full. */
    long hits() {
        return hits;
    }

    /** The device is no more. */
    void forget(DeviceState device) {
        full.remove(device);
    }
}
