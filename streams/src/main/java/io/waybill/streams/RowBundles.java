package io.waybill.streams;

import io.waybill.streams.part.Part;
import io.waybill.streams.part.Part.CountPart;
import io.waybill.streams.part.Part.CountsPart;
import io.waybill.streams.resolve.Destination;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Rows of the counts by destination, so that those which are told together travel in one record for each destination and not in one for
 * each row. Used by one stream thread.
 */
final class RowBundles {

    /** Rows of a record at most: some 30 KB, far below what a broker takes. */
    static final int MOST_ROWS = 256;

    private final Map<Destination, List<CountPart>> byDestination = new LinkedHashMap<>();

    /** Adds a row; a bundle that is full leaves at once. */
    void add(CountPart row, Consumer<Part> full) {
        List<CountPart> rows = byDestination.computeIfAbsent(row.destination(), any -> new ArrayList<>());
        rows.add(row);
        if (rows.size() == MOST_ROWS) {
            byDestination.remove(row.destination());
            full.accept(new CountsPart(rows));
        }
    }

    /** Hands over what is left, in the order of first rows. */
    void flush(Consumer<Part> rest) {
        byDestination.values().forEach(rows -> rest.accept(new CountsPart(rows)));
        byDestination.clear();
    }
}
