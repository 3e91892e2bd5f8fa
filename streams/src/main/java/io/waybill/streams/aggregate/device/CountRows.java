package io.waybill.streams.aggregate.device;

import io.waybill.streams.codec.ByteHash;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.part.Part;
import io.waybill.streams.part.Part.CountPart;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The count rows of a partition, and which of them the next stage has to be told. A row is told once when its window closes, and
 * again as a whole whenever a late event or a late profile changes it. Devices of different partitions are disjoint, so the next
 * stage only adds the rows of the partitions up, distinct devices included.
 *
 * <p>Sums run along while contacts only come; whatever takes something away makes the row stale, and it is summed up from the
 * contacts before it is told. Rows of closed windows are kept up to a bound, the newest windows; a row that is no longer kept is
 * stale when it comes back. Equal cohorts have to be the same object.
 */
final class CountRows {

    /** Rows kept per partition, 160 bytes each or so. */
    static final int DEFAULT_LIMIT = 1 << 16;

    /** Rows of one destination are told one behind the other, so that they can travel together. */
    private static final Comparator<CountRow> BY_TARGET = Comparator.comparingInt(row -> row.target.index());

    private final Windows windows;
    private final int limit;
    private @Nullable CountRow[] buckets = new CountRow[1 << 10];
    private int size;
    private final TreeMap<Long, List<CountRow>> byWindow = new TreeMap<>();
    private List<CountRow> corrected = new ArrayList<>();
    private final ArrayDeque<CountRow> closing = new ArrayDeque<>();
    private long closedUpTo = Long.MIN_VALUE;

    /** Rows of windows before this one are kept no longer. */
    private long keptFrom = Long.MIN_VALUE;

    /**
     * No rows.
     *
     * @param limit rows kept; those of open windows and those that wait to be told are kept beyond it
     */
    CountRows(Windows windows, int limit) {
        this.windows = windows;
        this.limit = limit;
    }

    /** The row, made when there is none. It will be told. */
    CountRow changing(Cohort cohort, Target target, long window) {
        int bucket = bucket(cohort, target, window);
        CountRow row = buckets[bucket];
        while (row != null && (row.window != window || row.target != target || row.cohort != cohort)) {
            row = row.next;
        }
        if (row == null) {
            row = make(cohort, target, window);
        }
        if (!row.waits && isClosed(window)) {
            row.waits = true;
            corrected.add(row);
        }
        return row;
    }

    /** Probably the row, where there is one. */
    @Nullable
    CountRow probable(Cohort cohort, Target target, long window) {
        return buckets[bucket(cohort, target, window)];
    }

    /** Rows that contacts of a pair in this window may count for have to be summed up anew. */
    void stale(Pair pair, long window) {
        DeviceState device = pair.device();
        for (String build : device.builds().between(window, windows.lastOf(window))) {
            changing(device.cohortOf(build), pair.target(), window).stale = true;
        }
    }

    /** The same for all windows of a pair that are not told yet. */
    void staleOpen(Pair pair) {
        Cells cells = pair.cells();
        for (int i = cells.size() - 1; i >= 0 && !isClosed(cells.window(i)); i--) {
            stale(pair, cells.window(i));
        }
    }

    private CountRow make(Cohort cohort, Target target, long window) {
        if (size * 2 >= buckets.length) {
            grow();
        }
        CountRow row = new CountRow(cohort, target, window);
        row.stale = window < keptFrom;
        link(row);
        size++;
        byWindow.computeIfAbsent(window, any -> new ArrayList<>()).add(row);
        return row;
    }

    private void link(CountRow row) {
        int bucket = bucket(row.cohort, row.target, row.window);
        row.next = buckets[bucket];
        buckets[bucket] = row;
    }

    private void grow() {
        buckets = new CountRow[buckets.length * 2];
        byWindow.values().forEach(rows -> rows.forEach(this::link));
    }

    private int bucket(Cohort cohort, Target target, long window) {
        long key = window * 31 + target.index();
        return (int) (ByteHash.mix(key) + System.identityHashCode(cohort)) & buckets.length - 1;
    }

    boolean isClosed(long window) {
        return window + windows.millis() <= closedUpTo;
    }

    /** Windows that end by now have been heard of completely. */
    void close(long watermark) {
        if (watermark <= closedUpTo) {
            return;
        }
        long before = closedUpTo;
        closedUpTo = watermark;
        long from = before == Long.MIN_VALUE ? Long.MIN_VALUE : before - windows.millis() + 1;
        for (Map.Entry<Long, List<CountRow>> each : byWindow.tailMap(from, true).entrySet()) {
            if (!isClosed(each.getKey())) {
                break;
            }
            each.getValue().sort(BY_TARGET);
            for (CountRow row : each.getValue()) {
                if (!row.waits) {
                    row.waits = true;
                    closing.add(row);
                }
            }
        }
    }

    /** Windows that were told before a restart; nothing is kept of them. */
    void restoreClosed(long watermark) {
        closedUpTo = watermark;
        keptFrom = watermark == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : Math.max(Long.MIN_VALUE + windows.millis(), watermark) - windows.millis() + 1;
    }

    boolean hasDue() {
        return !corrected.isEmpty() || !closing.isEmpty();
    }

    /** Rows of windows that closed which are not told yet. */
    int left() {
        return closing.size();
    }

    /**
     * Tells all rows that were corrected, and of the windows that closed as many as may be. Corrections cannot wait for another
     * commit: a row that was told and has become empty is not made again by a restart.
     */
    void tellDue(int sender, ContactRow scratch, BooleanSupplier mayGoOn, Consumer<Part> told) {
        List<CountRow> rows = corrected;
        corrected = new ArrayList<>();
        sumUpStale(rows, scratch);
        rows.forEach(row -> tell(row, sender, told));
        sumUpStale(closing, scratch);
        while (!closing.isEmpty() && mayGoOn.getAsBoolean()) {
            tell(closing.remove(), sender, told);
        }
        if (closing.isEmpty()) {
            dropOldest();
        }
    }

    private static void tell(CountRow row, int sender, Consumer<Part> told) {
        row.waits = false;
        told.accept(new CountPart(
                row.target.destination(),
                row.cohort,
                row.window,
                sender,
                row.sums().toSums(row.devices())));
    }

    private void sumUpStale(Collection<CountRow> rows, ContactRow scratch) {
        Map<Target, Map<Long, List<CountRow>>> stale = new HashMap<>();
        for (CountRow row : rows) {
            if (row.stale) {
                row.startOver();
                stale.computeIfAbsent(row.target, any -> new HashMap<>())
                        .computeIfAbsent(row.window, any -> new ArrayList<>(1))
                        .add(row);
            }
        }
        stale.forEach((target, byWindow) -> {
            for (int i = 0; i < target.pairs(); i++) {
                sumUp(target.pair(i), byWindow, scratch);
            }
        });
    }

    private void sumUp(Pair pair, Map<Long, List<CountRow>> stale, ContactRow scratch) {
        TreeSet<Long> wanted = new TreeSet<>();
        for (long window : stale.keySet()) {
            if (pair.spans(windows, window) && pair.cells().contains(window)) {
                wanted.add(window);
            }
        }
        if (wanted.isEmpty()) {
            return;
        }
        ContactLog.Cursor cursor = pair.rows(scratch);
        while (cursor.next()) {
            long window = windows.of(scratch.time());
            CountRow row =
                    wanted.contains(window) ? find(stale, window, pair.device().cohortAt(scratch.time())) : null;
            if (row != null) {
                row.sums().add(scratch, pair.farEnd(scratch.endpoint()).place());
                row.countDeviceOf(pair);
            }
        }
        pair.overflow().forEach((window, sums) -> {
            CountRow row =
                    wanted.contains(window) ? find(stale, window, pair.device().cohortAt(window)) : null;
            if (row != null) {
                row.sums().add(sums);
                row.countDeviceOf(pair);
            }
        });
    }

    private static @Nullable CountRow find(Map<Long, List<CountRow>> stale, long window, Cohort cohort) {
        for (CountRow row : stale.getOrDefault(window, List.of())) {
            if (row.cohort == cohort) {
                return row;
            }
        }
        return null;
    }

    private void dropOldest() {
        while (size > limit && !byWindow.isEmpty() && isClosed(byWindow.firstKey())) {
            forgetBefore(byWindow.firstKey() + 1);
        }
    }

    /** Forgets windows before this one without telling: what was told stays. No row of theirs may wait to be told. */
    void forgetBefore(long window) {
        keptFrom = Math.max(keptFrom, window);
        Map<Long, List<CountRow>> old = byWindow.headMap(window);
        for (List<CountRow> rows : old.values()) {
            rows.forEach(this::unlink);
            size -= rows.size();
        }
        old.clear();
    }

    private void unlink(CountRow row) {
        int bucket = bucket(row.cohort, row.target, row.window);
        CountRow each = buckets[bucket];
        if (each == row) {
            buckets[bucket] = row.next;
            return;
        }
        while (each != null && each.next != row) {
            each = each.next;
        }
        if (each != null) {
            each.next = row.next;
        }
    }

    void clear() {
        buckets = new CountRow[1 << 10];
        size = 0;
        byWindow.clear();
        corrected.clear();
        closing.clear();
        closedUpTo = Long.MIN_VALUE;
        keptFrom = Long.MIN_VALUE;
    }
}
