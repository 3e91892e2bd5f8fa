package io.waybill.streams.aggregate.device;

import io.waybill.streams.detect.Cohort;
import io.waybill.streams.part.Part;
import io.waybill.streams.part.Part.CountPart;
import io.waybill.streams.part.Sums;
import io.waybill.streams.resolve.Destination;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The count rows of a partition: which cells make up each, and which rows the next stage has to be told. A row is told once when
 * its window closes, and again as a whole whenever a late event or a late profile changes it. Devices of different partitions
 * are disjoint, so the next stage only adds the rows of the partitions up, distinct devices included.
 */
final class CountRows {

    private record RowKey(Cohort cohort, Destination destination, long window) {}

    private final Map<RowKey, List<ContactCell>> cells = new HashMap<>();
    private final TreeMap<Long, Set<RowKey>> open = new TreeMap<>();
    private final Set<RowKey> due = new LinkedHashSet<>();
    private final long windowMillis;
    private long closedUpTo = Long.MIN_VALUE;

    CountRows(long windowMillis) {
        this.windowMillis = windowMillis;
    }

    /** A contact was added to a cell under this build. */
    void add(ContactCell cell, String firmware, boolean firstOfBuild) {
        RowKey key = key(cell, firmware);
        if (firstOfBuild) {
            cells.computeIfAbsent(key, any -> new ArrayList<>(1)).add(cell);
        }
        touch(key);
    }

    /** A cell no longer has contacts under this build. */
    void remove(ContactCell cell, String firmware) {
        RowKey key = key(cell, firmware);
        List<ContactCell> of = cells.get(key);
        if (of != null) {
            of.remove(cell);
            if (of.isEmpty()) {
                cells.remove(key);
            }
        }
        touch(key);
    }

    boolean isClosed(long window) {
        return closedUpTo == Long.MAX_VALUE || window + windowMillis <= closedUpTo;
    }

    private void touch(RowKey key) {
        if (isClosed(key.window())) {
            due.add(key);
        } else {
            open.computeIfAbsent(key.window(), any -> new LinkedHashSet<>()).add(key);
        }
    }

    /** Windows that end by now have been heard of completely; true when any had rows. */
    boolean close(long watermark) {
        closedUpTo = Math.max(closedUpTo, watermark);
        boolean any = false;
        while (!open.isEmpty() && isClosed(open.firstKey())) {
            due.addAll(open.pollFirstEntry().getValue());
            any = true;
        }
        return any;
    }

    /** Windows closed before a restart were told then; nothing is due. */
    void restoreClosed(long watermark) {
        closedUpTo = watermark;
        due.clear();
        open.keySet().removeIf(this::isClosed);
    }

    boolean hasDue() {
        return !due.isEmpty();
    }

    List<Part> takeDue(int sender) {
        List<Part> parts = new ArrayList<>(due.size());
        for (RowKey key : due) {
            Sums sums = Sums.NONE;
            for (ContactCell cell : cells.getOrDefault(key, List.of())) {
                sums = sums.plus(cell.sums(key.cohort().firmware()));
            }
            parts.add(new CountPart(key.destination(), key.cohort(), key.window(), sender, sums));
        }
        due.clear();
        return parts;
    }

    /** Forgets windows before this one without telling: what was told stays. */
    void forgetBefore(long window) {
        cells.keySet().removeIf(key -> key.window() < window);
        due.removeIf(key -> key.window() < window);
        open.headMap(window).clear();
    }

    private static RowKey key(ContactCell cell, String firmware) {
        DeviceState device = cell.pair().device();
        return new RowKey(
                Cohort.firmware(device.manufacturer(), device.model(), firmware),
                cell.pair().destination(),
                cell.window());
    }
}
