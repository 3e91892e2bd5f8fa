package io.waybill.streams.aggregate.device;

import io.waybill.streams.codec.StableHash;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The apps of a device in bounded space: the {@value #LIMIT} whose names have the smallest hashes, so which ones they are depends
 * on the set of apps alone. A phone has some hundred; a feed that makes up names has no end of them. Contacts of the others count for
 * their destination, device and firmware, and for no app.
 */
final class Apps {

    static final int LIMIT = 1_000;

    private static final long[] NO_HASHES = {};
    private static final String[] NO_NAMES = {};

    /** Hashes of the names, ascending, and the names in the same order. A feed that knows no apps has none of any device. */
    private long[] hashes = NO_HASHES;

    private String[] names = NO_NAMES;
    private int size;

    private @Nullable String last;
    private Taken lastTaken = Taken.KEPT;

    /** What became of an app. */
    enum Taken {
        /** It is kept. */
        KEPT,
        /** It is kept, and another one is not any more: what that one reached is not its own any more. */
        DISPLACING,
        /** It is over the bound. */
        OVER
    }

    /** Takes an app that made a contact. */
    Taken add(String app) {
        if (!app.equals(last)) {
            last = app;
            lastTaken = take(app);
            if (lastTaken == Taken.DISPLACING) {
                lastTaken = Taken.KEPT;
                return Taken.DISPLACING;
            }
        }
        return lastTaken;
    }

    private Taken take(String app) {
        long hash = StableHash.of(app);
        int at = find(hash);
        if (at >= 0) {
            return Taken.KEPT;
        }
        if (size < LIMIT) {
            insert(-at - 1, hash, app);
            return Taken.KEPT;
        }
        if (-at - 1 == size) {
            return Taken.OVER;
        }
        size--;
        insert(-at - 1, hash, app);
        return Taken.DISPLACING;
    }

    private int find(long hash) {
        return Arrays.binarySearch(hashes, 0, size, hash);
    }

    private void insert(int at, long hash, String app) {
        if (size == hashes.length) {
            int length = Math.min(LIMIT, size + (size >> 1) + 2);
            hashes = Arrays.copyOf(hashes, length);
            names = Arrays.copyOf(names, length);
        }
        System.arraycopy(hashes, at, hashes, at + 1, size - at);
        System.arraycopy(names, at, names, at + 1, size - at);
        hashes[at] = hash;
        names[at] = app;
        size++;
    }

    /** Whether the app is one of those kept. */
    boolean contains(String app) {
        int at = find(StableHash.of(app));
        return at >= 0 && names[at].equals(app);
    }

    /** Whether further ones may have been turned away. */
    boolean isFull() {
        return size >= LIMIT;
    }

    void clear() {
        hashes = NO_HASHES;
        names = NO_NAMES;
        size = 0;
        last = null;
    }

    /** Those kept, in no order that means anything. */
    List<String> all() {
        return List.of(Arrays.copyOf(names, size));
    }
}
