package io.waybill.streams.aggregate.device;

/**
 * Sizes and bounds of the device side.
 *
 * @param windowMillis length of a counting window, milliseconds
 * @param historyMillis how far behind the newest event windows are kept and corrected; {@link Long#MAX_VALUE} keeps all
 * @param maxDestinations destinations kept apart per device; of more, those with the smallest hashes are, and the others are
 *     counted as {@code other}
 * @param maxContactsPerCell contacts kept one by one per device, destination and window; of more, the earliest are, and the
 *     others as sums
 * @param maxDestinationsInAll destinations kept apart in a partition; of more, those with the smallest hashes are, and the others
 *     are counted as {@code other}
 * @param maxDevices devices kept apart in a partition; what is heard of one more that no profile names is counted under the
 *     device {@code other-devices}
 * @param maxNamedDevices devices of a partition that are known by profiles and marks; of more, those with the smallest hashes are,
 *     and the others count for the model {@code unknown}
 * @param contactsHeapBytes of contacts that an instance keeps on the heap, all partitions together; the others, those not heard of for
 *     longest, are on disk until they are needed
 */
public record BookSettings(
        long windowMillis,
        long historyMillis,
        int maxDestinations,
        int maxContactsPerCell,
        int maxDestinationsInAll,
        int maxDevices,
        int maxNamedDevices,
        long contactsHeapBytes) {

    /** An eighth of the heap. */
    public static final long DEFAULT_CONTACTS_HEAP_BYTES = Runtime.getRuntime().maxMemory() / 8;

    /** Destinations kept apart in a partition: what a country's phones contact in a month, times ten. */
    public static final int DEFAULT_DESTINATIONS_IN_ALL = 200_000;

    /** Devices kept apart in a partition: with four partitions, a fleet of a million. */
    public static final int DEFAULT_DEVICES = 250_000;

    /** Named devices of a partition: twice those that are heard of, about 500 MB when none of them is. */
    public static final int DEFAULT_NAMED_DEVICES = 500_000;

    /** Hourly windows, 42 days of history (six beats of a weekly contact), 10,000 destinations, 4,096 contacts. */
    public static final BookSettings LIVE = new BookSettings(3_600_000L, 42 * 86_400_000L, 10_000, 4_096);

    /** As live, but nothing is ever too old. */
    public static final BookSettings CASE = new BookSettings(3_600_000L, Long.MAX_VALUE, 10_000, 4_096);

    /** With the default bounds of a partition. */
    public BookSettings(long windowMillis, long historyMillis, int maxDestinations, int maxContactsPerCell) {
        this(
                windowMillis,
                historyMillis,
                maxDestinations,
                maxContactsPerCell,
                DEFAULT_DESTINATIONS_IN_ALL,
                DEFAULT_DEVICES,
                DEFAULT_NAMED_DEVICES,
                DEFAULT_CONTACTS_HEAP_BYTES);
    }

    /** The same with other bounds of a partition. */
    public BookSettings bounded(int destinationsInAll, int devices) {
        return with(historyMillis, destinationsInAll, devices, maxNamedDevices, contactsHeapBytes);
    }

    /** The same with another bound of named devices. */
    public BookSettings naming(int namedDevices) {
        return with(historyMillis, maxDestinationsInAll, maxDevices, namedDevices, contactsHeapBytes);
    }

    /** The same with so many bytes of contacts on the heap. */
    public BookSettings onHeap(long bytes) {
        return with(historyMillis, maxDestinationsInAll, maxDevices, maxNamedDevices, bytes);
    }

    /** The same with another history, milliseconds. */
    public BookSettings remembering(long millis) {
        return with(millis, maxDestinationsInAll, maxDevices, maxNamedDevices, contactsHeapBytes);
    }

    private BookSettings with(long history, int destinationsInAll, int devices, int namedDevices, long heapBytes) {
        return new BookSettings(
                windowMillis,
                history,
                maxDestinations,
                maxContactsPerCell,
                destinationsInAll,
                devices,
                namedDevices,
                heapBytes);
    }

    /** Checks the ranges. */
    public BookSettings {
        if (maxDestinationsInAll < 1 || maxDevices < 1 || maxNamedDevices < 1) {
            throw new IllegalArgumentException("at least one destination and one device are needed in a partition: "
                    + maxDestinationsInAll + ", " + maxDevices + ", named " + maxNamedDevices);
        }
        if (contactsHeapBytes < 1) {
            throw new IllegalArgumentException("contacts need some of the heap: " + contactsHeapBytes);
        }
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
