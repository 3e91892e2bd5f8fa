package io.waybill.streams.aggregate.device;

/** A set of numbers that are hashes already: open addressing, no removal. Zero is kept apart. */
final class LongSet {

    private long[] slots;
    private int size;
    private boolean hasZero;

    /** An empty set with room for so many. */
    LongSet(int expected) {
        slots = new long[Math.max(16, Integer.highestOneBit(expected * 2) * 2)];
    }

    void add(long value) {
        if (value == 0) {
            hasZero = true;
            return;
        }
        if (size * 3 > slots.length * 2) {
            grow();
        }
        insert(value);
    }

    boolean contains(long value) {
        if (value == 0) {
            return hasZero;
        }
        int slot = slot(value);
        while (slots[slot] != 0) {
            if (slots[slot] == value) {
                return true;
            }
            slot = slot + 1 & slots.length - 1;
        }
        return false;
    }

    int heapBytes() {
        return slots.length * Long.BYTES;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        size = 0;
        for (long each : old) {
            if (each != 0) {
                insert(each);
            }
        }
    }

    private void insert(long value) {
        int slot = slot(value);
        while (slots[slot] != 0) {
            if (slots[slot] == value) {
                return;
            }
            slot = slot + 1 & slots.length - 1;
        }
        slots[slot] = value;
        size++;
    }

    private int slot(long value) {
        return (int) (value ^ value >>> 32) & slots.length - 1;
    }
}
