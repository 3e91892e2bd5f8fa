package io.waybill.benchmarks.tuned;

/** Numbers other than 0, in an open-addressed table at most half full. Used by one thread. */
final class LongSet {

    private long[] slots = new long[1 << 12];
    private int size;

    /** Whether it was not there before. */
    boolean add(long value) {
        int slot = (int) SliceIds.mix(value) & (slots.length - 1);
        while (slots[slot] != 0) {
            if (slots[slot] == value) {
                return false;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = value;
        if (++size * 2 > slots.length) {
            rehash();
        }
        return true;
    }

    private void rehash() {
        long[] old = slots;
        slots = new long[old.length * 2];
        for (long value : old) {
            if (value != 0) {
                int slot = (int) SliceIds.mix(value) & (slots.length - 1);
                while (slots[slot] != 0) {
                    slot = (slot + 1) & (slots.length - 1);
                }
                slots[slot] = value;
            }
        }
    }
}
