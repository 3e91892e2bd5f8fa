package io.waybill.streams.aggregate.device;

import io.waybill.streams.codec.StableHash;
import java.util.Collection;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which devices of a partition may be known by profiles and marks when these name more than the bound: those whose ids have the
 * smallest hashes, so which ones they are depends on the set of ids alone, as long as none is taken back. One that was turned away is
 * taken when it is named again after others left. Costs nothing as long as the bound is not reached.
 */
final class NamedDevices {

    private final int limit;
    private @Nullable TreeMap<Long, DeviceState> sorted;
    private int count;

    /**
     * None.
     *
     * @param limit how many are known
     */
    NamedDevices(int limit) {
        this.limit = limit;
    }

    /** Whether one more would be too many. */
    boolean isFull() {
        return count >= limit;
    }

    /**
     * Which device has to give way to a new one; null when none has, and the new one is not known.
     *
     * @param all devices of the partition
     */
    @Nullable
    DeviceState giveWay(String id, Collection<DeviceState> all) {
        TreeMap<Long, DeviceState> named = sorted;
        if (named == null) {
            named = new TreeMap<>();
            for (DeviceState device : all) {
                if (device.isNamed()) {
                    named.put(StableHash.of(device.id()), device);
                }
            }
            sorted = named;
        }
        return StableHash.of(id) >= named.lastKey() ? null : named.lastEntry().getValue();
    }

    /** The device is named from now on. */
    void add(DeviceState device) {
        count++;
        if (sorted != null) {
            sorted.put(StableHash.of(device.id()), device);
        }
    }

    /** The device is not named any more. */
    void remove(DeviceState device) {
        count--;
        if (sorted != null) {
            sorted.remove(StableHash.of(device.id()));
        }
    }

    /** Finds out anew who is named. */
    void ready(Collection<DeviceState> all) {
        count = (int) all.stream().filter(DeviceState::isNamed).count();
        sorted = null;
    }
}
