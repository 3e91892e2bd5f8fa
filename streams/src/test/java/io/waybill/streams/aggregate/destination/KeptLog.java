package io.waybill.streams.aggregate.destination;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A changelog kept in memory. */
final class KeptLog {

    private record Entry(byte[] key, byte @Nullable [] value) {}

    private static final long HOUR = 3_600_000L;

    private final List<Entry> all = new ArrayList<>();

    /** Writes down what changed in the book, and says how much that was. */
    int take(DestinationBook book) {
        int before = all.size();
        book.writeChanges((key, value) -> all.add(new Entry(key, value)));
        return all.size() - before;
    }

    /** A book restored after compaction: the last entry of each key, in the order in which these were written. */
    DestinationBook restored(int partitions) {
        DestinationBook book = new DestinationBook(HOUR, partitions);
        compacted().forEach(entry -> book.restore(entry.key(), entry.value()));
        return book;
    }

    /** A book restored long after compaction, when entries that only say that something is removed are gone too. */
    DestinationBook restoredWithoutRemovals(int partitions) {
        DestinationBook book = new DestinationBook(HOUR, partitions);
        compacted().forEach(entry -> {
            if (entry.value() != null) {
                book.restore(entry.key(), entry.value());
            }
        });
        return book;
    }

    /** A book restored before compaction. */
    DestinationBook restoredFromAll(int partitions) {
        DestinationBook book = new DestinationBook(HOUR, partitions);
        all.forEach(entry -> book.restore(entry.key(), entry.value()));
        return book;
    }

    /** Keys that have a value. */
    long kept() {
        return compacted().stream().filter(each -> each.value() != null).count();
    }

    private List<Entry> compacted() {
        TreeMap<byte[], Integer> last = new TreeMap<>(Arrays::compareUnsigned);
        for (int i = 0; i < all.size(); i++) {
            last.put(all.get(i).key(), i);
        }
        return last.values().stream().sorted().map(all::get).toList();
    }
}
