package io.waybill.streams.aggregate.device;

import io.waybill.streams.codec.StableHash;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The apps of a device in bounded space: the {@value #LIMIT} whose names have the smallest hashes, so which ones they are depends
 * on the set of apps alone. A phone has some hundred; a feed that makes up names has no end of them. Contacts of the others count for
 * their destination, device and firmware, and for no app.
 */
final class Apps {

    static final int LIMIT = 1_000;

    private static final SortedMap<Long, String> NONE = Collections.emptySortedMap();

    /** A feed that knows no apps has none of any device. */
    private SortedMap<Long, String> byHash = NONE;

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
        if (byHash.containsKey(hash)) {
            return Taken.KEPT;
        }
        if (byHash == NONE) {
            byHash = new TreeMap<>();
        }
        if (byHash.size() < LIMIT) {
            byHash.put(hash, app);
            return Taken.KEPT;
        }
        if (hash > byHash.lastKey()) {
            return Taken.OVER;
        }
        byHash.remove(byHash.lastKey());
        byHash.put(hash, app);
        return Taken.DISPLACING;
    }

    /** Whether the app is one of those kept. */
    boolean contains(String app) {
        return app.equals(byHash.get(StableHash.of(app)));
    }

    /** Whether further ones may have been turned away. */
    boolean isFull() {
        return byHash.size() >= LIMIT;
    }

    void clear() {
        byHash = NONE;
        last = null;
    }

    /** Those kept, in no order that means anything. */
    Collection<String> all() {
        return Collections.unmodifiableCollection(byHash.values());
    }
}
