package io.waybill.streams.aggregate.destination;

import io.waybill.streams.aggregate.destination.DestinationKey.Kind;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.resolve.Destination;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The count rows of one destination in one window, sorted by cohort, and which entries of the changelog hold several of them. */
final class WindowRows {

    private final long window;
    private final List<DestinationRow> rows = new ArrayList<>(2);

    /** Senders of whose rows an entry holds all. */
    private final BitSet together = new BitSet();

    /** Whether an entry holds all that was published. */
    private boolean publishedTogether;

    WindowRows(long window) {
        this.window = window;
    }

    long window() {
        return window;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** A copy. */
    List<DestinationRow> all() {
        return List.copyOf(rows);
    }

    /** All, by cohort. */
    void forEach(Consumer<DestinationRow> action) {
        rows.forEach(action);
    }

    /** Rows of which a sender says something. */
    List<DestinationRow> saidBy(int sender) {
        return rows.stream().filter(row -> row.isSaidBy(sender)).toList();
    }

    /** Rows of which something was published. */
    List<DestinationRow> published() {
        return rows.stream().filter(row -> row.published().revision() > 0).toList();
    }

    @Nullable
    DestinationRow find(Cohort cohort) {
        int index = indexOf(cohort);
        return index < 0 ? null : rows.get(index);
    }

    /** The row, made when there is none. */
    DestinationRow row(Cohort cohort) {
        int index = indexOf(cohort);
        if (index >= 0) {
            return rows.get(index);
        }
        DestinationRow fresh = new DestinationRow(new RowKey(window, cohort), this);
        rows.add(-index - 1, fresh);
        return fresh;
    }

    void remove(Cohort cohort) {
        int index = indexOf(cohort);
        if (index >= 0) {
            rows.remove(index);
        }
    }

    /** Index of a cohort, or {@code -(where it would be) - 1}. */
    private int indexOf(Cohort cohort) {
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

    boolean isTogether(int sender) {
        return together.get(sender);
    }

    /** Notes whether an entry holds all rows of a sender. */
    void together(int sender, boolean is) {
        together.set(sender, is);
    }

    boolean isPublishedTogether() {
        return publishedTogether;
    }

    /** Notes whether an entry holds all that was published. */
    void publishedTogether(boolean is) {
        publishedTogether = is;
    }

    /** Tells the keys of all entries that hold anything of these rows. */
    void forEachEntry(Destination destination, Consumer<DestinationKey> action) {
        together.stream()
                .forEach(
                        sender -> action.accept(DestinationKey.ofWindow(Kind.COUNT_ROWS, destination, window, sender)));
        if (publishedTogether) {
            action.accept(DestinationKey.ofWindow(Kind.PUBLISHED_ROWS, destination, window, 0));
        }
        for (DestinationRow row : rows) {
            if (row.isSaidAlone) {
                row.senders()
                        .forEach(sender ->
                                action.accept(DestinationKey.ofRow(Kind.COUNT_PART, destination, row.key(), sender)));
            }
            if (row.isPublishedAlone) {
                action.accept(DestinationKey.ofRow(Kind.COUNT_PUBLISHED, destination, row.key(), 0));
            }
        }
    }
}
