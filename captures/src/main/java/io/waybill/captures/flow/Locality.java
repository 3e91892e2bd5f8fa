package io.waybill.captures.flow;

/** What kind of address: of a private network, of many receivers, or of the Internet. */
final class Locality {

    private Locality() {}

    /** Private, link-local, shared (RFC 6598), loopback, unspecified or unique-local addresses. */
    static boolean isLocal(boolean ipv6, long high, long low) {
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
                || ip == 0;
    }

    /** Multicast, or the IPv4 broadcast address, limited or of a /24 that looks like one. */
    static boolean isForMany(boolean ipv6, long high, long low) {
        if (ipv6) {
            return high >>> 56 == 0xff;
        }
        int ip = (int) low;
        return ip >>> 28 == 14 || ip == -1 || (ip & 0xff) == 0xff && isLocal(false, 0, low);
    }
}
