package io.waybill.streams.aggregate.device;

import io.waybill.streams.codec.ByteReader;
import io.waybill.streams.codec.ByteWriter;
import java.util.Arrays;

/**
 * The rows of one pair packed into bytes, in the order of arrival; whoever needs another order sorts. A row is its length, 16
 * bits of the hash of its event id, the time since the row before, the number of its far end, and its body ({@link RowCodec}):
 * about 25 bytes.
 */
final class ContactLog {

    private static final byte[] NONE = new byte[0];
    private static final int LONG_ROW = 0xff;
    private static final int SHORT_HEADER = 3;
    private static final int LONG_HEADER = 7;

    private byte[] bytes = NONE;
    private int end;
    private int rows;
    private long lastTime;

    int rows() {
        return rows;
    }

    /** Bytes used: where the next row will begin. */
    int end() {
        return end;
    }

    /**
     * Adds a row.
     *
     * @param scratch is overwritten
     */
    void append(long time, int endpoint, long idHash, byte[] body, int from, int to, ByteWriter scratch) {
        scratch.clear();
        scratch.varint(time - lastTime).varint(endpoint).raw(body, from, to - from);
        int length = scratch.size();
        int header = length < LONG_ROW ? SHORT_HEADER : LONG_HEADER;
        if (bytes.length - end < header + length) {
            int more = Math.max(header + length, bytes.length >> 1);
            bytes = Arrays.copyOf(bytes, bytes.length + more);
        }
        if (header == SHORT_HEADER) {
            bytes[end++] = (byte) length;
        } else {
            bytes[end++] = (byte) LONG_ROW;
            for (int shift = 24; shift >= 0; shift -= 8) {
                bytes[end++] = (byte) (length >>> shift);
            }
        }
        bytes[end++] = (byte) (idHash >>> 8);
        bytes[end++] = (byte) idHash;
        scratch.copyTo(bytes, end);
        end += length;
        rows++;
        lastTime = time;
    }

    /** Reads the end of what is kept. */
    long touch() {
        return end == 0 ? 0 : bytes[end - 1];
    }

    int heapBytes() {
        return bytes.length;
    }

    void writeTo(ByteWriter out) {
        out.varint(rows).varint(lastTime).block(bytes, 0, end);
    }

    static ContactLog read(ByteReader in) {
        ContactLog read = new ContactLog();
        read.rows = in.varint32();
        read.lastTime = in.varint();
        read.bytes = in.block();
        read.end = read.bytes.length;
        return read;
    }

    /** Hands all rows over to a new log and is empty. */
    ContactLog take() {
        ContactLog taken = new ContactLog();
        taken.bytes = bytes;
        taken.end = end;
        taken.rows = rows;
        taken.lastTime = lastTime;
        bytes = NONE;
        end = 0;
        rows = 0;
        lastTime = 0;
        return taken;
    }

    /**
     * Turns a row to the one that begins at an offset.
     *
     * @param time of the row, which stands in the log only as a difference
     */
    void readAt(int offset, long time, ContactRow row) {
        Cursor cursor = new Cursor(row);
        cursor.at = offset;
        cursor.next();
        row.read(bytes, row.bodyAt(), row.bodyEnd(), time, row.endpoint());
    }

    /** Goes over the rows. A log that is changed meanwhile must not be read on. */
    final class Cursor {
        private final ContactRow row;
        private int at;
        private long time;
        private int idHash16;

        Cursor(ContactRow row) {
            this.row = row;
        }

        /** The 16 bits of the event id's hash that the row stands with. */
        int idHash16() {
            return idHash16;
        }

        /** Offset of the row that {@link #next} will turn to. */
        int position() {
            return at;
        }

        /** Moves the row on; false at the end. */
        boolean next() {
            if (at >= end) {
                return false;
            }
            int length = bytes[at] & 0xff;
            int header = SHORT_HEADER;
            if (length == LONG_ROW) {
                length = int32(bytes, at + 1);
                header = LONG_HEADER;
            }
            idHash16 = (bytes[at + header - 2] & 0xff) << 8 | (bytes[at + header - 1] & 0xff);
            int from = at + header;
            at = from + length;
            long delta = 0;
            int shift = 0;
            byte next;
            do {
                next = bytes[from++];
                delta |= (next & 0x7fL) << shift;
                shift += 7;
            } while (next < 0);
            time += (delta >>> 1) ^ -(delta & 1);
            int endpoint = 0;
            shift = 0;
            do {
                next = bytes[from++];
                endpoint |= (next & 0x7f) << shift;
                shift += 7;
            } while (next < 0);
            row.read(bytes, from, at, time, endpoint >>> 1);
            return true;
        }
    }

    /**
     * Whether a row at or behind an offset may have an id with this hash: when not, none has.
     *
     * @param offset begin of a row
     */
    boolean mayHold(int offset, long idHash) {
        byte high = (byte) (idHash >>> 8);
        byte low = (byte) idHash;
        int at = offset;
        while (at < end) {
            int length = bytes[at] & 0xff;
            int header = SHORT_HEADER;
            if (length == LONG_ROW) {
                length = int32(bytes, at + 1);
                header = LONG_HEADER;
            }
            if (bytes[at + header - 2] == high && bytes[at + header - 1] == low) {
                return true;
            }
            at += header + length;
        }
        return false;
    }

    private static int int32(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 24
                | (bytes[at + 1] & 0xff) << 16
                | (bytes[at + 2] & 0xff) << 8
                | (bytes[at + 3] & 0xff);
    }
}
