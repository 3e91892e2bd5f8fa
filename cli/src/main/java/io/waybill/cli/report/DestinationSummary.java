package io.waybill.cli.report;

import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.DestinationKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one model, or the whole fleet, did at one destination over the whole case.
 *
 * @param name the destination
 * @param kind what the name is
 * @param place country and operator of most of its connections; empty where unknown
 * @param connections contacts
 * @param failed of these, the ones without answer
 * @param bytesSent from the devices
 * @param bytesReceived to the devices
 * @param devices most devices that contacted it in one window
 * @param firstSeen first contact
 * @param lastSeen last contact
 * @param timeline connections in the parts of the case's {@link Course}
 */
record DestinationSummary(
        String name,
        DestinationKind kind,
        String place,
        long connections,
        long failed,
        long bytesSent,
        long bytesReceived,
        long devices,
        Instant firstSeen,
        Instant lastSeen,
        long[] timeline) {

    /** Sums the counts of one destination; there is at least one. */
    static DestinationSummary of(List<DestinationCount> counts, Course course) {
        Map<String, Long> places = new TreeMap<>();
        Map<Instant, Long> devices = new TreeMap<>();
        long[] timeline = new long[course.parts()];
        long connections = 0;
        long failed = 0;
        long sent = 0;
        long received = 0;
        Instant first = Instant.MAX;
        Instant last = Instant.MIN;
        for (DestinationCount count : counts) {
            places.merge(place(count), count.getConnections(), Long::sum);
            devices.merge(count.getWindowStart(), count.getDevices(), Long::sum);
            timeline[course.part(count.getWindowStart())] += count.getConnections();
            connections += count.getConnections();
            failed += count.getFailed();
            sent += count.getBytesSent();
            received += count.getBytesReceived();
            first = first.isBefore(count.getFirstSeen()) ? first : count.getFirstSeen();
            last = last.isAfter(count.getLastSeen()) ? last : count.getLastSeen();
        }
        DestinationCount any = counts.get(0);
        long most = devices.values().stream().mapToLong(Long::longValue).max().orElse(0);
        return new DestinationSummary(
                any.getDestination(),
                any.getDestinationKind(),
                most(places),
                connections,
                failed,
                sent,
                received,
                most,
                first,
                last,
                timeline);
    }

    private static String place(DestinationCount count) {
        List<String> parts = new ArrayList<>();
        if (count.getCountry() != null) {
            parts.add(count.getCountry());
        }
        if (count.getOrganisation() != null) {
            parts.add(count.getOrganisation());
        } else if (count.getAsn() != null) {
            parts.add("AS" + count.getAsn());
        }
        return String.join(", ", parts);
    }

    private static String most(Map<String, Long> places) {
        String found = "";
        long most = -1;
        for (Map.Entry<String, Long> place : places.entrySet()) {
            if (place.getValue() > most) {
                found = place.getKey();
                most = place.getValue();
            }
        }
        return found;
    }
}
