package io.waybill.streams.detect.cohort;

import io.waybill.schemas.DestinationKind;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.DestinationView;
import io.waybill.streams.detect.DestinationView.Reach;
import io.waybill.streams.detect.DestinationView.WindowRow;
import io.waybill.streams.detect.EventRef;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Fleet;
import io.waybill.streams.resolve.Destination;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A destination as detectors see it, put together number by number. Windows are hours since the begin of time. */
final class Views {

    static final long HOUR = 3_600_000;
    static final EventRef EVENT = new EventRef("c", 1, "e", 1, "p");

    private final TreeMap<Cohort, Reach> reach = new TreeMap<>();
    private final List<WindowRow> rows = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final TreeMap<Cohort, Fleet.Activity> cohorts = new TreeMap<>();
    private final TreeMap<Cohort, SortedMap<Long, Long>> windows = new TreeMap<>();
    private Destination destination = new Destination("a.example", DestinationKind.SITE);
    private long watermark;

    static Cohort model(String maker) {
        return Cohort.model(maker, "One");
    }

    Views at(String name, DestinationKind kind) {
        destination = new Destination(name, kind);
        return this;
    }

    /** Complete up to this hour. */
    Views until(double hour) {
        watermark = (long) (hour * HOUR);
        return this;
    }

    /** Devices of a model that were active in each of these hours. */
    Views active(String maker, long devices, int from, int to) {
        for (int hour = from; hour < to; hour++) {
            windows.computeIfAbsent(model(maker), any -> new TreeMap<>()).put(hour * HOUR, devices);
        }
        return this;
    }

    /** Connections of devices of a model within an hour, all at one place. */
    Views row(String maker, int hour, long connections, long devices, String place) {
        return row(maker, hour, connections, devices, new TreeMap<>(java.util.Map.of(place, connections)));
    }

    Views row(String maker, int hour, long connections, long devices, SortedMap<String, Long> places) {
        rows.add(new WindowRow(
                Cohort.firmware(maker, "One", "A"),
                hour * HOUR,
                (hour + 1) * HOUR,
                connections,
                0,
                0,
                0,
                devices,
                places));
        return this;
    }

    /** Devices of a cohort that contacted it, of so many that there are. */
    Views reached(Cohort cohort, long did, long devices, double firstHour, double lastHour) {
        reach.put(cohort, new Reach(did, (long) (firstHour * HOUR), (long) (lastHour * HOUR), List.of(EVENT)));
        cohorts.put(cohort, new Fleet.Activity(devices, 0, 0, watermark));
        return this;
    }

    /** Devices of a cohort that were reset, of those that there are. */
    Views reset(Cohort cohort, long devices) {
        cohorts.computeIfPresent(
                cohort, (any, is) -> new Fleet.Activity(is.devices(), devices, is.firstSeen(), is.lastSeen()));
        return this;
    }

    /** A cohort of which nothing was seen before this hour. */
    Views since(Cohort cohort, double hour) {
        cohorts.computeIfPresent(
                cohort,
                (any, is) -> new Fleet.Activity(is.devices(), is.resetDevices(), (long) (hour * HOUR), is.lastSeen()));
        return this;
    }

    Views found(Finding... made) {
        findings.addAll(List.of(made));
        return this;
    }

    DestinationView build() {
        return new DestinationView(
                destination, reach, rows, findings, new TreeMap<>(), new Fleet(cohorts, windows, watermark, 0));
    }
}
