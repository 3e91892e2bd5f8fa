package io.waybill.streams.alert;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Revisions of the alerts that were retracted, so that one that comes back goes on where it was. Bounded: the ones retracted first
 * are forgotten, and revisions of new alerts begin above all that were, so that what a reader holds is never newer than what is
 * published. Which are forgotten therefore shows in revisions and in whether an alert that comes back is said to be new, and in nothing
 * else.
 */
final class Retractions {

    /** Retracted alerts known by default; about 150 bytes each. */
    static final int DEFAULT_LIMIT = 100_000;

    private final int limit;
    private final LinkedHashMap<String, Integer> revisions = new LinkedHashMap<>();
    private int floor;
    private long forgotten;

    /**
     * None.
     *
     * @param limit how many are known
     */
    Retractions(int limit) {
        this.limit = limit;
    }

    /**
     * An alert was retracted.
     *
     * @return the id of the one that is forgotten for it, or null
     */
    @Nullable
    String add(String id, int revision) {
        revisions.remove(id);
        revisions.put(id, revision);
        if (revisions.size() <= limit) {
            return null;
        }
        Map.Entry<String, Integer> first = revisions.entrySet().iterator().next();
        floor = Math.max(floor, first.getValue());
        forgotten++;
        String gone = first.getKey();
        revisions.remove(gone);
        return gone;
    }

    /** Revision at which an alert was retracted that comes back now, or null when that is not known. */
    @Nullable
    Integer takeBack(String id) {
        return revisions.remove(id);
    }

    /** Revision that no forgotten alert is above. */
    int floor() {
        return floor;
    }

    void restoreFloor(int restored) {
        floor = restored;
    }

    /** How many were forgotten since this was made. */
    long forgotten() {
        return forgotten;
    }

    int size() {
        return revisions.size();
    }
}
