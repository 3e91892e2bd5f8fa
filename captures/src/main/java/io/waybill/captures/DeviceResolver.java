package io.waybill.captures;

import org.jspecify.annotations.Nullable;

/** Tells which device an address belonged to at a time. Fed by the inventory and, while reading, by DHCP leases. */
public interface DeviceResolver {

    /**
     * The device with this address.
     *
     * @param mac 6 bytes, or null where the capture has no link-layer address
     * @param ip 4 or 16 bytes, or null
     * @param timeMillis when it was seen, milliseconds since 1970 UTC
     * @return the inventory's device id, or null where nothing names it
     */
    @Nullable
    String deviceAt(byte @Nullable [] mac, byte @Nullable [] ip, long timeMillis);

    /**
     * The device with this id, serial, MAC or IP written as text, as feeds that name devices give it.
     *
     * @return the inventory's device id, or null where nothing names it
     */
    @Nullable
    String deviceNamed(String text, long timeMillis);

    /**
     * Learns that this MAC (6 bytes) held this IP (4 or 16 bytes) from {@code fromMillis} until {@code untilMillis}.
     *
     * @return false where it was not taken because of a bound
     */
    boolean lease(byte[] mac, byte[] ip, long fromMillis, long untilMillis);

    /** The id for a device that nothing names: {@code unknown-<address>}, the IP written canonically (RFC 5952 for IPv6). */
    static String unknown(byte[] ip) {
        return "unknown-" + Addresses.text(ip);
    }
}
