package io.waybill.streams.aggregate.device;

import io.waybill.streams.detect.Cohort;
import org.jspecify.annotations.Nullable;

/** One row of the counts of a partition: a build of a model at a destination in a window. */
final class CountRow {

    final Cohort cohort;
    final Target target;
    final long window;

    /** Next in the bucket of the table. */
    @Nullable
    CountRow next;

    /** Whether the sums have to be made anew from the contacts before they are told. */
    boolean stale;

    /** Whether the row waits to be told. */
    boolean waits;

    private RunningSums sums = new RunningSums();
    private long devices;

    /** Pair that was counted last while the sums are made anew. */
    @Nullable
    Pair counted;

    CountRow(Cohort cohort, Target target, long window) {
        this.cohort = cohort;
        this.target = target;
        this.window = window;
    }

    RunningSums sums() {
        return sums;
    }

    long devices() {
        return devices;
    }

    void countDevice() {
        devices++;
    }

    void startOver() {
        sums = new RunningSums();
        devices = 0;
        counted = null;
        stale = false;
    }

    /** Counts the device of a pair, once however often in a row this is called with it. */
    void countDeviceOf(Pair pair) {
        if (counted != pair) {
            counted = pair;
            devices++;
        }
    }
}
