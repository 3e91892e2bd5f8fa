package io.waybill.benchmarks.tuned;

import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.ModelActivity;
import io.waybill.schemas.Outcome;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.resolve.IpLocator;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * The same tables as {@code HandCounts}, without an object per event: slices become numbers, numbers are keys of primitive
 * tables, event ids are kept as 64-bit hashes (two of ten million meet once in 400,000 runs), distinct devices of all rows are
 * in one set. At most a million cohorts, 16 million destinations and a million windows. Used by one thread.
 */
public final class TunedCounts {

    private static final long WINDOW_MILLIS = 3_600_000L;
    private static final int UNANSWERED = Outcome.UNANSWERED.ordinal();
    private static final int REJECTED = Outcome.REJECTED.ordinal();

    private final TunedPhones phones = new TunedPhones();
    private final TunedPlaces places;
    private final IpLocator locator;
    private final EventBytes event = new EventBytes();
    private final LongSet seen = new LongSet();
    private final LongSet devices = new LongSet();
    private final LongMap<TunedRow> rows = new LongMap<>();
    private final LongMap<TunedActivity> activity = new LongMap<>();
    private int numbers;

    private static final class TunedActivity {
        private final int number;
        private final int cohort;
        private final long window;
        private long devices;
        private long events;

        TunedActivity(int number, int cohort, long window) {
            this.number = number;
            this.cohort = cohort;
            this.window = window;
        }
    }

    /** Empty tables. */
    public TunedCounts(IpLocator locator) {
        this.locator = locator;
        this.places = new TunedPlaces(locator);
    }

    /** Takes a profile; all of them before the first event. */
    public void profile(DeviceProfile profile) {
        phones.profile(profile);
    }

    /** Takes what was done to a device; all of it before the first event. */
    public void lifecycle(DeviceLifecycle lifecycle) {
        phones.lifecycle(lifecycle);
    }

    /** Takes an event as the topic has it, written with this version's schema. */
    public void event(byte[] value) {
        event.read(value);
        if (!seen.add(SliceIds.hash(value, event.idAt, event.idLength))) {
            return;
        }
        long window = Math.floorDiv(event.time, WINDOW_MILLIS);
        int phone = phones.id(value, event.deviceAt, event.deviceLength);
        int cohort = phones.cohortAt(phone, event.time);
        int address = places.address(event);
        int destination = places.destination(places.host(event), address);
        TunedRow row = rows.get(
                window << 44 | (long) cohort << 24 | destination,
                any -> new TunedRow(++numbers, cohort, destination, window));
        row.add(event, event.outcome == UNANSWERED || event.outcome == REJECTED, places.place(address));
        row.devices += devices.add((long) row.number << 32 | phone) ? 1 : 0;
        TunedActivity active = activity.get(window << 20 | cohort, any -> new TunedActivity(++numbers, cohort, window));
        active.events += event.occurrences;
        active.devices += devices.add((long) active.number << 32 | phone) ? 1 : 0;
    }

    /** Hands out the final tables. */
    public void publish(Consumer<DestinationCount> counts, Consumer<ModelActivity> denominators) {
        rows.forEach(row -> counts.accept(count(row)));
        activity.forEach(active -> denominators.accept(denominator(active)));
    }

    private ModelActivity denominator(TunedActivity active) {
        TunedPhones.Cohort cohort = phones.cohort(active.cohort);
        return ModelActivity.newBuilder()
                .setManufacturer(cohort.maker())
                .setModel(cohort.model())
                .setFirmware(cohort.firmware())
                .setWindowStart(Instant.ofEpochMilli(active.window * WINDOW_MILLIS))
                .setWindowEnd(Instant.ofEpochMilli((active.window + 1) * WINDOW_MILLIS))
                .setActiveDevices(active.devices)
                .setEvents(active.events)
                .build();
    }

    private DestinationCount count(TunedRow row) {
        TunedPhones.Cohort cohort = phones.cohort(row.cohort);
        Destination destination = places.destinationOf(row.destination);
        TunedPlaces.Place place = row.place(places);
        return DestinationCount.newBuilder()
                .setManufacturer(cohort.maker())
                .setModel(cohort.model())
                .setFirmware(cohort.firmware())
                .setDestination(destination.name())
                .setDestinationKind(destination.kind())
                .setCountry(place.country())
                .setAsn(place.asn() == 0 ? null : place.asn())
                .setOrganisation(place.asn() == 0 ? null : locator.organisationOf(place.asn()))
                .setWindowStart(Instant.ofEpochMilli(row.window * WINDOW_MILLIS))
                .setWindowEnd(Instant.ofEpochMilli((row.window + 1) * WINDOW_MILLIS))
                .setConnections(row.connections)
                .setFailed(row.failed)
                .setBytesSent(row.bytesSent)
                .setBytesReceived(row.bytesReceived)
                .setPacketsSent(row.packetsSent)
                .setPacketsReceived(row.packetsReceived)
                .setDevices(row.devices)
                .setFirstSeen(Instant.ofEpochMilli(row.firstSeen))
                .setLastSeen(Instant.ofEpochMilli(row.lastSeen))
                .build();
    }
}
