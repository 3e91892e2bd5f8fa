package io.waybill.benchmarks.run;

import java.util.Locale;

/**
 * How a pipeline was at one moment of a long run.
 *
 * @param seconds since the load began
 * @param sent events so far
 * @param kept of these, within the history
 * @param liveBytes of the heap, after a collection
 * @param residentBytes of the process; 0 where the platform does not tell
 * @param cpuMillis of the process since its start
 * @param medianMillis from writing an event to reading its count, of the probes since the last sample; -1 without any
 * @param p99Millis 99th percentile of these
 * @param underWay probes that have not come through
 */
public record SoakSample(
        long seconds,
        long sent,
        long kept,
        long liveBytes,
        long residentBytes,
        long cpuMillis,
        long medianMillis,
        long p99Millis,
        int underWay) {

    /** Names of the columns. */
    public static final String HEADER =
            "seconds,sent,kept,live_bytes,resident_bytes,cpu_ms,median_ms,p99_ms,probes_under_way,live_bytes_per_event_kept";

    /** Memory for each event that is kept; flat or falling where nothing leaks. */
    public double bytesPerEvent() {
        return kept == 0 ? 0 : (double) liveBytes / kept;
    }

    /** As a line of CSV. */
    public String toCsv() {
        return String.format(
                Locale.ROOT,
                "%d,%d,%d,%d,%d,%d,%d,%d,%d,%.1f",
                seconds,
                sent,
                kept,
                liveBytes,
                residentBytes,
                cpuMillis,
                medianMillis,
                p99Millis,
                underWay,
                bytesPerEvent());
    }
}
