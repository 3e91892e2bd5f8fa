package io.waybill.captures.name;

import io.waybill.captures.packet.frame.Wire;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The readable part of a long-header packet (RFC 9000, section 17.2).
 *
 * @param initial whether it is an Initial packet
 * @param connectionId destination connection id
 * @param numberAt where the protected packet number starts
 * @param end where the packet ends on the wire, by its own length
 */
@SuppressWarnings("ArrayRecordComponent") // short-lived, never compared
record QuicHeader(boolean initial, byte[] connectionId, int numberAt, long end) {

    private static final int RETRY = 3;

    /** Null where it is malformed, or of a type without length (Retry). */
    static @Nullable QuicHeader parse(QuicVersion version, byte[] data, int at, int end) {
        int next = at + 5;
        if (next >= end || (data[at] & 0xc0) != 0xc0) {
            return null;
        }
        int type = (data[at] >> 4 & 3) - version.initialType() & 3;
        int idLength = Wire.u8(data, next++);
        if (type == RETRY || idLength > 20 || next + idLength >= end) {
            return null;
        }
        byte[] id = Arrays.copyOfRange(data, next, next + idLength);
        next += idLength;
        next += 1 + Wire.u8(data, next);
        if (type == 0) {
            if (!hasVarint(data, next, end)) {
                return null;
            }
            long token = varint(data, next);
            next += varintBytes(data, next);
            if (token > end - next) {
                return null;
            }
            next += (int) token;
        }
        if (!hasVarint(data, next, end)) {
            return null;
        }
        long length = varint(data, next);
        next += varintBytes(data, next);
        return new QuicHeader(type == 0, id, next, next + length);
    }

    static boolean hasVarint(byte[] data, int at, int end) {
        return at < end && at + varintBytes(data, at) <= end;
    }

    static int varintBytes(byte[] data, int at) {
        return 1 << (Wire.u8(data, at) >> 6);
    }

    static long varint(byte[] data, int at) {
        return switch (Wire.u8(data, at) >> 6) {
            case 0 -> Wire.u8(data, at);
            case 1 -> Wire.u16(data, at) & 0x3fff;
            case 2 -> Wire.u32(data, at) & 0x3fff_ffffL;
            default -> Wire.i64(data, at) & 0x3fff_ffff_ffff_ffffL;
        };
    }
}
