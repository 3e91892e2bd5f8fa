package io.waybill.captures.leak;

import io.waybill.captures.packet.frame.Wire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Many fixed texts, looked for at once: the first four bytes at each place are tested against a small filter, and
 * only what passes is compared. Immutable once built.
 */
final class PatternSet {

    private static final int FILTER_BITS = 16;

    private record Pattern(byte[] text, int bit) {}

    private final BitSet filter = new BitSet(1 << FILTER_BITS);
    private final Map<Integer, List<Pattern>> byStart = new HashMap<>();
    private int longest;

    /** Adds a text of at least four characters. */
    void add(String text, int bit) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int start = Wire.i32(bytes, 0);
        filter.set(slot(start));
        byStart.computeIfAbsent(start, s -> new ArrayList<>()).add(new Pattern(bytes, bit));
        longest = Math.max(longest, bytes.length);
    }

    /** Length of the longest text. */
    int longest() {
        return longest;
    }

    /** The bits of all texts that occur. */
    int search(byte[] data, int at, int length) {
        int found = 0;
        int last = at + length - 4;
        for (int i = at; i <= last; i++) {
            int start = Wire.i32(data, i);
            if (filter.get(slot(start))) {
                found |= compare(data, i, at + length, start);
            }
        }
        return found;
    }

    private int compare(byte[] data, int at, int end, int start) {
        int found = 0;
        for (Pattern pattern : byStart.getOrDefault(start, List.of())) {
            byte[] text = pattern.text();
            int i = 4;
            while (i < text.length && at + i < end && data[at + i] == text[i]) {
                i++;
            }
            if (i == text.length) {
                found |= pattern.bit();
            }
        }
        return found;
    }

    private static int slot(int start) {
        return start * 0x9e3779b1 >>> 32 - FILTER_BITS;
    }
}
