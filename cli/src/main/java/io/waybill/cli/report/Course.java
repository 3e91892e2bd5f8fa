package io.waybill.cli.report;

import io.waybill.schemas.DestinationCount;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * The span of a case, cut into parts for small drawings. A part holds as many windows as any other, so that steady traffic is drawn
 * as a level line.
 *
 * @param begin start of the first window; the epoch when nothing was counted
 * @param end end of the last window
 * @param partMillis length of a part
 */
record Course(Instant begin, Instant end, long partMillis) {

    private static final int MAX_PARTS = 60;

    static Course of(List<DestinationCount> counts) {
        Instant begin = counts.stream()
                .map(DestinationCount::getWindowStart)
                .min(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        Instant end = counts.stream()
                .map(DestinationCount::getWindowEnd)
                .max(Comparator.naturalOrder())
                .orElse(begin);
        long window = counts.stream()
                .mapToLong(count -> Duration.between(count.getWindowStart(), count.getWindowEnd())
                        .toMillis())
                .filter(millis -> millis > 0)
                .min()
                .orElse(1);
        long windows = Math.max(1, ceilDiv(Duration.between(begin, end).toMillis(), window));
        return new Course(begin, end, window * ceilDiv(windows, MAX_PARTS));
    }

    /** How many parts there are. */
    int parts() {
        return part(end.minusMillis(1)) + 1;
    }

    /** In which part a time within the span is. */
    int part(Instant time) {
        return (int) Math.max(0, Duration.between(begin, time).toMillis() / partMillis);
    }

    /** How long the span is. */
    Duration length() {
        return Duration.between(begin, end);
    }

    private static long ceilDiv(long dividend, long divisor) {
        return (dividend + divisor - 1) / divisor;
    }
}
