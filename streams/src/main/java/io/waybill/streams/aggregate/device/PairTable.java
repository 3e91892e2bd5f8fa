package io.waybill.streams.aggregate.device;

import io.waybill.streams.codec.ByteHash;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pairs of one device by destination: open addressing over the number of the destination, at least half of it empty, because each
 * slot that is passed by is a pair that has to come from memory.
 */
final class PairTable {

    private @Nullable Pair[] slots = new Pair[4];
    private int size;

    int size() {
        return size;
    }

    @Nullable
    Pair get(Target target) {
        int slot = slot(target);
        while (true) {
            Pair pair = slots[slot];
            if (pair == null || pair.target() == target) {
                return pair;
            }
            slot = slot + 1 & slots.length - 1;
        }
    }

    /** Reads where a pair of this destination is looked for first. */
    int touch(Target target) {
        return slots[slot(target)] == null ? 0 : 1;
    }

    void add(Pair pair) {
        if ((size + 1) * 2 > slots.length) {
            rebuild(all(), slots.length * 2);
        }
        insert(pair);
    }

    void remove(Pair pair) {
        List<Pair> rest = all();
        rest.remove(pair);
        rebuild(rest, slots.length);
    }

    /** All pairs, in no order that means anything. */
    List<Pair> all() {
        List<Pair> all = new ArrayList<>(size);
        for (Pair pair : slots) {
            if (pair != null) {
                all.add(pair);
            }
        }
        return all;
    }

    private void rebuild(List<Pair> pairs, int length) {
        slots = new Pair[length];
        size = 0;
        pairs.forEach(this::insert);
    }

    private void insert(Pair pair) {
        int slot = slot(pair.target());
        while (slots[slot] != null) {
            slot = slot + 1 & slots.length - 1;
        }
        slots[slot] = pair;
        size++;
    }

    private int slot(Target target) {
        return (int) ByteHash.mix(target.index()) & slots.length - 1;
    }
}
