package io.waybill.streams.part;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sums over contacts: commutative and associative, so that order and grouping do not show.
 *
 * @param connections contacts, occurrences included
 * @param failed of these, unanswered or rejected
 * @param bytesSent from the devices
 * @param bytesReceived to the devices
 * @param packetsSent from the devices
 * @param packetsReceived to the devices
 * @param devices distinct devices; adds up only over disjoint sets of devices
 * @param firstSeen first contact, milliseconds since 1970 UTC, {@link Long#MAX_VALUE} where there is none
 * @param lastSeen last contact, {@link Long#MIN_VALUE} where there is none
 * @param places connections by {@code country/asn}
 */
public record Sums(
        long connections,
        long failed,
        long bytesSent,
        long bytesReceived,
        long packetsSent,
        long packetsReceived,
        long devices,
        long firstSeen,
        long lastSeen,
        SortedMap<String, Long> places) {

    /** The sum over nothing. */
    public static final Sums NONE = new Sums(0, 0, 0, 0, 0, 0, 0, Long.MAX_VALUE, Long.MIN_VALUE, new TreeMap<>());

    /** Whether nothing was summed. */
    public boolean isNone() {
        return connections == 0;
    }

    /** The sum of both; they must be over disjoint sets of devices. */
    public Sums plus(Sums other) {
        SortedMap<String, Long> merged = new TreeMap<>(places);
        for (Map.Entry<String, Long> place : other.places.entrySet()) {
            merged.merge(place.getKey(), place.getValue(), Long::sum);
        }
        return new Sums(
                connections + other.connections,
                failed + other.failed,
                bytesSent + other.bytesSent,
                bytesReceived + other.bytesReceived,
                packetsSent + other.packetsSent,
                packetsReceived + other.packetsReceived,
                devices + other.devices,
                Math.min(firstSeen, other.firstSeen),
                Math.max(lastSeen, other.lastSeen),
                merged);
    }
}
