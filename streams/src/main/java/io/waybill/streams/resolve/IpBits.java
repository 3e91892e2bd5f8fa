package io.waybill.streams.resolve;

import java.util.Arrays;

/**
 * Addresses as numbers. IPv4-mapped IPv6 ({@code ::ffff:0:0/96}) and the well-known NAT64 prefix ({@code 64:ff9b::/96},
 * RFC 6052) carry an IPv4 address, and it is the one that was contacted.
 */
final class IpBits {

    private static final long MAPPED = 0xffffL << 32;
    private static final long NAT64 = 0x0064_ff9bL << 32;
    private static final long UPPER_HALF = 0xffff_ffff_0000_0000L;

    private IpBits() {}

    /**
     * Whether the address is an IPv4 address in any of its forms.
     *
     * @throws IllegalArgumentException when it has neither 4 nor 16 bytes
     */
    static boolean carriesV4(byte[] ip) {
        if (ip.length == 4) {
            return true;
        }
        if (ip.length != 16) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + ip.length);
        }
        long high = high(ip);
        long lowerUpperHalf = low(ip) & UPPER_HALF;
        return high == 0 && lowerUpperHalf == MAPPED || high == NAT64 && lowerUpperHalf == 0;
    }

    /** The IPv4 address of one for which {@link #carriesV4} holds: unsigned, in an int. */
    static int v4(byte[] ip) {
        int at = ip.length - 4;
        return ip[at] << 24 | (ip[at + 1] & 0xff) << 16 | (ip[at + 2] & 0xff) << 8 | ip[at + 3] & 0xff;
    }

    /** The upper 64 bits of a 16-byte address, unsigned. */
    static long high(byte[] ip) {
        return eight(ip, 0);
    }

    /** The lower 64 bits of a 16-byte address, unsigned. */
    static long low(byte[] ip) {
        return eight(ip, 8);
    }

    /** The address with its IPv4 address taken out where it carries one: 4 or 16 bytes. */
    static byte[] plain(byte[] ip) {
        return ip.length == 16 && carriesV4(ip) ? Arrays.copyOfRange(ip, 12, 16) : ip;
    }

    private static long eight(byte[] ip, int from) {
        long bits = 0;
        for (int i = from; i < from + 8; i++) {
            bits = bits << 8 | ip[i] & 0xff;
        }
        return bits;
    }
}
