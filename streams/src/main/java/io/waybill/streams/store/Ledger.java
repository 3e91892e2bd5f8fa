package io.waybill.streams.store;

import org.jspecify.annotations.Nullable;

/** State of one task, kept as objects on the heap and rebuilt from its changelog. Used by one stream thread at a time. */
public interface Ledger extends AutoCloseable {

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

    /**
     * Number of the layout in which {@link #writeChanges} writes, 1 to 127. It is raised whenever a program that knows only the
     * old layout would misread the new one; it stands in a header of every entry, so entries of several formats may follow
     * each other in one changelog.
     */
    default int format() {
        return 1;
    }

    /** Whether {@link #restore} understands entries written in this format. */
    default boolean reads(int format) {
        return format == format();
    }

    /** Entries held, for metrics. */
    long size();

    /** Gives back what it holds outside of the heap. Nothing may be asked any more. */
    @Override
    default void close() {}
}
