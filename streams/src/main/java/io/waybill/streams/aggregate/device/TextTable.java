package io.waybill.streams.aggregate.device;

import io.waybill.streams.codec.ByteHash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values by a text that is looked up as UTF-8 bytes, without making the text: open addressing. Values are kept in the order in
 * which they came.
 *
 * @param <V> the values
 */
final class TextTable<V> {

    private int[] slots = new int[64];
    private final List<byte[]> keys = new ArrayList<>();
    private final List<V> values = new ArrayList<>();

    /** The value of the text in these bytes, or null. */
    @Nullable
    V get(byte[] bytes, int from, int to) {
        int found = slots[slot(bytes, from, to)];
        return found == 0 ? null : values.get(found - 1);
    }

    /** The value of a text, or null. */
    @Nullable
    V get(String text) {
        byte[] key = text.getBytes(StandardCharsets.UTF_8);
        return get(key, 0, key.length);
    }

    /** Adds the value of a text that has none yet. */
    void add(String text, V value) {
        byte[] key = text.getBytes(StandardCharsets.UTF_8);
        if (values.size() * 2 >= slots.length) {
            slots = new int[slots.length * 2];
            for (int i = 0; i < keys.size(); i++) {
                slots[slot(keys.get(i), 0, keys.get(i).length)] = i + 1;
            }
        }
        keys.add(key);
        values.add(value);
        slots[slot(key, 0, key.length)] = values.size();
    }

    /** All values. */
    List<V> values() {
        return Collections.unmodifiableList(values);
    }

    /** Where the text is, or the free place where it would be. */
    private int slot(byte[] bytes, int from, int to) {
        int slot = (int) ByteHash.of(bytes, from, to) & slots.length - 1;
        while (slots[slot] != 0) {
            byte[] key = keys.get(slots[slot] - 1);
            if (Arrays.equals(key, 0, key.length, bytes, from, to)) {
                return slot;
            }
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }
}
