package io.waybill.captures.zeek;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Connections that live logs report as open, by uid, each with its newest row. One is told when its row of conn comes, which is
 * not this class's work; or, as it stands, once: when it has been open for long, when nothing more was heard of it for as long
 * (Zeek was stopped meanwhile), or when there are too many. Told again when it ends, it has the same id. Not thread-safe.
 */
final class OpenConnections {
    /** Connections kept, at most; beyond it the one not heard of for longest is told early, and counted. */
    static final int MAX_OPEN = 65_536;

    /** A connection as its newest row has it. */
    record Open(ZeekRow row, String log, long line, long heardMillis) {}

    /** Takes what is to be told. */
    @FunctionalInterface
    interface Teller {
        void tell(Open connection);
    }

    private final long toldAfterMillis;
    private final int most;
    private final Teller teller;
    private final Map<Long, Open> waiting = new LinkedHashMap<>();
    private final Set<Long> told = new LinkedHashSet<>();
    private long hurried;

    /**
     * Nothing is open yet.
     *
     * @param toldAfter how long a connection is open, or not heard of, before it is told as it stands
     */
    OpenConnections(Duration toldAfter, int most, Teller teller) {
        toldAfterMillis = toldAfter.toMillis();
        this.most = most;
        this.teller = teller;
    }

    /**
     * Takes a row of a connection that is open.
     *
     * @param durationMillis how long it has been open
     * @param nowMillis when the row was read
     */
    void heard(ZeekRow row, String log, long line, long durationMillis, long nowMillis) {
        long uid = row.uidHash();
        waiting.remove(uid);
        if (told.contains(uid)) {
            return;
        }
        Open open = new Open(row.copy(), log, line, nowMillis);
        if (durationMillis >= toldAfterMillis) {
            tell(uid, open);
            return;
        }
        waiting.put(uid, open);
        if (waiting.size() > most) {
            hurried++;
            Map.Entry<Long, Open> eldest = waiting.entrySet().iterator().next();
            waiting.remove(eldest.getKey());
            tell(eldest.getKey(), eldest.getValue());
        }
    }

    /** Its row of conn is there. */
    void ended(ZeekRow row) {
        if (!waiting.isEmpty()) {
            waiting.remove(row.uidHash());
        }
    }

    /** Tells what was not heard of for long. */
    void release(long nowMillis) {
        Iterator<Map.Entry<Long, Open>> eldest = waiting.entrySet().iterator();
        while (eldest.hasNext()) {
            Map.Entry<Long, Open> next = eldest.next();
            if (nowMillis - next.getValue().heardMillis() < toldAfterMillis) {
                return;
            }
            eldest.remove();
            tell(next.getKey(), next.getValue());
        }
    }

    private void tell(long uid, Open connection) {
        told.add(uid);
        if (told.size() > most) {
            Iterator<Long> eldest = told.iterator();
            eldest.next();
            eldest.remove(); // should it be heard of again, it is told again, under the same id
        }
        teller.tell(connection);
    }

    /** Connections told early because of the bound. */
    long hurried() {
        return hurried;
    }
}
