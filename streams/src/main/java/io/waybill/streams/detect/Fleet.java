package io.waybill.streams.detect;

import java.util.SortedMap;

/**
 * The denominators: who was there to be seen.
 *
 * @param cohorts per cohort of every level that has been heard of
 * @param windows active devices per model cohort and window start, over the history kept
 * @param watermark event time up to which all inputs are complete, milliseconds since 1970 UTC
 * @param begin first event of the fleet: when watching began
 * @param roster the cohorts again, arranged for judging
 */
public record Fleet(
        SortedMap<Cohort, Activity> cohorts,
        SortedMap<Cohort, SortedMap<Long, Long>> windows,
        long watermark,
        long begin,
        Roster roster) {

    /** A fleet of these cohorts. */
    public Fleet(
            SortedMap<Cohort, Activity> cohorts,
            SortedMap<Cohort, SortedMap<Long, Long>> windows,
            long watermark,
            long begin) {
        this(cohorts, windows, watermark, begin, Roster.ofActivity(cohorts));
    }

    /**
     * What is known of one cohort.
     *
     * @param devices distinct devices heard of
     * @param resetDevices of these, the ones with a factory reset, reflash or app removal while they were watched
     * @param firstSeen their first event, milliseconds since 1970 UTC
     * @param lastSeen their last event
     */
    public record Activity(long devices, long resetDevices, long firstSeen, long lastSeen) {}
}
