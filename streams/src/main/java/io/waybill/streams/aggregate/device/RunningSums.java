package io.waybill.streams.aggregate.device;

import io.waybill.schemas.Outcome;
import io.waybill.streams.codec.ConnectionView;
import io.waybill.streams.part.Sums;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@link Sums} in the making: contacts are added without an object for each. */
final class RunningSums {

    private long connections;
    private long failed;
    private long bytesSent;
    private long bytesReceived;
    private long packetsSent;
    private long packetsReceived;
    private long firstSeen = Long.MAX_VALUE;
    private long lastSeen = Long.MIN_VALUE;
    private @Nullable String[] places = new String[1];
    private long[] atPlace = new long[1];
    private int placeCount;

    /** Reads what every contact reads. */
    long touch() {
        return connections + placeCount + atPlace[0] + (places[0] == null ? 0 : 1);
    }

    long connections() {
        return connections;
    }

    long firstSeen() {
        return firstSeen;
    }

    long lastSeen() {
        return lastSeen;
    }

    private void add(
            long time,
            int occurrences,
            boolean isFailed,
            long sent,
            long received,
            long sentPackets,
            long receivedPackets,
            String place) {
        connections += occurrences;
        failed += isFailed ? occurrences : 0;
        bytesSent += sent;
        bytesReceived += received;
        packetsSent += sentPackets;
        packetsReceived += receivedPackets;
        firstSeen = Math.min(firstSeen, time);
        lastSeen = Math.max(lastSeen, time);
        at(place, occurrences);
    }

    void add(ConnectionView event, String place) {
        Outcome outcome = event.outcome();
        add(
                event.time(),
                event.occurrences(),
                outcome == Outcome.UNANSWERED || outcome == Outcome.REJECTED,
                event.bytesSent(),
                event.bytesReceived(),
                event.packetsSent(),
                event.packetsReceived(),
                place);
    }

    void add(ContactRow row, String place) {
        add(
                row.time(),
                row.occurrences(),
                row.failed(),
                row.bytesSent(),
                row.bytesReceived(),
                row.packetsSent(),
                row.packetsReceived(),
                place);
    }

    void add(RunningSums other) {
        connections += other.connections;
        failed += other.failed;
        bytesSent += other.bytesSent;
        bytesReceived += other.bytesReceived;
        packetsSent += other.packetsSent;
        packetsReceived += other.packetsReceived;
        firstSeen = Math.min(firstSeen, other.firstSeen);
        lastSeen = Math.max(lastSeen, other.lastSeen);
        for (int i = 0; i < other.placeCount; i++) {
            at(String.valueOf(other.places[i]), other.atPlace[i]);
        }
    }

    private void at(String place, long occurrences) {
        for (int i = 0; i < placeCount; i++) {
            if (place.equals(places[i])) {
                atPlace[i] += occurrences;
                return;
            }
        }
        if (placeCount == places.length) {
            places = Arrays.copyOf(places, placeCount * 2);
            atPlace = Arrays.copyOf(atPlace, placeCount * 2);
        }
        places[placeCount] = place;
        atPlace[placeCount++] = occurrences;
    }

    /**
     * The sums.
     *
     * @param devices distinct devices they are of
     */
    Sums toSums(long devices) {
        if (connections == 0) {
            return Sums.NONE;
        }
        SortedMap<String, Long> byPlace = new TreeMap<>();
        for (int i = 0; i < placeCount; i++) {
            byPlace.put(String.valueOf(places[i]), atPlace[i]);
        }
        return new Sums(
                connections,
                failed,
                bytesSent,
                bytesReceived,
                packetsSent,
                packetsReceived,
                devices,
                firstSeen,
                lastSeen,
                byPlace);
    }
}
