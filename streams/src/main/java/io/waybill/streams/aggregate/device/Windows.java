package io.waybill.streams.aggregate.device;

/** Counting windows of one length. Immutable. */
record Windows(long millis) {

    /** Begin of the window that a time falls into. */
    long of(long time) {
        return Math.floorDiv(time, millis) * millis;
    }

    /** Last millisecond of the window that begins here. */
    long lastOf(long window) {
        return window + millis - 1;
    }
}
