package io.waybill.captures.text;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Lines of a byte stream, without making a string of each. Ends at {@code \n}; a {@code \r} before it is left out. Memory is
 * bounded: of a line longer than the limit only the start is kept, and {@link #tooLong()} says so. Not thread-safe.
 */
public final class LineReader {
    private static final int INITIAL_BUFFER = 64 * 1024;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long NEWLINES = '\n' * ONES;

    private final InputStream in;
    private final int maxLine;
    private byte[] buffer = new byte[INITIAL_BUFFER];
    private int filled;
    private int start;
    private int end;
    private int next;
    private long number;
    private boolean tooLong;
    private boolean terminated = true;
    private boolean exhausted;

    /** Reads from {@code in}; lines up to {@code maxLine} bytes are kept whole. The caller closes the stream. */
    public LineReader(InputStream in, int maxLine) {
        this.in = in;
        this.maxLine = maxLine;
    }

    /** Moves to the next line; false when there is none. */
    public boolean next() throws IOException {
        start = next;
        tooLong = false;
        int scanned = start;
        while (true) {
            int newline = newline(scanned);
            if (newline >= 0) {
                return line(newline, newline + 1, true);
            }
            scanned = filled;
            if (exhausted) {
                return start < filled && line(filled, filled, false);
            }
            if (filled - start - 1 > maxLine) { // one byte more may be the \r of an end to come
                return skipRest();
            }
            int moved = makeRoom();
            scanned -= moved;
            fill();
        }
    }

    private int newline(int from) {
        byte[] bytes = buffer;
        int to = filled;
        int i = from;
        for (; i + 8 <= to; i += 8) {
            // Zero where a byte is a newline; the lowest bit set then marks the first of them (Hacker's Delight, 6-1).
            long others = (long) LONGS.get(bytes, i) ^ NEWLINES;
            long found = others - ONES & ~others & HIGH_BITS;
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        for (; i < to; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private boolean line(int lineEnd, int nextStart, boolean ended) {
        number++;
        terminated = ended;
        next = nextStart;
        end = lineEnd > start && buffer[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
        tooLong |= end - start > maxLine;
        end = Math.min(end, start + maxLine);
        return true;
    }

    private boolean skipRest() throws IOException {
        int keptEnd = start + maxLine;
        byte[] kept = Arrays.copyOfRange(buffer, start, keptEnd);
        tooLong = true;
        int newline;
        do {
            filled = 0;
            fill();
            newline = newline(0);
        } while (newline < 0 && !exhausted);
        number++;
        terminated = newline >= 0;
        int rest = newline < 0 ? filled : newline + 1;
        byte[] joined = new byte[Math.max(INITIAL_BUFFER, kept.length + filled - rest)];
        System.arraycopy(kept, 0, joined, 0, kept.length);
        System.arraycopy(buffer, rest, joined, kept.length, filled - rest);
        filled = kept.length + filled - rest;
        buffer = joined;
        start = 0;
        end = kept.length;
        next = kept.length;
        return true;
    }

    private int makeRoom() {
        if (filled < buffer.length) {
            return 0;
        }
        int moved = start;
        if (moved == 0) {
            buffer = Arrays.copyOf(buffer, (int) Math.min((long) buffer.length * 2, (long) maxLine + INITIAL_BUFFER));
        } else {
            System.arraycopy(buffer, start, buffer, 0, filled - start);
            filled -= moved;
            start = 0;
        }
        return moved;
    }

    private void fill() throws IOException {
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            exhausted = true;
        } else {
            filled += read;
        }
    }

    /** The bytes the line lies in, from {@link #start()} to {@link #end()}; valid until the next call of {@link #next()}. */
    public byte[] buffer() {
        return buffer;
    }

    /** Where the line begins in the buffer. */
    public int start() {
        return start;
    }

    /** Where the line ends in the buffer, exclusive. */
    public int end() {
        return end;
    }

    /** Length of the line in bytes. */
    public int length() {
        return end - start;
    }

    /** Number of the line; the first is 1. */
    public long number() {
        return number;
    }

    /** Whether the line was longer than the limit and lost its end. */
    public boolean tooLong() {
        return tooLong;
    }

    /** Whether a newline ended the line; false for a last line that stops at the end of the stream. */
    public boolean terminated() {
        return terminated;
    }

    /** The line as text, read as UTF-8 with bad bytes replaced. */
    public String text() {
        return new String(buffer, start, end - start, StandardCharsets.UTF_8);
    }

    /** Whether the line holds nothing but blanks. */
    public boolean isBlank() {
        for (int i = start; i < end; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\t') {
                return false;
            }
        }
        return true;
    }
}
