package io.waybill.streams.aggregate.device;

import io.waybill.streams.codec.ByteHash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Values by a text that is looked up as UTF-8 bytes, without making the text: open addressing. Values are kept in the order in
 * which they came.
 *
 * @param <V> the values
 */
final class TextTable<V> {

    private record Entry<V>(long hash, byte[] key, V value) {

        boolean is(long other, byte[] bytes, int from, int to) {
            return hash == other && Arrays.equals(key, 0, key.length, bytes, from, to);
        }
    }

    private @Nullable Entry<V>[] slots = slots(64);
    private final List<V> values = new ArrayList<>();

    /** The value of the text in these bytes, or null. */
    @Nullable
    V get(byte[] bytes, int from, int to) {
        long hash = ByteHash.of(bytes, from, to);
        int slot = slot(hash);
        while (true) {
            Entry<V> entry = slots[slot];
            if (entry == null) {
                return null;
            }
            if (entry.is(hash, bytes, from, to)) {
                return entry.value();
            }
            slot = slot + 1 & slots.length - 1;
        }
    }

    /** Reads where a text of this hash is looked for first. */
    int touch(long hash) {
        return slots[slot(hash)] == null ? 0 : 1;
    }

    /** The value of some text of this hash, or null: mostly that of the only one. */
    @Nullable
    V probable(long hash) {
        int slot = slot(hash);
        while (true) {
            Entry<V> entry = slots[slot];
            if (entry == null) {
                return null;
            }
            if (entry.hash() == hash) {
                return entry.value();
            }
            slot = slot + 1 & slots.length - 1;
        }
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
            @Nullable Entry<V>[] old = slots;
            slots = slots(old.length * 2);
            for (Entry<V> entry : old) {
                if (entry != null) {
                    insert(entry);
                }
            }
        }
        values.add(value);
        insert(new Entry<>(ByteHash.of(key, 0, key.length), key, value));
    }

    /** Removes a text and its value, in time proportional to the size of the table: for what is rare. */
    void remove(String text) {
        V value = get(text);
        removeIf(each -> each == value);
    }

    /** Removes the values of which this holds, and their texts. */
    void removeIf(Predicate<V> which) {
        @Nullable Entry<V>[] old = slots;
        slots = slots(old.length);
        for (Entry<V> entry : old) {
            if (entry != null && !which.test(entry.value())) {
                insert(entry);
            }
        }
        values.removeIf(which);
    }

    List<V> values() {
        return Collections.unmodifiableList(values);
    }

    private int slot(long hash) {
        return (int) hash & slots.length - 1;
    }

    private void insert(Entry<V> entry) {
        int slot = slot(entry.hash());
        while (slots[slot] != null) {
            slot = slot + 1 & slots.length - 1;
        }
        slots[slot] = entry;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // Java has no generic arrays
    private static <V> @Nullable Entry<V>[] slots(int length) {
        return new Entry[length];
    }
}
