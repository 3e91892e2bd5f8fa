package io.waybill.captures.device;

/** What kind of address: of one's own network, of many receivers, or neither. */
public final class IpScope {

    private IpScope() {}

    /** Private, link-local, shared (RFC 6598), loopback, unspecified or unique-local (RFC 4193). */
    public static boolean isLocal(byte[] ip) {
        int first = ip[0] & 0xff;
        int second = ip[1] & 0xff;
        if (ip.length == 16) {
            return (first & 0xfe) == 0xfc || first == 0xfe && (second & 0xc0) == 0x80 || isUnspecifiedOrLoopback(ip);
        }
        return first == 10
                || first == 127
                || first == 0
                || first == 172 && (second & 0xf0) == 16
                || first == 192 && second == 168
                || first == 169 && second == 254
                || first == 100 && (second & 0xc0) == 64;
    }

    private static boolean isUnspecifiedOrLoopback(byte[] ip) {
        for (int i = 0; i < 15; i++) {
            if (ip[i] != 0) {
                return false;
            }
        }
        return ip[15] >>> 1 == 0;
    }

    /** Multicast, limited broadcast, or the last address of a private /24, which mostly is a broadcast. */
    public static boolean isForMany(byte[] ip) {
        if (ip.length == 16) {
            return ip[0] == (byte) 0xff;
        }
        boolean broadcast = ip[3] == (byte) 0xff && (isLocal(ip) || ip[0] == (byte) 0xff);
        return (ip[0] & 0xf0) == 0xe0 || broadcast;
    }
}
