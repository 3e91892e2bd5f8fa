package io.waybill.testkit.traffic;

import com.google.common.net.InetAddresses;

/**
 * A block of addresses that a service answers from.
 *
 * @param base 4 or 16 bytes; never written to
 * @param prefixLength leading bits that all its addresses share
 */
record Network(byte[] base, int prefixLength) {

    /** Reads {@code 192.0.2.0/24} or {@code 2001:db8::/32}. */
    static Network parse(String cidr) {
        int slash = cidr.indexOf('/');
        return new Network(
                InetAddresses.forString(cidr.substring(0, slash)).getAddress(),
                Integer.parseInt(cidr.substring(slash + 1)));
    }

    /** An address of the block, chosen by the hash; never the block's first or last one of a /24. */
    byte[] address(long hash) {
        byte[] address = base.clone();
        long bits = hash;
        int last = address.length - 1;
        for (int i = last; i >= 0 && i > last - 8; i--) {
            int hostBits = Math.min(8, Math.max(0, (i + 1) * 8 - prefixLength));
            int mask = (1 << hostBits) - 1;
            address[i] = (byte) (address[i] & ~mask | (int) bits & mask);
            bits >>>= 8;
        }
        boolean edge = address[last] == 0 || address[last] == (byte) 0xff;
        if (edge && prefixLength <= address.length * 8 - 8) {
            address[last] = (byte) ((address[last] ^ 0x40) | 1);
        }
        return address;
    }
}
