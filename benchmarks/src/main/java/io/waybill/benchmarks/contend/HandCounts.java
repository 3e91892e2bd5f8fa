package io.waybill.benchmarks.contend;

import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.ModelActivity;
import io.waybill.schemas.Outcome;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.resolve.DestinationResolver;
import io.waybill.streams.resolve.IpLocator;
import io.waybill.streams.resolve.Location;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The counts as one would write them by hand, in one thread, with Avro's records, hash maps and sets, and nothing that survives
 * a crash: repeats by event id, site, place, firmware at the time of the event, the row's sums, its distinct devices and its most
 * frequent place, and the denominators. What is resolved is resolved by the pipeline's own classes, which are the fastest here.
 *
 * <p>Profiles and lifecycle have to be known before the first event; a late event is simply added, because rows are published
 * once, at the end.
 */
final class HandCounts {

    private static final long WINDOW_MILLIS = 3_600_000L;

    private final DestinationResolver destinations = new DestinationResolver();
    private final IpLocator locator;
    private final ReferenceData phones = new ReferenceData();
    private final Set<String> seen = new HashSet<>();
    private final Map<RowKey, Row> rows = new HashMap<>();
    private final Map<ActivityKey, Activity> activity = new HashMap<>();

    HandCounts(IpLocator locator) {
        this.locator = locator;
    }

    private record RowKey(String maker, String model, String firmware, Destination destination, long window) {}

    private record ActivityKey(String maker, String model, String firmware, long window) {}

    private record PlaceKey(@Nullable String country, long asn) {

        String text() {
            return (country == null ? "-" : country) + "/" + asn;
        }
    }

    private static final class Row {
        private long connections;
        private long failed;
        private long bytesSent;
        private long bytesReceived;
        private long packetsSent;
        private long packetsReceived;
        private long firstSeen = Long.MAX_VALUE;
        private long lastSeen = Long.MIN_VALUE;
        private final Set<String> devices = new HashSet<>();
        private final Map<PlaceKey, Long> places = new HashMap<>();

        void add(DeviceConnection event, long time, PlaceKey place) {
            long occurrences = event.getOccurrences();
            connections += occurrences;
            if (event.getOutcome() == Outcome.UNANSWERED || event.getOutcome() == Outcome.REJECTED) {
                failed += occurrences;
            }
            bytesSent += event.getBytesSent();
            bytesReceived += event.getBytesReceived();
            packetsSent += event.getPacketsSent();
            packetsReceived += event.getPacketsReceived();
            firstSeen = Math.min(firstSeen, time);
            lastSeen = Math.max(lastSeen, time);
            devices.add(event.getDeviceId());
            places.merge(place, occurrences, Long::sum);
        }

        /** The most frequent place; of equals, the first in the order of their names. */
        PlaceKey place() {
            PlaceKey best = new PlaceKey(null, 0);
            long most = 0;
            for (Map.Entry<PlaceKey, Long> each : places.entrySet()) {
                long count = each.getValue();
                if (count > most || count == most && each.getKey().text().compareTo(best.text()) < 0) {
                    most = count;
                    best = each.getKey();
                }
            }
            return best;
        }
    }

    private static final class Activity {
        private final Set<String> devices = new HashSet<>();
        private long events;
    }

    void profile(DeviceProfile profile) {
        phones.profile(profile);
    }

    void lifecycle(DeviceLifecycle lifecycle) {
        phones.lifecycle(lifecycle);
    }

    void event(DeviceConnection event) {
        if (!seen.add(event.getEventId())) {
            return;
        }
        long time = event.getTime().toEpochMilli();
        long window = Math.floorDiv(time, WINDOW_MILLIS) * WINDOW_MILLIS;
        byte[] ip = RemoteAddress.of(event);
        Destination destination = destinations.resolve(event.getHost(), ip);
        Location location = ip == null ? Location.UNKNOWN : locator.locate(ip);
        ReferenceData.Phone phone = phones.of(event.getDeviceId());
        String firmware = phone.firmwareAt(time);
        rows.computeIfAbsent(new RowKey(phone.maker(), phone.model(), firmware, destination, window), any -> new Row())
                .add(event, time, new PlaceKey(location.country(), location.asn()));
        Activity active = activity.computeIfAbsent(
                new ActivityKey(phone.maker(), phone.model(), firmware, window), any -> new Activity());
        active.devices.add(event.getDeviceId());
        active.events += event.getOccurrences();
    }

    /** Hands out the final tables. */
    void publish(Consumer<DestinationCount> counts, Consumer<ModelActivity> denominators) {
        rows.forEach((key, row) -> counts.accept(count(key, row)));
        activity.forEach((key, active) -> denominators.accept(ModelActivity.newBuilder()
                .setManufacturer(key.maker())
                .setModel(key.model())
                .setFirmware(key.firmware())
                .setWindowStart(Instant.ofEpochMilli(key.window()))
                .setWindowEnd(Instant.ofEpochMilli(key.window() + WINDOW_MILLIS))
                .setActiveDevices(active.devices.size())
                .setEvents(active.events)
                .build()));
    }

    private DestinationCount count(RowKey key, Row row) {
        PlaceKey place = row.place();
        return DestinationCount.newBuilder()
                .setManufacturer(key.maker())
                .setModel(key.model())
                .setFirmware(key.firmware())
                .setDestination(key.destination().name())
                .setDestinationKind(key.destination().kind())
                .setCountry(place.country())
                .setAsn(place.asn() == 0 ? null : place.asn())
                .setOrganisation(place.asn() == 0 ? null : locator.organisationOf(place.asn()))
                .setWindowStart(Instant.ofEpochMilli(key.window()))
                .setWindowEnd(Instant.ofEpochMilli(key.window() + WINDOW_MILLIS))
                .setConnections(row.connections)
                .setFailed(row.failed)
                .setBytesSent(row.bytesSent)
                .setBytesReceived(row.bytesReceived)
                .setPacketsSent(row.packetsSent)
                .setPacketsReceived(row.packetsReceived)
                .setDevices(row.devices.size())
                .setFirstSeen(Instant.ofEpochMilli(row.firstSeen))
                .setLastSeen(Instant.ofEpochMilli(row.lastSeen))
                .build();
    }
}
