package io.waybill.streams.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A 64-bit hash of bytes, eight at a time, for tables in memory. Its values are never stored, so it may change from version to
 * version; what samples rest on is {@link StableHash}.
 */
public final class ByteHash {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MULTIPLIER = 0x9e3779b97f4a7c15L;

    private ByteHash() {}

    /** The hash of the bytes from {@code from} to before {@code to}. */
    public static long of(byte[] bytes, int from, int to) {
        long hash = (to - from) * MULTIPLIER;
        int at = from;
        for (; at <= to - 8; at += 8) {
            hash = (hash ^ (long) LONGS.get(bytes, at)) * MULTIPLIER;
            hash ^= hash >>> 29;
        }
        long rest = 0;
        for (; at < to; at++) {
            rest = rest << 8 | (bytes[at] & 0xff);
        }
        return mix(hash ^ rest);
    }

    /** Spreads the bits of a number over all 64. */
    public static long mix(long value) {
        long hash = value * MULTIPLIER;
        hash = (hash ^ hash >>> 32) * 0xd6e8feb86659fd93L;
        return hash ^ hash >>> 32;
    }

    /** Whether all bytes from {@code from} to before {@code to} are below 128. */
    static boolean isAscii(byte[] bytes, int from, int to) {
        long high = 0;
        int at = from;
        for (; at <= to - 8; at += 8) {
            high |= (long) LONGS.get(bytes, at);
        }
        for (; at < to; at++) {
            high |= bytes[at] & 0x80;
        }
        return (high & 0x8080808080808080L) == 0;
    }
}
