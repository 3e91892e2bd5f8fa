package io.waybill.streams.aggregate.device;

/** How often the devices of a book met the bounds of a single device; see {@link Overflow}. */
final class BoundHits {

    /** Contacts of apps that found their device full. */
    long apps;

    /** Builds of profiles that made a device forget an earlier one. */
    long profiles;

    /** Marks that made a device forget an earlier one, or were earlier than all it keeps. */
    long marks;
}
