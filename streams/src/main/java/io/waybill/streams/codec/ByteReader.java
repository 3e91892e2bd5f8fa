package io.waybill.streams.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link ByteWriter} wrote. Not safe for several threads. Reading past the end is an
 * {@link IndexOutOfBoundsException}: these bytes are our own, so it is a programming error.
 */
public final class ByteReader {

    private static final RecurringTexts RECURRING = new RecurringTexts();

    private byte[] bytes;
    private int position;
    private int end;

    /** Reads all of these bytes. */
    public ByteReader(byte[] bytes) {
        this.bytes = bytes;
        this.end = bytes.length;
    }

    /** Starts over on part of other bytes. */
    public void reset(byte[] other, int from, int to) {
        bytes = other;
        position = from;
        end = to;
    }

    /** Whether anything is left. */
    public boolean hasMore() {
        return position < end;
    }

    /** Bytes left. */
    public int remaining() {
        return end - position;
    }

    /** Offset of the next byte. */
    public int position() {
        return position;
    }

    /** Moves to an offset. */
    public void moveTo(int offset) {
        position = offset;
    }

    /** One byte, 0 to 255. */
    public int int8() {
        return bytes[position++] & 0xff;
    }

    /** 8 bytes, most significant first. */
    public long int64() {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | (bytes[position++] & 0xff);
        }
        return value;
    }

    /** A variable-length integer. */
    public long varint() {
        long value = 0;
        int shift = 0;
        while (true) {
            byte next = bytes[position++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
            shift += 7;
        }
    }

    /** A variable-length integer that fits an int. */
    public int varint32() {
        return Math.toIntExact(varint());
    }

    /**
     * A number of elements that follow, each of a byte at least.
     *
     * @throws IllegalStateException when so many cannot follow: nobody makes room for them
     */
    public int count() {
        long count = varint();
        if (count < 0 || count > remaining()) {
            throw new IllegalStateException("%d elements claimed, %d bytes left".formatted(count, remaining()));
        }
        return (int) count;
    }

    /** An IEEE 754 number. */
    public double float64() {
        return Double.longBitsToDouble(int64());
    }

    /** UTF-8, with its length in bytes in front. */
    public String text() {
        int length = varint32();
        String value = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return value;
    }

    /** A text of those that recur: names of few things, not of each event. */
    public String recurringText() {
        int length = varint32();
        String value = RECURRING.of(bytes, position, length);
        position += length;
        return value;
    }

    /** A text or null. */
    public @Nullable String nullableText() {
        return int8() == 0 ? null : text();
    }

    /** Moves over a block or text and returns its length; it begins that far before {@link #position()}. */
    public int skipBlock() {
        int length = varint32();
        position += length;
        return length;
    }

    /** A block of bytes. */
    public byte[] block() {
        int length = varint32();
        // copyOfRange would fill up with zeros what is not there.
        Objects.checkFromIndexSize(position, length, bytes.length);
        byte[] value = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return value;
    }
}
