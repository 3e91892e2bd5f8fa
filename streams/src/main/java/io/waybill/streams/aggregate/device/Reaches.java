package io.waybill.streams.aggregate.device;

import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.DestinationView.Reach;
import io.waybill.streams.detect.Fleet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sums up which cohorts of a partition reached which destination, and who there is at all. */
final class Reaches {

    private Reaches() {}

    /** Which cohorts reached a destination. */
    static SortedMap<Cohort, Reach> of(Target target, ContactRow row) {
        Map<Cohort, ReachSum> sums = new HashMap<>();
        for (int i = 0; i < target.pairs(); i++) {
            Pair pair = target.pair(i);
            DeviceState device = pair.device();
            if (pair.isEmpty()) {
                continue;
            }
            sum(sums, device.modelCohort()).add(pair, row);
            if (pair.isOfOneBuild()) {
                sum(sums, device.cohortAt(pair.firstTime())).add(pair, row);
            } else {
                for (String firmware : pair.firmwares(row)) {
                    sum(sums, Cohort.firmware(device.manufacturer(), device.model(), firmware))
                            .add(pair.firstAndLast(firmware, row));
                }
            }
            for (String app : device.appsOf(pair)) {
                sum(sums, Cohort.app(app)).add(pair, row);
            }
        }
        SortedMap<Cohort, Reach> reach = new TreeMap<>();
        sums.forEach((cohort, sum) -> reach.put(cohort, sum.toReach()));
        return reach;
    }

    private static ReachSum sum(Map<Cohort, ReachSum> sums, Cohort cohort) {
        return sums.computeIfAbsent(cohort, any -> new ReachSum());
    }

    /** Who was active at all. */
    static SortedMap<Cohort, Fleet.Activity> cohorts(Collection<DeviceState> devices) {
        Map<Cohort, Fleet.Activity> cohorts = new HashMap<>();
        for (DeviceState device : devices) {
            if (device.events().isEmpty()) {
                continue;
            }
            Fleet.Activity one =
                    new Fleet.Activity(1, device.wasResetWhileWatched() ? 1 : 0, device.firstSeen(), device.lastSeen());
            cohorts.merge(device.modelCohort(), one, Reaches::plus);
            for (String app : device.apps().all()) {
                cohorts.merge(Cohort.app(app), one, Reaches::plus);
            }
            device.buildsSeen()
                    .forEach((build, seen) -> cohorts.merge(
                            Cohort.firmware(device.manufacturer(), device.model(), build),
                            new Fleet.Activity(1, one.resetDevices(), seen.start(), seen.end()),
                            Reaches::plus));
        }
        return new TreeMap<>(cohorts);
    }

    private static Fleet.Activity plus(Fleet.Activity a, Fleet.Activity b) {
        return new Fleet.Activity(
                a.devices() + b.devices(),
                a.resetDevices() + b.resetDevices(),
                Math.min(a.firstSeen(), b.firstSeen()),
                Math.max(a.lastSeen(), b.lastSeen()));
    }
}
