package io.waybill.streams.aggregate.device;

/** How often a book met its bounds; see {@link Overflow}. */
final class BoundHits {

    /** Contacts of apps that found their device full. */
    long apps;

    /** Builds of profiles that made a device forget an earlier one. */
    long profiles;

    /** Marks that made a device forget an earlier one, or were earlier than all it keeps. */
    long marks;

    /** Events of devices that found the partition full. */
    long devices;

    /** Profiles and marks that found as many devices named as are kept. */
    long named;

    /** Rules that found as many as are kept. */
    long rules;
}
