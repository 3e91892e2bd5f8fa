package io.waybill.streams.aggregate.device;

/** Where the contacts of a pair are: on the heap they are it themselves, on disk the tiers of the book have them under a key. */
sealed interface History permits ContactHistory, Tiers {

    /**
     * The contacts, for reading; what comes from disk is a copy.
     *
     * @param key under which they are on disk
     */
    ContactHistory read(long key);
}
