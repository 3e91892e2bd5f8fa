package io.waybill.streams.aggregate.device;

import io.waybill.streams.codec.ByteHash;
import io.waybill.streams.codec.ConnectionView;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the events of a batch are about to be taken into, step by step, each step for all of them. The way from an event to the
 * end of its pair's log leads over a dozen objects that have long left the caches, each known only from the one before, so an event
 * alone waits for memory a dozen times. Events do not depend on each other, so their waits of one step pass together (group
 * prefetching: Chen, Ailamaki, Gibbons and Mowry, "Improving Hash Join Performance through Prefetching", 2004).
 *
 * <p>Changes nothing, and what it finds is a guess: whoever takes the events looks everything up as if this had not been. The loops
 * are short because a processor looks ahead over some hundred instructions. Used by one thread.
 */
final class Prefetch {

    private final Windows windows;
    private final Devices devices;
    private final CountRows counts;
    private final long[] hashes = new long[EventBatch.SIZE];
    private final @Nullable Target[] target = new Target[EventBatch.SIZE];
    private final @Nullable DeviceState[] device = new DeviceState[EventBatch.SIZE];
    private final @Nullable Pair[] pair = new Pair[EventBatch.SIZE];
    private final @Nullable ContactHistory[] history = new ContactHistory[EventBatch.SIZE];
    private final @Nullable CountRow[] row = new CountRow[EventBatch.SIZE];

    /** Sum of what was read, for others to see, so that no compiler takes the reading for useless. */
    long read;

    Prefetch(Windows windows, Devices devices, CountRows counts) {
        this.windows = windows;
        this.devices = devices;
        this.counts = counts;
    }

    /** Reads what these events will need. */
    void of(EventBatch batch) {
        int size = batch.size();
        findDevices(batch, size);
        touchDevices(size);
        findPairs(batch, size);
        touchPairs(size);
    }

    private void findDevices(EventBatch batch, int size) {
        for (int i = 0; i < size; i++) {
            ConnectionView event = batch.event(i);
            hashes[i] = ByteHash.of(event.bytes(), event.deviceIdAt(), event.deviceIdEnd());
            read += devices.touch(hashes[i]);
        }
        for (int i = 0; i < size; i++) {
            device[i] = devices.probable(hashes[i]);
            target[i] = batch.farEnd(i).target;
        }
    }

    private void touchDevices(int size) {
        for (int i = 0; i < size; i++) {
            DeviceState each = device[i];
            read += each == null ? 0 : each.touch();
        }
        for (int i = 0; i < size; i++) {
            DeviceState each = device[i];
            Target there = target[i];
            read += each == null || there == null ? 0 : each.touchTables(there);
        }
    }

    private void findPairs(EventBatch batch, int size) {
        for (int i = 0; i < size; i++) {
            DeviceState each = device[i];
            Target there = target[i];
            pair[i] = each == null || there == null ? null : each.pairs().get(there);
        }
        for (int i = 0; i < size; i++) {
            Pair each = pair[i];
            history[i] = each == null || each.isOnDisk() ? null : each.contacts();
            row[i] = each == null
                    ? null
                    : counts.probable(
                            each.device().cohort(),
                            each.target(),
                            windows.of(batch.event(i).time()));
        }
    }

    private void touchPairs(int size) {
        for (int i = 0; i < size; i++) {
            ContactHistory each = history[i];
            CountRow counted = row[i];
            read += (each == null ? 0 : each.touch()) + (counted == null ? 0 : counted.window);
        }
        for (int i = 0; i < size; i++) {
            ContactHistory each = history[i];
            CountRow counted = row[i];
            read += (each == null ? 0 : each.touchEnds())
                    + (counted == null ? 0 : counted.sums().touch());
        }
    }
}
