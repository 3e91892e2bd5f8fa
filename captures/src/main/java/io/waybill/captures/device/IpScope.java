package io.waybill.captures.device;

import io.waybill.captures.packet.frame.Wire;

/** What kind of address: of one's own network, of many receivers, or neither. The same rules for every input. */
public final class IpScope {

    private IpScope() {}

    /** Of these 4 or 16 bytes: see {@link #isLocal(boolean, long, long)}. */
    public static boolean isLocal(byte[] ip) {
        return ip.length == 16 ? isLocal(true, Wire.i64(ip, 0), Wire.i64(ip, 8)) : isLocal(false, 0, Wire.u32(ip, 0));
    }

    /** Of these 4 or 16 bytes: see {@link #isForMany(boolean, long, long)}. */
    public static boolean isForMany(byte[] ip) {
        return ip.length == 16
                ? isForMany(true, Wire.i64(ip, 0), Wire.i64(ip, 8))
                : isForMany(false, 0, Wire.u32(ip, 0));
    }

    /**
     * Private, link-local, shared (RFC 6598), loopback, of "this network" (RFC 1122), unspecified or unique-local (RFC 4193).
     *
     * @param high first 8 bytes of an IPv6 address; not looked at for IPv4
     * @param low last 8 bytes; IPv4 stands in the low 32 bits
     */
    public static boolean isLocal(boolean ipv6, long high, long low) {
        if (ipv6) {
            boolean uniqueLocal = high >>> 57 == 0xfc >> 1;
            boolean linkLocal = high >>> 54 == 0xfe80 >> 6;
            return uniqueLocal || linkLocal || high == 0 && low >>> 1 == 0;
        }
        int ip = (int) low;
        return ip >>> 24 == 10
                || ip >>> 20 == (172 << 4 | 1)
                || ip >>> 16 == (192 << 8 | 168)
                || ip >>> 22 == (100 << 2 | 1)
                || ip >>> 16 == (169 << 8 | 254)
                || ip >>> 24 == 127
                || ip >>> 24 == 0;
    }

    /** Multicast, limited broadcast, or the last address of a local /24, which mostly is a broadcast. */
    public static boolean isForMany(boolean ipv6, long high, long low) {
        if (ipv6) {
            return high >>> 56 == 0xff;
        }
        int ip = (int) low;
        return ip >>> 28 == 14 || ip == -1 || (ip & 0xff) == 0xff && isLocal(false, 0, low);
    }
}
