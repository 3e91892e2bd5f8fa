package io.waybill.streams.aggregate.device;

import io.waybill.streams.detect.Cohort;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Moves the contacts of a device from the rows they counted for to the ones they count for since something new is known of it.
 * Only windows in which that differs are touched.
 */
final class Reattribution {

    private final Windows windows;
    private final CountRows counts;
    private final ActivityRows activity;

    Reattribution(Windows windows, CountRows counts, ActivityRows activity) {
        this.windows = windows;
        this.counts = counts;
        this.activity = activity;
    }

    /**
     * What a device was.
     *
     * @param cohorts gives the cohort of one of its builds then
     */
    record Before(Builds builds, Cohort model, Function<String, Cohort> cohorts) {}

    void apply(DeviceState device, Before before, ContactRow row) {
        boolean sameModel = before.model().equals(device.modelCohort());
        TreeSet<Long> split = new TreeSet<>();
        WindowEvents events = device.events();
        for (long window : events.windows()) {
            if (sameModel && isSame(before.builds(), device.builds(), window)) {
                continue;
            }
            activity.changed(window);
            if (device.builds().isOneBetween(window, windows.lastOf(window))) {
                events.merge(window, device.firmwareAt(window));
            } else {
                split.add(window);
                events.remove(window);
            }
        }
        for (Pair pair : device.pairs().all()) {
            for (int i = 0; i < pair.cells().size(); i++) {
                long window = pair.cells().window(i);
                if (!sameModel || !isSame(before.builds(), device.builds(), window)) {
                    stale(before.builds().between(window, windows.lastOf(window)), before, pair, window);
                    for (String build : device.builds().between(window, windows.lastOf(window))) {
                        counts.changing(device.cohortOf(build), pair.target(), window).stale = true;
                    }
                }
            }
            if (!split.isEmpty()) {
                countAnew(pair, split, row);
            }
        }
    }

    private void stale(List<String> builds, Before before, Pair pair, long window) {
        for (String build : builds) {
            counts.changing(before.cohorts().apply(build), pair.target(), window).stale = true;
        }
    }

    private boolean isSame(Builds before, Builds now, long window) {
        return before.between(window, windows.lastOf(window)).equals(now.between(window, windows.lastOf(window)))
                && before.isOneBetween(window, windows.lastOf(window));
    }

    private void countAnew(Pair pair, TreeSet<Long> split, ContactRow row) {
        WindowEvents events = pair.device().events();
        ContactLog.Cursor cursor = pair.rows(row);
        while (cursor.next()) {
            long window = windows.of(row.time());
            if (split.contains(window)) {
                events.add(window, pair.device().firmwareAt(row.time()), row.occurrences());
            }
        }
        pair.overflow().forEach((window, sums) -> {
            if (split.contains(window)) {
                events.add(window, pair.device().firmwareAt(window), sums.connections());
            }
        });
    }
}
