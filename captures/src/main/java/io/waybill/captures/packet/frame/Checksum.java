package io.waybill.captures.packet.frame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The Internet checksum (RFC 1071): the ones' complement sum of 16-bit words. The sum does not depend on the byte
 * order it is computed in, so it is computed in the machine's own, eight bytes at a time, and turned at the end.
 */
final class Checksum {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW = 0xffff_ffffL;

    private Checksum() {}

    /** The sum of {@code length} bytes, folded to 16 bits; a last odd byte counts as the high half of a word. */
    static int of(byte[] data, int at, int length) {
        int end = at + length;
        int i = at;
        long high = 0;
        long low = 0;
        for (; i + 32 <= end; i += 32) {
            long a = (long) LONGS.get(data, i);
            long b = (long) LONGS.get(data, i + 8);
            long c = (long) LONGS.get(data, i + 16);
            long d = (long) LONGS.get(data, i + 24);
            high += (a >>> 32) + (b >>> 32) + ((c >>> 32) + (d >>> 32));
            low += (a & LOW) + (b & LOW) + ((c & LOW) + (d & LOW));
        }
        for (; i + 2 <= end; i += 2) {
            low += Wire.u16Little(data, i);
        }
        if (i < end) {
            low += Wire.u8(data, i);
        }
        int sum = fold(high + low);
        return (sum & 0xff) << 8 | sum >>> 8;
    }

    /** Whether a sum over data that includes its own checksum field is right. */
    static boolean isRight(long sum) {
        return fold(sum) == 0xffff;
    }

    private static int fold(long sum) {
        long folded = (sum & LOW) + (sum >>> 32);
        while (folded >>> 16 != 0) {
            folded = (folded & 0xffff) + (folded >>> 16);
        }
        return (int) folded;
    }
}
