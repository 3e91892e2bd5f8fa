package io.waybill.captures.name;

import io.waybill.captures.packet.frame.Wire;
import io.waybill.schemas.HostSource;
import org.jspecify.annotations.Nullable;

/**
 * The CHLO message of Google's QUIC before TLS: a table of tags with end offsets, then the values ("QUIC Crypto",
 * Google).
 */
final class GoogleHello {

    private static final int CHLO = 0x43484c4f;
    private static final int SNI = 0x534e4900;
    /** Headers, hash and frame header before the message are shorter than this in every version. */
    private static final int SEARCHED_BYTES = 128;

    private static final int MAX_TAGS = 128;

    private GoogleHello() {}

    /** The finding of a message that starts within the first bytes of a clear packet; null where there is none. */
    static @Nullable Finding search(byte[] data, int at, int end) {
        for (int i = at; i < Math.min(at + SEARCHED_BYTES, end - 8); i++) {
            if (Wire.i32(data, i) == CHLO) {
                return parse(data, i, end);
            }
        }
        return null;
    }

    /** The message at {@code at}; null where there is none. */
    static @Nullable Finding parse(byte[] data, int at, int end) {
        if (at + 8 > end || Wire.i32(data, at) != CHLO) {
            return null;
        }
        int tags = Wire.u16Little(data, at + 4);
        int values = at + 8 + 8 * tags;
        String host = null;
        long from = 0;
        for (int i = 0; i < Math.min(tags, MAX_TAGS) && at + 16 + 8 * i <= end; i++) {
            long to = Wire.i32Little(data, at + 12 + 8 * i) & 0xffff_ffffL;
            boolean present = to >= from && values + to <= end;
            if (Wire.i32(data, at + 8 + 8 * i) == SNI && present) {
                host = HostName.of(data, values + (int) from, (int) (to - from));
            }
            from = to;
        }
        return Finding.of(host, HostSource.QUIC_SNI, "quic", null);
    }

    /** Whether a datagram opens a connection of a version before Q050: the version stands behind 1 or 9 bytes. */
    static boolean looksLikeStart(byte[] data, int at, int end) {
        boolean publicHeader = end - at > 13 && (data[at] & 0x89) == 0x09 && isVersion(data, at + 9);
        boolean longHeader = end - at > 5 && (data[at] & 0x80) != 0 && isVersion(data, at + 1);
        return publicHeader || longHeader;
    }

    private static boolean isVersion(byte[] data, int at) {
        return data[at] == 'Q' && data[at + 1] == '0' && isDigit(data[at + 2]) && isDigit(data[at + 3]);
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }
}
