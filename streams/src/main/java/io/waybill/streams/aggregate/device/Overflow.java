package io.waybill.streams.aggregate.device;

/**
 * How often each bound of a book was met since it was made or restored. Nothing was lost for it: see the bounds in
 * {@link BookSettings}.
 *
 * @param contacts that found their window full and were kept as sums
 * @param destinationsOfDevice destinations that found their device full
 * @param destinations that found the partition full
 * @param devices events of devices that found the partition full
 * @param apps contacts of apps that found their device full
 * @param profiles builds of profiles that made their device forget an earlier one
 * @param marks that made their device forget an earlier one, or were earlier than all it keeps
 * @param named profiles and marks that found as many devices named as are kept
 * @param rules that found as many as are kept
 */
public record Overflow(
        long contacts,
        long destinationsOfDevice,
        long destinations,
        long devices,
        long apps,
        long profiles,
        long marks,
        long named,
        long rules) {

    /** What came since then. */
    public Overflow since(Overflow before) {
        return new Overflow(
                contacts - before.contacts,
                destinationsOfDevice - before.destinationsOfDevice,
                destinations - before.destinations,
                devices - before.devices,
                apps - before.apps,
                profiles - before.profiles,
                marks - before.marks,
                named - before.named,
                rules - before.rules);
    }
}
