package io.waybill.streams.aggregate.device;

/** What became of an event. */
public enum Applied {
    /** It is in the counts. */
    COUNTED,
    /** It is in the counts, and corrects a window that was published before. */
    CORRECTED,
    /** It was there already. */
    REPEATED,
    /** It is older than the history kept. */
    TOO_OLD
}
