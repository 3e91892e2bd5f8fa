package io.waybill.streams.aggregate.device;

import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.codec.StableHash;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.DeviceDetector;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what changed in a partition since the last look: runs the device-side detectors over the pairs concerned, and sums
 * up which cohorts reached which destinations. Everything is computed from the pairs anew and told as a whole. A look may be
 * spread over several calls; what changes meanwhile waits for the next one.
 */
final class Examination {

    private List<Pair> touched = new ArrayList<>();
    private List<Target> reached = new ArrayList<>();

    /** What is left of the look that is under way. */
    private Deque<Pair> pairs = new ArrayDeque<>();

    private Deque<Target> targets = new ArrayDeque<>();

    /** Findings to be taken back, by destination and device: their pairs are gone. */
    private final TreeMap<String, TreeMap<String, FindingsPart>> orphans = new TreeMap<>();

    private final TreeMap<String, Destination> emptied = new TreeMap<>();
    private @Nullable SortedMap<Cohort, Fleet.Activity> told;

    /** The pair has new contacts, or they mean something else now. */
    void touch(Pair pair) {
        if (!pair.touched) {
            pair.touched = true;
            touched.add(pair);
        }
        // Also where the pair waits already: its destination may have had its turn in a look that is under way.
        reach(pair.target());
    }

    private void reach(Target target) {
        if (!target.reached) {
            target.reached = true;
            reached.add(target);
        }
    }

    void touchAll(DeviceState device) {
        device.pairs().all().forEach(this::touch);
    }

    /** The pair was folded into another, or all its contacts were forgotten. It is still at its target. */
    void remove(Pair pair) {
        pair.touched = false;
        reach(pair.target());
        if (pair.target().pairs() == 1) {
            Destination destination = pair.target().destination();
            emptied.put(destination.name(), destination);
        }
        if (pair.findingsHash != 0) {
            orphan(pair.target().destination(), pair.device().id());
        }
    }

    /** What was found of a pair that is no more has to be taken back. */
    void orphan(Destination destination, String deviceId) {
        orphans.computeIfAbsent(destination.name(), any -> new TreeMap<>())
                .put(deviceId, new FindingsPart(destination, deviceId, List.of()));
    }

    void clear() {
        touched.forEach(pair -> pair.touched = false);
        reached.forEach(target -> target.reached = false);
        pairs.forEach(pair -> pair.touched = false);
        targets.forEach(target -> target.reached = false);
        pairs.clear();
        targets.clear();
        touched = new ArrayList<>();
        reached = new ArrayList<>();
        orphans.clear();
        emptied.clear();
        told = null;
    }

    /** Whether findings stand of contacts that are gone. */
    boolean hasOrphans() {
        return !orphans.isEmpty();
    }

    /** Pairs and destinations that are left of the look that is under way; 0 between two looks. */
    int left() {
        return pairs.size() + targets.size();
    }

    /**
     * Looks at what is due, or goes on with it.
     *
     * @param mayGoOn asked before each pair and destination; what is left when it says no is for the next call
     * @param changed is told the pairs whose findings changed, with the hash of the new ones, 0 where there are none
     * @return what is to be told
     */
    List<Part> examine(
            int sender,
            Collection<DeviceState> devices,
            List<DeviceDetector> detectors,
            Policy policy,
            ContactRow row,
            BooleanSupplier mayGoOn,
            ObjLongConsumer<Pair> changed) {
        List<Part> parts = new ArrayList<>();
        orphans.values().forEach(of -> parts.addAll(of.values()));
        orphans.clear();
        if (left() == 0) {
            begin();
            SortedMap<Cohort, Fleet.Activity> cohorts = Reaches.cohorts(devices);
            if (!cohorts.equals(told)) {
                told = cohorts;
                parts.add(new CohortsPart(sender, cohorts));
            }
        }
        while (!pairs.isEmpty() && mayGoOn.getAsBoolean()) {
            Pair pair = pairs.remove();
            pair.touched = false;
            if (!isLookedAt(pair)) {
                continue;
            }
            List<Finding> findings = find(PairHistories.of(pair, row), detectors, policy);
            long hash = hash(findings);
            if (hash != pair.findingsHash) {
                pair.findingsHash = hash;
                changed.accept(pair, hash);
                parts.add(new FindingsPart(
                        pair.target().destination(), pair.device().id(), findings));
            }
        }
        while (pairs.isEmpty() && !targets.isEmpty() && mayGoOn.getAsBoolean()) {
            Target target = targets.remove();
            target.reached = false;
            if (!target.isGone()) {
                parts.add(new ReachPart(target.destination(), sender, Reaches.of(target, row)));
                emptied.remove(target.destination().name());
            }
        }
        if (left() == 0) {
            emptied.values().forEach(gone -> parts.add(new ReachPart(gone, sender, new TreeMap<>())));
            emptied.clear();
        }
        return parts;
    }

    private void begin() {
        pairs = new ArrayDeque<>(due());
        targets = new ArrayDeque<>(reached);
        touched = new ArrayList<>();
        reached = new ArrayList<>();
    }

    /** What is counted together is no device: a beat of many is nobody's. */
    private static boolean isLookedAt(Pair pair) {
        return !pair.isGone() && !pair.isEmpty() && !pair.device().id().equals(Devices.OTHER_DEVICES);
    }

    /**
     * Pairs to look at: the touched ones, and all pairs of a touched device to which something was done, because silence after a
     * reset or an opt-out is told by the device's other traffic.
     */
    private List<Pair> due() {
        List<Pair> due = new ArrayList<>(touched.size());
        TreeSet<String> devices = new TreeSet<>();
        for (Pair pair : touched) {
            if (pair.touched
                    && pair.device().hasMarks()
                    && devices.add(pair.device().id())) {
                for (Pair other : pair.device().pairs().all()) {
                    if (!other.touched) {
                        due.add(other);
                    }
                }
            }
        }
        for (Pair pair : touched) {
            if (pair.touched) {
                due.add(pair);
            }
        }
        due.sort(Pair.AS_ON_DISK);
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
}
