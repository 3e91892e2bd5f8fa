package io.waybill.captures.name;

import java.util.Arrays;

/**
 * The first bytes of one direction of a stream, put in order: segments may come twice, overlap, or come before their
 * turn. What came first stays, as with most receivers. Not thread-safe.
 */
public final class StreamStart {

    private static final int MAX_GAPS = 32;

    private final int maxBytes;
    private byte[] data = new byte[0];
    /** Bytes in order from the start. */
    private int contiguous;

    private int[] laterFrom = new int[0];
    private int[] laterTo = new int[0];
    private int later;

    /** @param maxBytes bytes kept at most; what lies behind is not looked at */
    public StreamStart(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * Adds a segment that starts {@code offset} bytes into the stream (negative: partly before it). True if it
     * helped.
     */
    public boolean add(long offset, byte[] source, int at, int length) {
        long skip = Math.max(0, contiguous - offset);
        long from = offset + skip;
        long to = Math.min(offset + length, maxBytes);
        if (from >= to) {
            return false;
        }
        int start = (int) from;
        int end = (int) to;
        makeRoom(end);
        if (start > contiguous) {
            if (later == MAX_GAPS) {
                return false;
            }
            copy(source, at + (int) skip, start, end);
            remember(start, end);
            return false;
        }
        copy(source, at + (int) skip, start, end);
        contiguous = end;
        joinLater();
        return true;
    }

    /** Bytes already there from later segments are kept: they came first. */
    private void copy(byte[] source, int at, int start, int end) {
        int next = start;
        while (next < end) {
            int coveredTo = -1;
            int stop = end;
            for (int i = 0; i < later; i++) {
                if (laterFrom[i] <= next && next < laterTo[i]) {
                    coveredTo = Math.max(coveredTo, laterTo[i]);
                } else if (laterFrom[i] > next) {
                    stop = Math.min(stop, laterFrom[i]);
                }
            }
            if (coveredTo > next) {
                next = coveredTo;
            } else {
                System.arraycopy(source, at + next - start, data, next, stop - next);
                next = stop;
            }
        }
    }

    private void remember(int start, int end) {
        if (later == laterFrom.length) {
            laterFrom = Arrays.copyOf(laterFrom, Math.max(4, later * 2));
            laterTo = Arrays.copyOf(laterTo, laterFrom.length);
        }
        laterFrom[later] = start;
        laterTo[later++] = end;
    }

    private void joinLater() {
        boolean joined = true;
        while (joined) {
            joined = false;
            for (int i = 0; i < later; i++) {
                if (laterFrom[i] <= contiguous) {
                    contiguous = Math.max(contiguous, laterTo[i]);
                    later--;
                    laterFrom[i] = laterFrom[later];
                    laterTo[i] = laterTo[later];
                    joined = true;
                    break;
                }
            }
        }
    }

    private void makeRoom(int bytes) {
        if (data.length < bytes) {
            data = Arrays.copyOf(data, Math.min(maxBytes, Math.max(bytes, data.length * 2)));
        }
    }

    /** The bytes; the first {@link #contiguous} are valid. Not a copy. */
    public byte[] data() {
        return data;
    }

    /** How many bytes from the start are known without a gap. */
    public int contiguous() {
        return contiguous;
    }

    /** Whether as many bytes are known as are ever kept. */
    public boolean isFull() {
        return contiguous >= maxBytes;
    }

    /** Bytes of memory held. */
    public int bytesHeld() {
        return data.length;
    }
}
