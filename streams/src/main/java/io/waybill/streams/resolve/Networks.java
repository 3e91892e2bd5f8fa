package io.waybill.streams.resolve;

/** The networks destinations are named by: /24 of IPv4, /48 of IPv6, as CIDR text in the one form of RFC 5952. */
final class Networks {

    private Networks() {}

    /** A number for the network of this address; equal for all addresses of one network and for no others. */
    static long key(byte[] ip) {
        return IpBits.carriesV4(ip) ? IpBits.v4(ip) >>> 8 : 1L << 48 | IpBits.high(ip) >>> 16;
    }

    /** The text of a network, from its key. */
    static String text(long key) {
        StringBuilder text = new StringBuilder(24);
        if (key >>> 48 == 0) {
            return text.append(key >>> 16)
                    .append('.')
                    .append(key >>> 8 & 0xff)
                    .append('.')
                    .append(key & 0xff)
                    .append(".0/24")
                    .toString();
        }
        // The last five groups are zero, so the run to shorten is always the one at the end.
        int shown = (key & 0xffff) != 0 ? 3 : (key >>> 16 & 0xffff) != 0 ? 2 : (key >>> 32 & 0xffff) != 0 ? 1 : 0;
        for (int group = 0; group < shown; group++) {
            text.append(Long.toHexString(key >>> (32 - 16 * group) & 0xffff)).append(group < shown - 1 ? ":" : "");
        }
        return text.append("::/48").toString();
    }
}
