package io.waybill.streams.aggregate.destination;

import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.ModelActivity;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.part.Part.Active;
import io.waybill.streams.part.Sums;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.resolve.IpLocator;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something to be published.
 *
 * @param key of the record
 * @param count the row, or null
 * @param activity the denominator, or null; where both are null the row no longer holds and is deleted
 * @param isCount whether it is for the topic of the counts, or else for that of the activity
 */
public record Publication(
        String key,
        @Nullable DestinationCount count,
        @Nullable ModelActivity activity,
        boolean isCount) {

    private static final String SEPARATOR = "|";

    static Publication count(
            Destination destination, RowKey row, long windowMillis, Sums sums, int revision, IpLocator locator) {
        String key = key(row) + SEPARATOR + destination.name();
        if (sums.isNone()) {
            return new Publication(key, null, null, true);
        }
        Place place = Place.of(sums);
        Cohort cohort = row.cohort();
        DestinationCount count = DestinationCount.newBuilder()
                .setManufacturer(cohort.manufacturer())
                .setModel(cohort.model())
                .setFirmware(cohort.firmware())
                .setDestination(destination.name())
                .setDestinationKind(destination.kind())
                .setCountry(place.country())
                .setAsn(place.asn() == 0 ? null : place.asn())
                .setOrganisation(place.asn() == 0 ? null : locator.organisationOf(place.asn()))
                .setWindowStart(Instant.ofEpochMilli(row.window()))
                .setWindowEnd(Instant.ofEpochMilli(row.window() + windowMillis))
                .setConnections(sums.connections())
                .setFailed(sums.failed())
                .setBytesSent(sums.bytesSent())
                .setBytesReceived(sums.bytesReceived())
                .setPacketsSent(sums.packetsSent())
                .setPacketsReceived(sums.packetsReceived())
                .setDevices(sums.devices())
                .setFirstSeen(Instant.ofEpochMilli(sums.firstSeen()))
                .setLastSeen(Instant.ofEpochMilli(sums.lastSeen()))
                .setRevision(revision)
                .build();
        return new Publication(key, count, null, true);
    }

    static Publication activity(RowKey row, long windowMillis, @Nullable Active active, int revision) {
        if (active == null) {
            return new Publication(key(row), null, null, false);
        }
        Cohort cohort = row.cohort();
        ModelActivity activity = ModelActivity.newBuilder()
                .setManufacturer(cohort.manufacturer())
                .setModel(cohort.model())
                .setFirmware(cohort.firmware())
                .setWindowStart(Instant.ofEpochMilli(row.window()))
                .setWindowEnd(Instant.ofEpochMilli(row.window() + windowMillis))
                .setActiveDevices(active.devices())
                .setEvents(active.events())
                .setRevision(revision)
                .build();
        return new Publication(key(row), null, activity, false);
    }

    private static String key(RowKey row) {
        Cohort cohort = row.cohort();
        return String.join(
                SEPARATOR,
                cohort.manufacturer(),
                cohort.model(),
                cohort.firmware(),
                Instant.ofEpochMilli(row.window()).toString());
    }

    /** Where most of the connections went; of equals the first in the order of their names. */
    private record Place(@Nullable String country, long asn) {

        static Place of(Sums sums) {
            String best = "-/0";
            long most = 0;
            for (Map.Entry<String, Long> place : sums.places().entrySet()) {
                if (place.getValue() > most) {
                    most = place.getValue();
                    best = place.getKey();
                }
            }
            int slash = best.indexOf('/');
            String country = best.substring(0, slash);
            return new Place(country.equals("-") ? null : country, Long.parseLong(best.substring(slash + 1)));
        }
    }
}
