package io.waybill.streams.detect.rule;

import com.google.common.net.InetAddresses;
import com.google.common.primitives.Ints;
import java.util.Arrays;
import java.util.Optional;

/** A block of addresses, e.g. {@code 192.0.2.0/24}. A single address is a block of full length. */
public final class NetworkBlock {

    private final byte[] base;
    private final int bits;

    private NetworkBlock(byte[] base, int bits) {
        this.base = base;
        this.bits = bits;
    }

    /** Reads {@code address} or {@code address/bits}; empty where the text is neither. */
    public static Optional<NetworkBlock> parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        if (!InetAddresses.isInetAddress(address)) {
            return Optional.empty();
        }
        byte[] base = InetAddresses.forString(address).getAddress();
        int most = base.length * 8;
        Integer bits = slash < 0 ? Integer.valueOf(most) : Ints.tryParse(text.substring(slash + 1));
        if (bits == null || bits < 0 || bits > most) {
            return Optional.empty();
        }
        return Optional.of(new NetworkBlock(base, bits));
    }

    /** Whether the address, 4 or 16 bytes, lies in the block. */
    public boolean contains(byte[] ip) {
        if (ip.length != base.length) {
            return false;
        }
        int whole = bits / 8;
        if (!Arrays.equals(ip, 0, whole, base, 0, whole)) {
            return false;
        }
        int rest = bits % 8;
        return rest == 0 || ((ip[whole] ^ base[whole]) & 0xff) >> (8 - rest) == 0;
    }

    /** Whether the other block lies wholly in this one. */
    public boolean contains(NetworkBlock other) {
        return other.bits >= bits && contains(other.base);
    }
}
