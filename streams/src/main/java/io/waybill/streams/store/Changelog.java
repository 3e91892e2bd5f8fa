package io.waybill.streams.store;

import org.jspecify.annotations.Nullable;

/** Takes changed entries of a {@link Ledger}. */
@FunctionalInterface
public interface Changelog {

    /**
     * Writes one entry.
     *
     * @param key identity of the entry
     * @param value its new content, or null when it was removed
     */
    void write(byte[] key, byte @Nullable [] value);
}
