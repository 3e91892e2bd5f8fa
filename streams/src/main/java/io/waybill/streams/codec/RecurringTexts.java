package io.waybill.streams.codec;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Texts that come again and again, as names of models, builds, places and captures do: read from bytes, the same text is the same
 * object where it can be, so that a million statements do not keep a million copies of it.
 *
 * <p>A table of {@value #SLOTS} places, in which a text replaces another that has the same place; texts of more than {@value
 * #MAX_LENGTH} bytes or beyond ASCII are not kept. So it is bounded (four megabytes at the very most), and needs no
 * key of its own: what is not there is made, and costs what it cost before. Safe for several threads without a lock: strings are
 * immutable, and an update that is lost costs one copy.
 */
public final class RecurringTexts {

    static final int SLOTS = 1 << 15;
    static final int MAX_LENGTH = 64;

    private final @Nullable String[] slots = new String[SLOTS];

    /** The text of these bytes (UTF-8). */
    public String of(byte[] bytes, int from, int length) {
        if (length == 0) {
            return "";
        }
        if (length > MAX_LENGTH) {
            return new String(bytes, from, length, StandardCharsets.UTF_8);
        }
        int hash = 0;
        int bits = 0;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + bytes[i];
            bits |= bytes[i];
        }
        if (bits < 0) {
            return new String(bytes, from, length, StandardCharsets.UTF_8);
        }
        int slot = (hash ^ hash >>> 15) & SLOTS - 1;
        String known = slots[slot];
        if (known != null && known.length() == length && isSame(known, bytes, from)) {
            return known;
        }
        String made = new String(bytes, from, length, StandardCharsets.ISO_8859_1);
        slots[slot] = made;
        return made;
    }

    private static boolean isSame(String known, byte[] bytes, int from) {
        for (int i = 0; i < known.length(); i++) {
            if (known.charAt(i) != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }
}
