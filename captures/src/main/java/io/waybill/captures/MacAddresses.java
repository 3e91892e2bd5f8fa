package io.waybill.captures;

import java.util.HexFormat;

/** MAC addresses as text, and what their bits say. */
public final class MacAddresses {
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

    private MacAddresses() {}

    /** Six lower-case hex pairs joined by colons. */
    public static String text(byte[] mac) {
        return COLONS.formatHex(mac);
    }

    /**
     * Whether this is a locally administered address of a single station, as phones make up per network (IEEE 802: second
     * lowest bit of the first byte). It names a device only while the device keeps it.
     */
    public static boolean isRandomised(byte[] mac) {
        return (mac[0] & 0x03) == 0x02;
    }
}
