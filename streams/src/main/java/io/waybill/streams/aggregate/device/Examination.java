package io.waybill.streams.aggregate.device;

import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.codec.StableHash;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.DestinationView.Reach;
import io.waybill.streams.detect.DeviceDetector;
import io.waybill.streams.detect.EventRef;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Fleet;
import io.waybill.streams.detect.PairHistory;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.part.DetectCodec;
import io.waybill.streams.part.Part;
import io.waybill.streams.part.Part.CohortsPart;
import io.waybill.streams.part.Part.FindingsPart;
import io.waybill.streams.part.Part.ReachPart;
import io.waybill.streams.resolve.Destination;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what changed in a partition since the last look: runs the device-side detectors over the pairs concerned, and sums
 * up which cohorts reached which destinations. Everything is computed from the pairs anew and told as a whole.
 */
final class Examination {

    private static final int EVIDENCE = 2;

    /**
     * What came of it.
     *
     * @param parts to be told
     * @param pairs whose findings changed
     */
    record Report(List<Part> parts, List<Pair> pairs) {}

    private final Map<Destination, Set<Pair>> pairs = new HashMap<>();
    private final Set<Pair> touched = new LinkedHashSet<>();
    private final Set<Destination> reached = new LinkedHashSet<>();
    private final List<Pair> removed = new ArrayList<>();
    private @Nullable SortedMap<Cohort, Fleet.Activity> told;

    void index(Pair pair) {
        pairs.computeIfAbsent(pair.destination(), any -> new LinkedHashSet<>(2)).add(pair);
    }

    /** The pair has new contacts, or they mean something else now. */
    void touch(Pair pair) {
        touched.add(pair);
        reached.add(pair.destination());
    }

    void touchAll(Collection<DeviceState> devices) {
        devices.forEach(device -> device.pairs().values().forEach(this::touch));
    }

    /** The pair was folded into another. */
    void remove(Pair pair) {
        touched.remove(pair);
        reached.add(pair.destination());
        removed.add(pair);
        Set<Pair> of = pairs.get(pair.destination());
        if (of != null) {
            of.remove(pair);
        }
    }

    void clear() {
        pairs.clear();
        touched.clear();
        reached.clear();
        removed.clear();
        told = null;
    }

    /** Whether anything was left to look at. */
    boolean isDue() {
        return !touched.isEmpty() || !reached.isEmpty();
    }

    Report examine(int sender, Collection<DeviceState> devices, List<DeviceDetector> detectors, Policy policy) {
        List<Part> parts = new ArrayList<>();
        List<Pair> changed = new ArrayList<>();
        SortedMap<Cohort, Fleet.Activity> cohorts = cohorts(devices);
        if (!cohorts.equals(told)) {
            told = cohorts;
            parts.add(new CohortsPart(sender, cohorts));
        }
        for (Pair pair : removed) {
            if (pair.findingsHash() != 0) {
                parts.add(new FindingsPart(pair.destination(), pair.device().id(), List.of()));
            }
        }
        removed.clear();
        for (Pair pair : due()) {
            List<Finding> findings = find(pair.history(), detectors, policy);
            long hash = hash(findings);
            if (hash != pair.findingsHash()) {
                pair.findingsHash(hash);
                changed.add(pair);
                parts.add(new FindingsPart(pair.destination(), pair.device().id(), findings));
            }
        }
        touched.clear();
        for (Destination destination : reached) {
            parts.add(new ReachPart(destination, sender, reach(destination)));
        }
        reached.clear();
        return new Report(parts, changed);
    }

    /**
     * Pairs to look at: the touched ones, and all pairs of a touched device to which something was done, because silence after a
     * reset or an opt-out is told by the device's other traffic.
     */
    private Set<Pair> due() {
        Set<Pair> due = new LinkedHashSet<>(touched);
        for (Pair pair : touched) {
            if (pair.device().hasMarks()) {
                due.addAll(pair.device().pairs().values());
            }
        }
        return due;
    }

    private static List<Finding> find(PairHistory history, List<DeviceDetector> detectors, Policy policy) {
        List<Finding> findings = new ArrayList<>();
        for (DeviceDetector detector : detectors) {
            findings.addAll(detector.examine(history, policy));
        }
        return findings;
    }

    private static long hash(List<Finding> findings) {
        if (findings.isEmpty()) {
            return 0;
        }
        ByteWriter out = new ByteWriter(512);
        DetectCodec.list(out, findings, DetectCodec::finding);
        return StableHash.of(out.toBytes());
    }

    private SortedMap<Cohort, Reach> reach(Destination destination) {
        SortedMap<Cohort, ReachSum> sums = new TreeMap<>();
        for (Pair pair : pairs.getOrDefault(destination, Set.of())) {
            DeviceState device = pair.device();
            add(sums, Cohort.model(device.manufacturer(), device.model()), pair.firstAndLast(null));
            for (String firmware : pair.firmwares()) {
                add(
                        sums,
                        Cohort.firmware(device.manufacturer(), device.model(), firmware),
                        pair.firstAndLast(firmware));
            }
            for (String app : pair.apps()) {
                add(sums, Cohort.app(app), pair.firstAndLast(null));
            }
        }
        SortedMap<Cohort, Reach> reach = new TreeMap<>();
        sums.forEach((cohort, sum) -> reach.put(cohort, sum.toReach()));
        return reach;
    }

    private static void add(SortedMap<Cohort, ReachSum> sums, Cohort cohort, List<EventRef> firstAndLast) {
        if (!firstAndLast.isEmpty()) {
            sums.computeIfAbsent(cohort, any -> new ReachSum()).add(firstAndLast);
        }
    }

    /**
     * Counts devices and keeps the smallest and the largest of their first and last events: the same whether devices are added
     * one by one or partition by partition.
     */
    private static final class ReachSum {
        private final TreeSet<EventRef> first = new TreeSet<>();
        private final TreeSet<EventRef> last = new TreeSet<>();
        private long devices;

        void add(List<EventRef> firstAndLast) {
            devices++;
            first.addAll(firstAndLast);
            last.addAll(firstAndLast);
            while (first.size() > EVIDENCE) {
                first.pollLast();
            }
            while (last.size() > EVIDENCE) {
                last.pollFirst();
            }
        }

        Reach toReach() {
            TreeSet<EventRef> evidence = new TreeSet<>(first);
            evidence.addAll(last);
            return new Reach(devices, first.first().time(), last.last().time(), List.copyOf(evidence));
        }
    }

    private static SortedMap<Cohort, Fleet.Activity> cohorts(Collection<DeviceState> devices) {
        SortedMap<Cohort, Fleet.Activity> cohorts = new TreeMap<>();
        for (DeviceState device : devices) {
            if (device.windowEvents().isEmpty()) {
                continue;
            }
            Fleet.Activity one =
                    new Fleet.Activity(1, device.wasResetWhileWatched() ? 1 : 0, device.firstSeen(), device.lastSeen());
            cohorts.merge(Cohort.model(device.manufacturer(), device.model()), one, Examination::plus);
            for (String app : device.apps()) {
                cohorts.merge(Cohort.app(app), one, Examination::plus);
            }
            device.buildsSeen()
                    .forEach((build, seen) -> cohorts.merge(
                            Cohort.firmware(device.manufacturer(), device.model(), build),
                            new Fleet.Activity(1, one.resetDevices(), seen.start(), seen.end()),
                            Examination::plus));
        }
        return cohorts;
    }

    private static Fleet.Activity plus(Fleet.Activity a, Fleet.Activity b) {
        return new Fleet.Activity(
                a.devices() + b.devices(),
                a.resetDevices() + b.resetDevices(),
                Math.min(a.firstSeen(), b.firstSeen()),
                Math.max(a.lastSeen(), b.lastSeen()));
    }
}
