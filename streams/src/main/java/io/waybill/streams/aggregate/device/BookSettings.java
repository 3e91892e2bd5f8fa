package io.waybill.streams.aggregate.device;

/**
 * Sizes and bounds of the device side.
 *
 * @param windowMillis length of a counting window, milliseconds
 * @param historyMillis how far behind the newest event windows are kept and corrected; {@link Long#MAX_VALUE} keeps all
 * @param maxDestinations destinations kept apart per device; of more, those with the smallest hashes are, and the others are
 *     counted as {@code other}
 * @param maxContactsPerCell contacts kept one by one per device, destination and window; see {@code ContactCell}
 */
public record BookSettings(long windowMillis, long historyMillis, int maxDestinations, int maxContactsPerCell) {

    /** Hourly windows, 42 days of history (six beats of a weekly contact), 10,000 destinations, 4,096 contacts. */
    public static final BookSettings LIVE = new BookSettings(3_600_000L, 42 * 86_400_000L, 10_000, 4_096);

    /** As live, but nothing is ever too old. */
    public static final BookSettings CASE = new BookSettings(3_600_000L, Long.MAX_VALUE, 10_000, 4_096);

    /** Checks the ranges. */
    public BookSettings {
        if (windowMillis < 1_000 || historyMillis < windowMillis || maxDestinations < 1 || maxContactsPerCell < 16) {
            throw new IllegalArgumentException("window of at least 1 s, history of at least one window, at least one"
                    + " destination and 16 contacts are needed: " + windowMillis + " ms, " + historyMillis + " ms, "
                    + maxDestinations + ", " + maxContactsPerCell);
        }
    }

    /** Begin of the window that a time falls into. */
    public long windowOf(long time) {
        return Math.floorDiv(time, windowMillis) * windowMillis;
    }
}
