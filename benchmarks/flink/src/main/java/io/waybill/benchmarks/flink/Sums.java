package io.waybill.benchmarks.flink;

import java.util.HashMap;
import java.util.Map;

/** What a row has added up to; public and mutable as {@link Contact} is. */
public final class Sums {
    /** Contacts. */
    public long connections;
    /** Of these without an answer. */
    public long failed;
    /** To the destination. */
    public long bytesSent;
    /** From the destination. */
    public long bytesReceived;
    /** To the destination. */
    public long packetsSent;
    /** From the destination. */
    public long packetsReceived;
    /** Milliseconds since 1970. */
    public long firstSeen = Long.MAX_VALUE;
    /** Milliseconds since 1970. */
    public long lastSeen = Long.MIN_VALUE;
    /** Distinct ones, as keys. */
    public Map<String, Boolean> devices = new HashMap<>();
    /** Contacts by country and network, {@code CN/4134}. */
    public Map<String, Long> places = new HashMap<>();

    void add(Contact contact) {
        connections += contact.occurrences;
        failed += contact.failed ? contact.occurrences : 0;
        bytesSent += contact.bytesSent;
        bytesReceived += contact.bytesReceived;
        packetsSent += contact.packetsSent;
        packetsReceived += contact.packetsReceived;
        firstSeen = Math.min(firstSeen, contact.time);
        lastSeen = Math.max(lastSeen, contact.time);
        devices.put(contact.device, true);
        places.merge(
                (contact.country == null ? "-" : contact.country) + "/" + contact.asn, contact.occurrences, Long::sum);
    }

    void add(Sums other) {
        connections += other.connections;
        failed += other.failed;
        bytesSent += other.bytesSent;
        bytesReceived += other.bytesReceived;
        packetsSent += other.packetsSent;
        packetsReceived += other.packetsReceived;
        firstSeen = Math.min(firstSeen, other.firstSeen);
        lastSeen = Math.max(lastSeen, other.lastSeen);
        devices.putAll(other.devices);
        other.places.forEach((place, contacts) -> places.merge(place, contacts, Long::sum));
    }

    /** The most frequent place; of equals, the first in the order of their names. */
    String place() {
        String best = "-/0";
        long most = 0;
        for (Map.Entry<String, Long> each : places.entrySet()) {
            long count = each.getValue();
            if (count > most || count == most && each.getKey().compareTo(best) < 0) {
                most = count;
                best = each.getKey();
            }
        }
        return best;
    }
}
