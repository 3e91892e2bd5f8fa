package io.waybill.captures.packet;

import java.io.IOException;
import java.io.InputStream;

/**
 * An input stream seen through one buffer that is used again and again: records are looked at in place, never copied
 * out. The buffer grows to the longest record asked for, so callers bound what they ask for. Not thread-safe.
 */
final class CaptureStream {

    private static final int START_BYTES = 256 * 1024;

    private final InputStream in;
    private byte[] buffer = new byte[START_BYTES];
    private int at;
    private int limit;
    private long positionOfBuffer;

    CaptureStream(InputStream in) {
        this.in = in;
    }

    /**
     * Makes the next {@code bytes} bytes stand in {@link #buffer()} from {@link #at()}. False where the input ends
     * first.
     */
    boolean has(int bytes) throws IOException {
        return limit - at >= bytes || fill(bytes);
    }

    byte[] buffer() {
        return buffer;
    }

    int at() {
        return at;
    }

    /** Bytes read from the stream so far and not yet skipped. */
    int left() {
        return limit - at;
    }

    /** Bytes of the input before {@link #at()}. */
    long position() {
        return positionOfBuffer + at;
    }

    /** Passes over bytes that {@link #has} made present. */
    void pass(int bytes) {
        at += bytes;
    }

    /** Passes over any number of bytes without holding them. False where the input ends first. */
    boolean skip(long bytes) throws IOException {
        long remaining = bytes;
        while (remaining > limit - at) {
            remaining -= limit - at;
            at = limit;
            if (!has(1)) {
                return false;
            }
        }
        at += (int) remaining;
        return true;
    }

    private boolean fill(int bytes) throws IOException {
        if (buffer.length - at < bytes) {
            makeRoom(bytes);
        }
        while (limit - at < bytes) {
            int count = in.read(buffer, limit, buffer.length - limit);
            if (count < 0) {
                return false;
            }
            limit += count;
        }
        return true;
    }

    private void makeRoom(int bytes) {
        byte[] target = buffer.length >= bytes ? buffer : new byte[grown(bytes)];
        System.arraycopy(buffer, at, target, 0, limit - at);
        positionOfBuffer += at;
        limit -= at;
        at = 0;
        buffer = target;
    }

    private int grown(int bytes) {
        return (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(bytes, buffer.length * 2L));
    }
}
