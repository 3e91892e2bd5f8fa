package io.waybill.streams.aggregate.device;

import io.waybill.streams.codec.StableHash;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Distinct names in bounded space: the {@value #LIMIT} with the smallest hashes. The sample and the estimate depend on the set
 * of names alone. Up to the limit the count is exact; beyond it, with the k-th smallest of uniform hashes at fraction
 * <i>u</i> of the range, the estimate is (k - 1) / <i>u</i> (Bar-Yossef et al., "Counting distinct elements in a data
 * stream", 2002), with a standard error near 1 / sqrt(k - 2), 6% here.
 *
 * <p>Windows can be forgotten, and what is left is as if their names had never come: besides the smallest hashes those are kept
 * that will be among the smallest once older windows are gone, which is some times the limit (Babcock et al., "Sampling from a
 * moving window over streaming data", 2002).
 */
final class NameSample {

    static final int LIMIT = 256;

    /** One more, which tells that there are more. */
    private static final int KEPT = LIMIT + 1;

    /**
     * A name.
     *
     * @param window the newest one it was seen in
     */
    private record Seen(String name, long window) {}

    private final TreeMap<Long, Seen> byHash = new TreeMap<>(Long::compareUnsigned);
    private int tidyAt = 2 * KEPT;

    /** Takes a name that was seen in a window. */
    void add(String name, long window) {
        long hash = StableHash.of(name);
        Seen known = byHash.get(hash);
        if (known == null || known.window() < window) {
            byHash.put(hash, new Seen(known == null ? name : known.name(), window));
            if (byHash.size() >= tidyAt) {
                tidy();
                tidyAt = 2 * Math.max(KEPT, byHash.size());
            }
        }
    }

    /** Removes the names that enough others with smaller hashes outlast: they are never looked at. */
    private void tidy() {
        PriorityQueue<Long> lasting = new PriorityQueue<>();
        for (Iterator<Seen> each = byHash.values().iterator(); each.hasNext(); ) {
            long window = each.next().window();
            if (lasting.size() < KEPT) {
                lasting.add(window);
            } else if (lasting.element() >= window) {
                each.remove();
            } else {
                lasting.remove();
                lasting.add(window);
            }
        }
    }

    /** Forgets names that were seen only before this window. */
    void forgetBefore(long window) {
        byHash.values().removeIf(seen -> seen.window() < window);
    }

    /** Names kept, in the sample or to be in it later. */
    int size() {
        return byHash.size();
    }

    long count() {
        if (byHash.size() <= LIMIT) {
            return byHash.size();
        }
        long largest = byHash.keySet().stream().skip(LIMIT - 1).findFirst().orElseThrow();
        return Math.round((LIMIT - 1) / (unsigned(largest) / 0x1p64));
    }

    List<String> sample() {
        TreeSet<String> sample = new TreeSet<>();
        byHash.values().stream().limit(LIMIT).forEach(seen -> sample.add(seen.name()));
        return List.copyOf(sample);
    }

    private static double unsigned(long value) {
        return (value >>> 1) * 2.0 + (value & 1);
    }
}
