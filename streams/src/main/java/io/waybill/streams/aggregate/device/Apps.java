package io.waybill.streams.aggregate.device;

import io.waybill.streams.codec.StableHash;
import java.util.Collection;
import java.util.Collections;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The apps of a device in bounded space: the {@value #LIMIT} whose names have the smallest hashes, so which ones they are depends
 * on the set of apps alone. A phone has some hundred; a feed that makes up names has no end of them. Contacts of the others count for
 * their destination, device and firmware, and for no app.
 */
final class Apps {

    static final int LIMIT = 1_000;

    private final TreeMap<Long, String> byHash = new TreeMap<>();
    private @Nullable String last;
    private boolean lastTurnedAway;

    /**
     * Takes an app that made a contact.
     *
     * @return whether it is, or made another one be, over the bound
     */
    boolean add(String app) {
        if (app.equals(last)) {
            return lastTurnedAway;
        }
        last = app;
        lastTurnedAway = isTurnedAway(app);
        return lastTurnedAway;
    }

    private boolean isTurnedAway(String app) {
        long hash = StableHash.of(app);
        if (byHash.containsKey(hash)) {
            return false;
        }
        if (byHash.size() < LIMIT) {
            byHash.put(hash, app);
            return false;
        }
        if (hash < byHash.lastKey()) {
            byHash.pollLastEntry();
            byHash.put(hash, app);
        }
        return true;
    }

    /** Whether the app is one of those kept. */
    boolean contains(String app) {
        return app.equals(byHash.get(StableHash.of(app)));
    }

    /** Those kept, in no order that means anything. */
    Collection<String> all() {
        return Collections.unmodifiableCollection(byHash.values());
    }
}
