package io.waybill.captures;

import java.util.HexFormat;

/** MAC addresses as text. */
public final class MacAddresses {
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

    private MacAddresses() {}

    /** Six lower-case hex pairs joined by colons. */
    public static String text(byte[] mac) {
        return COLONS.formatHex(mac);
    }
}
