package io.waybill.streams.aggregate.device;

import io.waybill.streams.detect.Cohort;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The devices of a partition, in bounded number: those that events are heard of, and those that profiles and marks name. */
final class Devices {

    /** Under which events are counted of devices over the bound. */
    static final String OTHER_DEVICES = "other-devices";

    /** Devices that gave way and of which nothing is left are cleared away when there are this many, and a part of all. */
    private static final int LEAST_CLEARED = 1_000;

    private static final int PART_CLEARED = 8;

    private final int limit;
    private final BoundHits hits;
    private final Consumer<DeviceState> gone;
    private final TextTable<DeviceState> all = new TextTable<>();
    private final Map<Cohort, Cohort> cohorts = new HashMap<>();
    private final NamedDevices named;
    private int unheardOf;

    /**
     * None.
     *
     * @param gone is told devices that nobody names and of which nothing is left
     */
    Devices(BookSettings settings, BoundHits hits, Consumer<DeviceState> gone) {
        this.limit = settings.maxDevices();
        this.named = new NamedDevices(settings.maxNamedDevices());
        this.hits = hits;
        this.gone = gone;
    }

    List<DeviceState> values() {
        return all.values();
    }

    int size() {
        return all.values().size();
    }

    @Nullable
    DeviceState get(String id) {
        return all.get(id);
    }

    @Nullable
    DeviceState get(byte[] bytes, int from, int to) {
        return all.get(bytes, from, to);
    }

    /** Reads where a device whose name has this hash is looked for first. */
    int touch(long hash) {
        return all.touch(hash);
    }

    /** Probably the device whose name has this hash. */
    @Nullable
    DeviceState probable(long hash) {
        return all.probable(hash);
    }

    /** The device of this name, made when there is none. */
    DeviceState device(String id) {
        DeviceState device = all.get(id);
        if (device == null) {
            device = new DeviceState(id, cohorts, hits);
            all.add(id, device);
        }
        return device;
    }

    /** A device that an event is of and that is not known: over the bound, those are kept together. */
    DeviceState admitted(String id) {
        if (size() < limit) {
            return device(id);
        }
        hits.devices++;
        return device(OTHER_DEVICES);
    }

    /**
     * A device that is about to be named by a profile or a mark; null when there are too many whose ids have smaller hashes.
     *
     * @param unname takes profile and marks from a device that has to give way
     */
    @Nullable
    DeviceState named(String id, Consumer<DeviceState> unname) {
        DeviceState known = all.get(id);
        if (known != null && known.isNamed()) {
            return known;
        }
        if (named.isFull()) {
            hits.named++;
            DeviceState largest = named.giveWay(id, values());
            if (largest == null) {
                return null;
            }
            unname.accept(largest);
            unnamed(largest);
        }
        DeviceState device = device(id);
        named.add(device);
        return device;
    }

    /** A device is not named any more. */
    void unnamed(DeviceState device) {
        named.remove(device);
        if (device.isUnheardOf() && ++unheardOf > LEAST_CLEARED + size() / PART_CLEARED) {
            clearAway();
        }
    }

    /** Removes the devices that nobody names and of which nothing is left. */
    void clearAway() {
        unheardOf = 0;
        List<DeviceState> those =
                values().stream().filter(DeviceState::isUnheardOf).toList();
        if (!those.isEmpty()) {
            those.forEach(gone);
            all.removeIf(DeviceState::isUnheardOf);
        }
    }

    void remove(DeviceState device) {
        if (device.isNamed()) {
            named.remove(device);
        }
        all.remove(device.id());
    }

    /** To be called when restoring is over. */
    void ready() {
        clearAway();
        named.ready(values());
    }
}
