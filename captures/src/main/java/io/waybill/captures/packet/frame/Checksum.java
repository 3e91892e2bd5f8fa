package io.waybill.captures.packet.frame;

/** The Internet checksum (RFC 1071): the ones' complement sum of 16-bit words. */
final class Checksum {

    private Checksum() {}

    /** Adds {@code length} bytes to a running sum; a last odd byte counts as the high half of a word. */
    static long add(long sum, byte[] data, int at, int length) {
        int end = at + length;
        int i = at;
        for (; i + 8 <= end; i += 8) {
            long word = Wire.i64(data, i);
            sum += (word >>> 32) + (word & 0xffff_ffffL);
        }
        for (; i + 2 <= end; i += 2) {
            sum += Wire.u16(data, i);
        }
        return i < end ? sum + (Wire.u8(data, i) << 8) : sum;
    }

    /** Whether the sum over data that includes its own checksum field is right. */
    static boolean isRight(long sum) {
        return fold(sum) == 0xffff;
    }

    private static int fold(long sum) {
        long folded = sum;
        while (folded >>> 16 != 0) {
            folded = (folded & 0xffff) + (folded >>> 16);
        }
        return (int) folded;
    }
}
