package io.waybill.streams.aggregate.destination;

import io.waybill.schemas.SubjectLevel;
import io.waybill.streams.detect.Cohort;

/**
 * One count row of a destination.
 *
 * @param window begin of the window
 * @param cohort at level FIRMWARE
 */
record RowKey(long window, Cohort cohort) implements Comparable<RowKey> {

    /** A key before all rows of a window. */
    static RowKey first(long window) {
        return new RowKey(window, new Cohort(SubjectLevel.DEVICE, "", "", "", ""));
    }

    @Override
    public int compareTo(RowKey other) {
        int byWindow = Long.compare(window, other.window);
        return byWindow != 0 ? byWindow : cohort.compareTo(other.cohort);
    }
}
