package io.waybill.captures.packet.frame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Unsigned numbers as they stand on the wire: big-endian, at any offset of a byte array. Callers check the bounds. */
public final class Wire {

    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Wire() {}

    /** One byte, 0 to 255. */
    public static int u8(byte[] data, int at) {
        return data[at] & 0xff;
    }

    /** Two bytes, 0 to 65,535. */
    public static int u16(byte[] data, int at) {
        return (short) SHORTS.get(data, at) & 0xffff;
    }

    /** Three bytes, 0 to 2^24-1. */
    public static int u24(byte[] data, int at) {
        return u16(data, at) << 8 | u8(data, at + 2);
    }

    /** Four bytes with their bits unchanged. */
    public static int i32(byte[] data, int at) {
        return (int) INTS.get(data, at);
    }

    /** Four bytes, 0 to 2^32-1. */
    public static long u32(byte[] data, int at) {
        return (int) INTS.get(data, at) & 0xffff_ffffL;
    }

    /** Six bytes, 0 to 2^48-1: a MAC address. */
    public static long u48(byte[] data, int at) {
        return (long) u16(data, at) << 32 | u32(data, at + 2);
    }

    /** Eight bytes with their bits unchanged. */
    public static long i64(byte[] data, int at) {
        return (long) LONGS.get(data, at);
    }

    /** Two bytes, least significant first. */
    public static int u16Little(byte[] data, int at) {
        return u8(data, at) | u8(data, at + 1) << 8;
    }

    /** Four bytes, least significant first, with their bits unchanged. */
    public static int i32Little(byte[] data, int at) {
        return Integer.reverseBytes(i32(data, at));
    }
}
