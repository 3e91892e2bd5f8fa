package io.waybill.streams.store;

import org.jspecify.annotations.Nullable;

/**
 * State of one task, kept as objects on the heap and rebuilt from its changelog. Used by one stream thread at a time.
 */
public interface Ledger {

    /**
     * Takes one entry back from the changelog, in the order in which entries were written; a later entry for a key replaces
     * the earlier one.
     *
     * @param key as written
     * @param value as written, or null when the entry was removed
     */
    void restore(byte[] key, byte @Nullable [] value);

    /** Writes every entry that changed since the last call and marks all as written. */
    void writeChanges(Changelog changelog);

    /** Entries held, for metrics. */
    long size();
}
