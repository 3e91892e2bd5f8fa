package io.waybill.streams.aggregate.device;

import io.waybill.streams.codec.ByteReader;
import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.codec.ConnectionView;

/**
 * How an event id is shortened in a row: to what its capture does not say already. Two bits of the row's flags; the numbers are
 * part of the stored layout.
 */
enum EventIdForm {
    /** {@code <prefix of the source>-<position>}. */
    POSITION,
    /** Sixteen hexadecimal digits in lower case, a dash and a number. */
    DIGEST,
    /** The id in full. */
    TEXT,
    /** The id in full, and the capture too, because there are too many captures to number them. */
    TEXTS;

    static final EventIdForm[] ALL = values();

    private static final int DIGEST_CHARS = 16;
    private static final int MAX_DIGITS = 18;

    /** Writes capture, position and id of an event and returns the form that was chosen. */
    static EventIdForm write(ConnectionView event, SourceTable sources, ByteWriter out) {
        byte[] bytes = event.bytes();
        int from = event.eventIdAt();
        int to = event.eventIdEnd();
        int dash = dash(bytes, from, to);
        long number = dash < 0 ? -1 : number(bytes, dash + 1, to);
        if (number >= 0 && number == event.position()) {
            int source = sources.indexOf(event, from, dash);
            if (source >= 0) {
                out.varint(source).varint(event.position());
                return POSITION;
            }
        }
        int source = sources.indexOf(event, from, from);
        if (source < 0) {
            out.block(bytes, event.captureAt(), event.captureEnd() - event.captureAt())
                    .varint(event.position())
                    .block(bytes, from, to - from);
            return TEXTS;
        }
        out.varint(source).varint(event.position());
        if (number >= 0 && dash - from == DIGEST_CHARS && isHex(bytes, from, dash)) {
            out.int64(digest(bytes, from)).varint(number);
            return DIGEST;
        }
        out.block(bytes, from, to - from);
        return TEXT;
    }

    /** Moves over what {@link #write} wrote. */
    void skip(ByteReader in) {
        if (this == TEXTS) {
            in.skipBlock();
        } else {
            in.varint();
        }
        in.varint();
        switch (this) {
            case POSITION -> {}
            case DIGEST -> {
                in.int64();
                in.varint();
            }
            case TEXT, TEXTS -> in.skipBlock();
        }
    }

    private static int dash(byte[] bytes, int from, int to) {
        int at = to - 1;
        while (at >= from && bytes[at] >= '0' && bytes[at] <= '9') {
            at--;
        }
        boolean isNumber = at >= from && bytes[at] == '-' && at < to - 1;
        return isNumber ? at : -1;
    }

    /** The number in these digits, or -1 when it would not be written so again: a leading zero, or too long. */
    private static long number(byte[] bytes, int from, int to) {
        if (to - from > MAX_DIGITS || bytes[from] == '0' && to - from > 1) {
            return -1;
        }
        long number = 0;
        for (int at = from; at < to; at++) {
            number = number * 10 + bytes[at] - '0';
        }
        return number;
    }

    private static boolean isHex(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            int each = bytes[at];
            if ((each < '0' || each > '9') && (each < 'a' || each > 'f')) {
                return false;
            }
        }
        return true;
    }

    private static long digest(byte[] bytes, int from) {
        long digest = 0;
        for (int at = from; at < from + DIGEST_CHARS; at++) {
            int each = bytes[at];
            digest = digest << 4 | (each <= '9' ? each - '0' : each - 'a' + 10);
        }
        return digest;
    }
}
