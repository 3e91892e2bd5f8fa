package io.waybill.captures.zeek;

import io.waybill.captures.AddressParser;
import io.waybill.captures.BadRecordException;
import io.waybill.captures.packet.frame.Wire;
import io.waybill.captures.text.Values;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One row of a log: for each field read, where its value lies in a buffer. Both forms of log are brought into this one, so
 * that everything behind it cannot tell them apart. Reused from row to row.
 */
final class ZeekRow {
    private static final long FIRST_TIME_IN_MILLIS = 100_000_000_000L; // as seconds this is the year 5138

    private static final long MAX_NUMBER = Long.MAX_VALUE / 20_000;
    private static final int SURE_DIGITS = 14; // so few cannot be above that

    private byte[] buffer = new byte[0];
    private final int[] starts = new int[ZeekField.COUNT];
    private final int[] ends = new int[ZeekField.COUNT];
    private long uidHash;

    /** Forgets the former row; values lie in this buffer from now on. */
    void reset(byte[] newBuffer) {
        buffer = newBuffer;
        uidHash = 0;
        Arrays.fill(starts, -1);
    }

    /** This row, kept while others are read. */
    ZeekRow copy() {
        int from = buffer.length;
        int to = 0;
        for (int i = 0; i < starts.length; i++) {
            if (starts[i] >= 0) {
                from = Math.min(from, starts[i]);
                to = Math.max(to, ends[i]);
            }
        }
        ZeekRow copy = new ZeekRow();
        copy.reset(from < to ? Arrays.copyOfRange(buffer, from, to) : new byte[0]);
        for (int i = 0; i < starts.length; i++) {
            if (starts[i] >= 0) {
                copy.starts[i] = starts[i] - from;
                copy.ends[i] = ends[i] - from;
            }
        }
        return copy;
    }

    void set(ZeekField field, int start, int end) {
        starts[field.ordinal()] = start;
        ends[field.ordinal()] = end;
    }

    boolean has(ZeekField field) {
        return starts[field.ordinal()] >= 0;
    }

    /** The fields that have a value. */
    Set<ZeekField> fields() {
        Set<ZeekField> fields = EnumSet.noneOf(ZeekField.class);
        for (ZeekField field : ZeekField.values()) {
            if (has(field)) {
                fields.add(field);
            }
        }
        return fields;
    }

    byte[] buffer() {
        return buffer;
    }

    int start(ZeekField field) {
        return starts[field.ordinal()];
    }

    int end(ZeekField field) {
        return ends[field.ordinal()];
    }

    /** The value as text with Zeek's {@code \xNN} escapes undone; null where there is none. */
    @Nullable
    String text(ZeekField field) {
        int start = start(field);
        if (start < 0) {
            return null;
        }
        return text(start, end(field));
    }

    private String text(int start, int end) {
        for (int i = start; i < end; i++) {
            if (buffer[i] == '\\') {
                return unescaped(start, end);
            }
        }
        return new String(buffer, start, end - start, StandardCharsets.UTF_8);
    }

    /** The elements of a list, told apart before their escapes are undone; none where there is no value. */
    List<String> texts(ZeekField field) {
        List<String> texts = new ArrayList<>();
        int from = start(field);
        int end = end(field);
        for (int i = from; from >= 0 && i <= end; i++) {
            if (i == end || buffer[i] == ',') {
                texts.add(text(from, i));
                from = i + 1;
            }
        }
        return texts;
    }

    private String unescaped(int start, int end) {
        byte[] plain = new byte[end - start];
        int length = 0;
        for (int i = start; i < end; i++) {
            int high =
                    i + 3 < end && buffer[i] == '\\' && buffer[i + 1] == 'x' ? Character.digit(buffer[i + 2], 16) : -1;
            int low = high >= 0 ? Character.digit(buffer[i + 3], 16) : -1;
            if (low >= 0) {
                plain[length++] = (byte) (high << 4 | low);
                i += 3;
            } else {
                plain[length++] = buffer[i];
            }
        }
        return new String(plain, 0, length, StandardCharsets.UTF_8);
    }

    /** Whether the value is exactly this. */
    boolean is(ZeekField field, String ascii) {
        int start = start(field);
        if (start < 0 || end(field) - start != ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (buffer[start + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the value is exactly one of these. */
    boolean isAny(ZeekField field, String... ascii) {
        for (String each : ascii) {
            if (is(field, each)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a flag is set: {@code T} in text, {@code true} in JSON. */
    boolean isTrue(ZeekField field) {
        return is(field, "T") || is(field, "true");
    }

    /** Milliseconds since 1970: from seconds with a fraction, milliseconds or ISO-8601, as Zeek can be told to write. */
    long timeMillis() throws BadRecordException {
        if (!has(ZeekField.TS)) {
            throw new BadRecordException("ts is missing");
        }
        int start = start(ZeekField.TS);
        long millis;
        if (end(ZeekField.TS) - start > 10 && buffer[start + 10] == 'T') {
            try {
                millis =
                        OffsetDateTime.parse(required(ZeekField.TS)).toInstant().toEpochMilli();
            } catch (DateTimeException e) {
                throw new BadRecordException("ts: '" + Values.shorten(required(ZeekField.TS)) + "' is no time");
            }
        } else {
            long thousandths = thousandths(ZeekField.TS);
            millis = thousandths >= FIRST_TIME_IN_MILLIS * 1_000 ? thousandths / 1_000 : thousandths;
        }
        return Values.time("ts", millis).toEpochMilli();
    }

    /** An interval in seconds as whole milliseconds; 0 where there is none. */
    long intervalMillis(ZeekField field) throws BadRecordException {
        return has(field) ? thousandths(field) : 0;
    }

    /** A count; 0 where there is none. */
    long count(ZeekField field) throws BadRecordException {
        return has(field) ? whole(field) : 0;
    }

    int port(ZeekField field) throws BadRecordException {
        return Values.port(field.title(), count(field));
    }

    /** A whole number; what stands behind a point is cut off. */
    private long whole(ZeekField field) throws BadRecordException {
        int start = start(field);
        int end = end(field);
        if (end > start && end - start <= SURE_DIGITS) {
            long value = 0;
            int i = start;
            for (; i < end && isDigit(buffer[i]); i++) {
                value = value * 10 + (buffer[i] - '0');
            }
            if (i == end) {
                return value;
            }
        }
        return thousandths(field) / 1_000;
    }

    /** A decimal number times 1,000, what is below that cut off. */
    private long thousandths(ZeekField field) throws BadRecordException {
        int start = start(field);
        int end = end(field);
        long value = 0;
        int i = start;
        for (; i < end && isDigit(buffer[i]); i++) {
            value = value * 10 + (buffer[i] - '0');
            if (value > MAX_NUMBER) {
                throw notANumber(field);
            }
        }
        if (i == start || i < end && buffer[i] != '.') {
            return thousandthsOfOdd(field);
        }
        i++;
        for (int place = 0; place < 3; place++, i++) {
            value = value * 10 + (i < end && isDigit(buffer[i]) ? buffer[i] - '0' : 0);
        }
        for (i -= 3; i < end; i++) {
            if (!isDigit(buffer[i])) {
                return thousandthsOfOdd(field);
            }
        }
        return value;
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }

    /** Numbers with an exponent, as some JSON writers have them. */
    private long thousandthsOfOdd(ZeekField field) throws BadRecordException {
        String text = required(field);
        try {
            BigDecimal value = new BigDecimal(text);
            boolean sane = value.precision() < 40 && Math.abs(value.scale()) < 40 && value.signum() >= 0;
            if (sane && value.compareTo(BigDecimal.valueOf(MAX_NUMBER)) <= 0) {
                return value.movePointRight(3).longValue();
            }
        } catch (NumberFormatException e) {
            throw notANumber(field);
        }
        throw notANumber(field);
    }

    private BadRecordException notANumber(ZeekField field) {
        return new BadRecordException(
                field.title() + ": '" + Values.shorten(String.valueOf(text(field))) + "' is no number of 0 or more");
    }

    /** A text that must be there. */
    String required(ZeekField field) throws BadRecordException {
        String text = text(field);
        if (text == null) {
            throw new BadRecordException(field.title() + " is missing");
        }
        return text;
    }

    /** An address that must be there. */
    byte[] ip(ZeekField field) throws BadRecordException {
        if (!has(field)) {
            throw new BadRecordException(field.title() + " is missing");
        }
        byte[] ip = ipv4(start(field), end(field));
        return ip != null ? ip : Values.ip(field.title(), required(field));
    }

    private byte @Nullable [] ipv4(int start, int end) {
        byte[] ip = new byte[4];
        int part = 0;
        int value = 0;
        int digits = 0;
        for (int i = start; i <= end; i++) {
            if (i < end && isDigit(buffer[i]) && digits < 3) {
                value = value * 10 + (buffer[i] - '0');
                digits++;
            } else if ((i == end || buffer[i] == '.') && digits > 0 && value < 256 && part < 4) {
                ip[part++] = (byte) value;
                value = 0;
                digits = 0;
            } else {
                return null;
            }
        }
        return part == 4 ? ip : null;
    }

    /** A MAC address; null where there is none. */
    byte @Nullable [] mac(ZeekField field) {
        String text = text(field);
        return text == null ? null : AddressParser.mac(text);
    }

    /** 64 bits that stand for the uid; equal uids give equal bits, and of millions of others none is likely to. */
    long uidHash() {
        if (uidHash == 0) {
            uidHash = uidHash(start(ZeekField.UID), end(ZeekField.UID));
        }
        return uidHash;
    }

    private long uidHash(int start, int end) {
        long hash = 0xcbf29ce484222325L;
        int i = start;
        for (; i + 8 <= end; i += 8) {
            hash = (hash ^ Wire.i64(buffer, i)) * 0x9e3779b97f4a7c15L;
            hash ^= hash >>> 32;
        }
        for (; i < end; i++) {
            hash = (hash ^ buffer[i]) * 0x100000001b3L;
            hash ^= hash >>> 29;
        }
        hash *= 0x9e3779b97f4a7c15L;
        hash ^= hash >>> 32;
        return hash == 0 ? 1 : hash;
    }
}
