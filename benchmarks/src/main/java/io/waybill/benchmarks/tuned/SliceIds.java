package io.waybill.benchmarks.tuned;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Numbers slices of bytes from 0 on, equal ones alike. Open addressing, at most half full. Used by one thread. */
final class SliceIds {

    private static final VarHandle INT64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private int[] slots = new int[1 << 12];
    private byte[][] slices = new byte[1 << 11][];
    private int size;

    int size() {
        return size;
    }

    byte[] slice(int id) {
        return slices[id];
    }

    /** The number of a slice; {@link #size()} before the call when it is new. */
    int id(byte[] bytes, int at, int length) {
        int slot = (int) hash(bytes, at, length) & (slots.length - 1);
        while (slots[slot] != 0) {
            byte[] known = slices[slots[slot] - 1];
            if (Arrays.equals(known, 0, known.length, bytes, at, at + length)) {
                return slots[slot] - 1;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        if (size == slices.length) {
            slices = Arrays.copyOf(slices, size * 2);
        }
        slices[size++] = Arrays.copyOfRange(bytes, at, at + length);
        slots[slot] = size;
        if (size * 2 > slots.length) {
            rehash();
        }
        return size - 1;
    }

    private void rehash() {
        slots = new int[slots.length * 2];
        for (int id = 0; id < size; id++) {
            int slot = (int) hash(slices[id], 0, slices[id].length) & (slots.length - 1);
            while (slots[slot] != 0) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = id + 1;
        }
    }

    /** Eight bytes at a time; never 0. */
    static long hash(byte[] bytes, int at, int length) {
        long hash = length;
        int end = at + length;
        int i = at;
        for (; i + 8 <= end; i += 8) {
            hash = mix(hash ^ (long) INT64.get(bytes, i));
        }
        for (; i < end; i++) {
            hash = (hash ^ bytes[i]) * 0x100000001b3L;
        }
        hash = mix(hash);
        return hash == 0 ? 1 : hash;
    }

    static long mix(long value) {
        long hash = value * 0x9e3779b97f4a7c15L;
        return hash ^ hash >>> 32;
    }
}
