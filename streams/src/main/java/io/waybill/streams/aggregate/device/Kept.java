package io.waybill.streams.aggregate.device;

/** What a contact was to its row of the counts. */
enum Kept {
    /** The first of the device's in the row. */
    FIRST,
    /** One of several. */
    FURTHER,
    /** The window was full, and the builds that ran in it are several: rows have to be made anew. */
    DISPLACING
}
