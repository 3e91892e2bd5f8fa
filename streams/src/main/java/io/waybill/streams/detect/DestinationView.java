package io.waybill.streams.detect;

import io.waybill.streams.resolve.Destination;
import java.util.List;
import java.util.SortedMap;

/**
 * One destination across the fleet: the input of cohort-side judgement. All numbers are exact sums over disjoint sets of
 * devices.
 *
 * @param destination the destination
 * @param reach how many devices of each cohort contacted it, over the history kept
 * @param windows what each model and firmware did there, over the history kept, sorted by window start, then cohort
 * @param findings what the device-side detectors reported, sorted by detector then device; at most the bound per detector,
 *     the highest scores kept
 * @param findingsOmitted findings over the bound, per detector
 * @param fleet the denominators
 */
public record DestinationView(
        Destination destination,
        SortedMap<Cohort, Reach> reach,
        List<WindowRow> windows,
        List<Finding> findings,
        SortedMap<String, Long> findingsOmitted,
        Fleet fleet) {

    /** Findings over the bound, of all detectors. */
    public long omitted() {
        return findingsOmitted.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Who of a cohort contacted the destination.
     *
     * @param devices distinct devices
     * @param firstSeen first contact, milliseconds since 1970 UTC
     * @param lastSeen last contact
     * @param evidence a few events, the first and the last, sorted
     */
    public record Reach(long devices, long firstSeen, long lastSeen, List<EventRef> evidence) {}

    /**
     * One count row.
     *
     * @param cohort at level FIRMWARE
     * @param windowStart begin of the window, milliseconds since 1970 UTC
     * @param windowEnd end of the window, exclusive
     * @param connections contacts
     * @param failed of these, unanswered or rejected
     * @param bytesSent from the devices
     * @param bytesReceived to the devices
     * @param devices distinct devices
     * @param places connections by {@code country/asn}, e.g. {@code CN/4134}; {@code -/0} where unknown
     */
    public record WindowRow(
            Cohort cohort,
            long windowStart,
            long windowEnd,
            long connections,
            long failed,
            long bytesSent,
            long bytesReceived,
            long devices,
            SortedMap<String, Long> places) {}
}
