package io.waybill.captures.text;

import io.waybill.captures.AddressParser;
import io.waybill.captures.BadRecordException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;

/** Checks of single values that every text reader makes the same way; each failure names the field. */
public final class Values {
    /** Longest name or id taken, in characters. */
    public static final int MAX_TEXT = 1024;

    private static final long MAX_TIME_MILLIS = 253_402_300_799_999L; // end of the year 9999

    private Values() {}

    /** Milliseconds since 1970 as a point in time, within the years 1970 to 9999. */
    public static Instant time(String field, long millis) throws BadRecordException {
        return Instant.ofEpochMilli(within(field, millis, 0, MAX_TIME_MILLIS));
    }

    /** A port, 0 to 65535. */
    public static int port(String field, long value) throws BadRecordException {
        return (int) within(field, value, 0, 65_535);
    }

    /** A count, 0 or more. */
    public static long count(String field, long value) throws BadRecordException {
        return within(field, value, 0, Long.MAX_VALUE);
    }

    /** The value, if it is from {@code least} to {@code most}. */
    public static long within(String field, long value, long least, long most) throws BadRecordException {
        if (value < least || value > most) {
            throw new BadRecordException(field + ": " + value + " is not between " + least + " and " + most);
        }
        return value;
    }

    /** A whole number in decimal digits. */
    public static long number(String field, String text) throws BadRecordException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new BadRecordException(field + ": '" + shorten(text) + "' is not a whole number");
        }
    }

    /** An IP address. */
    public static byte[] ip(String field, String text) throws BadRecordException {
        byte[] ip = AddressParser.ip(text);
        if (ip == null) {
            throw new BadRecordException(field + ": '" + shorten(text) + "' is not an IP address");
        }
        return ip;
    }

    /** A name or id, at most {@link #MAX_TEXT} characters. */
    public static String text(String field, String text) throws BadRecordException {
        if (text.length() > MAX_TEXT) {
            throw new BadRecordException(field + ": longer than " + MAX_TEXT + " characters");
        }
        return text;
    }

    /** A host name: lower case, without the root's dot. */
    public static String host(String field, String text) throws BadRecordException {
        String name = text(field, text).toLowerCase(Locale.ROOT);
        return name.length() > 1 && name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /** One of the symbols of an enum, as the schema spells them. */
    public static <E extends Enum<E>> E symbol(String field, String text, Class<E> type) throws BadRecordException {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        throw new BadRecordException(
                field + ": '" + shorten(text) + "' is none of " + Arrays.toString(type.getEnumConstants()));
    }

    /** At most 80 characters of a value, for messages. */
    public static String shorten(String text) {
        return text.length() <= 80 ? text : text.substring(0, 77) + "...";
    }
}
