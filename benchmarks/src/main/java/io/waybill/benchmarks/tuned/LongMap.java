package io.waybill.benchmarks.tuned;

import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Numbers other than 0 to objects, open-addressed, at most half full. Used by one thread. */
final class LongMap<V> {

    private long[] keys = new long[1 << 12];
    private @Nullable Object[] values = new Object[1 << 12];
    private int size;

    /** The value of a key, made where there is none. */
    V get(long key, LongFunction<V> maker) {
        int slot = slot(keys, key);
        Object known = values[slot];
        if (known != null) {
            return cast(known);
        }
        V made = maker.apply(key);
        keys[slot] = key;
        values[slot] = made;
        if (++size * 2 > keys.length) {
            rehash();
        }
        return made;
    }

    /** Takes every value. */
    void forEach(Consumer<V> taker) {
        for (Object value : values) {
            if (value != null) {
                taker.accept(cast(value));
            }
        }
    }

    @SuppressWarnings("unchecked") // only values of this map are in it
    private V cast(Object value) {
        return (V) value;
    }

    private static int slot(long[] keys, long key) {
        int slot = (int) SliceIds.mix(key) & (keys.length - 1);
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    private void rehash() {
        long[] oldKeys = keys;
        @Nullable Object[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new Object[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int slot = slot(keys, oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
