package io.waybill.streams.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes primitive values into a growing buffer. Not safe for several threads. */
public final class ByteWriter {

    private byte[] bytes;
    private int end;

    /** An empty buffer of this capacity. */
    public ByteWriter(int capacity) {
        bytes = new byte[Math.max(16, capacity)];
    }

    /** Writes one byte. */
    public ByteWriter int8(int value) {
        ensure(1);
        bytes[end++] = (byte) value;
        return this;
    }

    /** Writes 8 bytes, most significant first. */
    public ByteWriter int64(long value) {
        ensure(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[end++] = (byte) (value >>> shift);
        }
        return this;
    }

    /** Writes 1 to 10 bytes: 7 bits each, least significant first, sign in the lowest bit. */
    public ByteWriter varint(long value) {
        ensure(10);
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7fL) != 0) {
            bytes[end++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[end++] = (byte) rest;
        return this;
    }

    /** Writes the IEEE 754 bits. */
    public ByteWriter float64(double value) {
        return int64(Double.doubleToLongBits(value));
    }

    /** Writes a length and UTF-8. */
    public ByteWriter text(String value) {
        return block(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a text or the mark of its absence. */
    public ByteWriter nullableText(@Nullable String value) {
        return value == null ? int8(0) : int8(1).text(value);
    }

    /** Writes a length and the bytes. */
    public ByteWriter block(byte[] value) {
        return block(value, 0, value.length);
    }

    /** Writes a length and part of the bytes. */
    public ByteWriter block(byte[] value, int offset, int length) {
        varint(length);
        ensure(length);
        System.arraycopy(value, offset, bytes, end, length);
        end += length;
        return this;
    }

    /** Writes bytes as they are, without a length. */
    public ByteWriter raw(byte[] value, int offset, int length) {
        ensure(length);
        System.arraycopy(value, offset, bytes, end, length);
        end += length;
        return this;
    }

    /** Writes what the other holds, without a length. */
    public ByteWriter raw(ByteWriter other) {
        return raw(other.bytes, 0, other.end);
    }

    /** Bytes written. */
    public int size() {
        return end;
    }

    /** The buffer itself: what was written stands in its first {@link #size()} bytes until the next call here. */
    public byte[] array() {
        return bytes;
    }

    /** Forgets what was written and keeps the buffer. */
    public void clear() {
        end = 0;
    }

    /**
     * Forgets what was written behind the first bytes.
     *
     * @param size how many are left, of those there are
     */
    public void cut(int size) {
        end = size;
    }

    /** A copy of what was written. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, end);
    }

    /** Appends what was written to {@code target} at {@code offset}; the caller has made room. */
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, end);
    }

    private void ensure(int more) {
        if (bytes.length - end < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, end + more));
        }
    }
}
