package io.waybill.streams.aggregate.destination;

import io.waybill.streams.detect.Cohort;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The count rows of one destination by window, those of a window sorted by cohort. */
final class DestinationRows {

    private final TreeMap<Long, List<DestinationRow>> byWindow = new TreeMap<>();

    boolean isEmpty() {
        return byWindow.isEmpty();
    }

    @Nullable
    DestinationRow find(RowKey key) {
        List<DestinationRow> rows = byWindow.getOrDefault(key.window(), List.of());
        int index = indexOf(rows, key.cohort());
        return index < 0 ? null : rows.get(index);
    }

    /** The row, made when there is none. */
    DestinationRow row(RowKey key) {
        List<DestinationRow> rows = byWindow.computeIfAbsent(key.window(), any -> new ArrayList<>(2));
        int index = indexOf(rows, key.cohort());
        if (index >= 0) {
            return rows.get(index);
        }
        DestinationRow fresh = new DestinationRow(key);
        rows.add(-index - 1, fresh);
        return fresh;
    }

    /** Index of a cohort, or {@code -(where it would be) - 1}. */
    private static int indexOf(List<DestinationRow> rows, Cohort cohort) {
        int low = 0;
        int high = rows.size() - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            int order = rows.get(middle).cohort().compareTo(cohort);
            if (order == 0) {
                return middle;
            } else if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    /** Rows of a window, sorted by cohort: a copy. */
    List<DestinationRow> of(long window) {
        return List.copyOf(byWindow.getOrDefault(window, List.of()));
    }

    /** All rows, by window and then cohort. */
    void forEach(Consumer<DestinationRow> action) {
        byWindow.values().forEach(rows -> rows.forEach(action));
    }

    void remove(RowKey key) {
        List<DestinationRow> rows = byWindow.getOrDefault(key.window(), List.of());
        int index = indexOf(rows, key.cohort());
        if (index >= 0) {
            rows.remove(index);
            if (rows.isEmpty()) {
                byWindow.remove(key.window());
            }
        }
    }

    /** Forgets rows of windows before this one and hands them over. */
    List<DestinationRow> takeBefore(long window) {
        List<DestinationRow> old = new ArrayList<>();
        var before = byWindow.headMap(window);
        before.values().forEach(old::addAll);
        before.clear();
        return old;
    }
}
