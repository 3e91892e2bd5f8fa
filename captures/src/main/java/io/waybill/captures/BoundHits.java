package io.waybill.captures;

import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicLongArray;

/** How often each bound was hit, over all that is read in one context. Thread-safe: readers add, anybody looks. */
public final class BoundHits {

    private final AtomicLongArray hits = new AtomicLongArray(Bound.values().length);

    /** Adds hits. */
    public void add(Bound bound, long count) {
        hits.addAndGet(bound.ordinal(), count);
    }

    /** Hits so far. */
    public long of(Bound bound) {
        return hits.get(bound.ordinal());
    }

    /** For one reader that keeps totals of its own. */
    public Totals totals() {
        return new Totals();
    }

    /** The bounds that were hit, with their counts, as in {@code flows 3, templates 1}; empty where none was. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ");
        for (Bound bound : Bound.values()) {
            if (of(bound) > 0) {
                text.add(bound.label() + " " + of(bound));
            }
        }
        return text.toString();
    }

    /** The totals of one reader, as far as they were added. Used by one thread. */
    public final class Totals {

        private final long[] known = new long[Bound.values().length];

        private Totals() {}

        /** Adds what the reader's total of a bound has grown by. */
        public void reached(Bound bound, long total) {
            long more = total - known[bound.ordinal()];
            if (more != 0) {
                add(bound, more);
                known[bound.ordinal()] = total;
            }
        }
    }
}
