package io.waybill.streams.aggregate.destination;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The count rows of one destination by window, those of a window sorted by cohort. */
final class DestinationRows {

    private final TreeMap<Long, WindowRows> byWindow = new TreeMap<>();

    boolean isEmpty() {
        return byWindow.isEmpty();
    }

    @Nullable
    DestinationRow find(RowKey key) {
        WindowRows rows = byWindow.get(key.window());
        return rows == null ? null : rows.find(key.cohort());
    }

    /** The row, made when there is none. */
    DestinationRow row(RowKey key) {
        return in(key.window()).row(key.cohort());
    }

    /** The rows of a window, none where there are none. */
    WindowRows in(long window) {
        return byWindow.computeIfAbsent(window, WindowRows::new);
    }

    /** Rows of a window, sorted by cohort: a copy. */
    List<DestinationRow> of(long window) {
        WindowRows rows = byWindow.get(window);
        return rows == null ? List.of() : rows.all();
    }

    /** All rows, by window and then cohort. */
    void forEach(Consumer<DestinationRow> action) {
        byWindow.values().forEach(rows -> rows.forEach(action));
    }

    void remove(RowKey key) {
        WindowRows rows = byWindow.get(key.window());
        if (rows != null) {
            rows.remove(key.cohort());
            removeIfEmpty(rows);
        }
    }

    void removeIfEmpty(WindowRows rows) {
        if (rows.isEmpty()) {
            byWindow.remove(rows.window());
        }
    }

    /** Forgets rows of windows before this one and hands them over. */
    List<WindowRows> takeBefore(long window) {
        var before = byWindow.headMap(window);
        List<WindowRows> old = new ArrayList<>(before.values());
        before.clear();
        return old;
    }
}
