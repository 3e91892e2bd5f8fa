package io.waybill.cli.report;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where the events of a case went: none vanishes.
 *
 * @param in events that were read
 * @param counted events that are in the counts
 * @param leftOut events that are not, by reason
 */
public record CaseTally(long in, long counted, SortedMap<String, Long> leftOut) {

    /** Copies the map. */
    public CaseTally {
        leftOut = Collections.unmodifiableSortedMap(new TreeMap<>(leftOut));
    }

    /** Events that are not in the counts. */
    public long leftOutInAll() {
        return leftOut.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whether every event is accounted for. */
    public boolean balances() {
        return in == counted + leftOutInAll();
    }
}
