package io.waybill.streams.aggregate.destination;

import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.DestinationDetector;
import io.waybill.streams.detect.DestinationView;
import io.waybill.streams.detect.DestinationView.Reach;
import io.waybill.streams.detect.DestinationView.WindowRow;
import io.waybill.streams.detect.EventRef;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Fleet;
import io.waybill.streams.detect.Judgement;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.Verdict;
import io.waybill.streams.part.Part.ReachPart;
import io.waybill.streams.part.Part.VerdictsPart;
import io.waybill.streams.part.PartCodec;
import io.waybill.streams.part.Sums;
import io.waybill.streams.resolve.Destination;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One destination: what each sender said about it. */
final class DestinationState {

    /** Findings shown per detector, those with the highest scores. */
    static final int MAX_FINDINGS = 1_000;

    /** Events shown for a cohort: half of them its first ones, half its last. */
    private static final int MAX_EVIDENCE = 4;

    private static final Comparator<Finding> BY_SCORE =
            Comparator.comparingDouble(Finding::score).reversed().thenComparing(Finding::deviceId);

    private static final Comparator<Finding> BY_DEVICE =
            Comparator.comparing(Finding::detector).thenComparing(Finding::deviceId);

    private final Destination destination;
    private final DestinationRows rows = new DestinationRows();

    /** What each sender said of the cohorts that reached it, as bytes: it is read when the destination is judged, and is much. */
    private final Map<Integer, byte[]> reach = new TreeMap<>();

    private final TreeMap<String, List<Finding>> findings = new TreeMap<>();
    private long verdictsHash;

    DestinationState(Destination destination) {
        this.destination = destination;
    }

    Destination destination() {
        return destination;
    }

    /** Takes what a sender says of a row. */
    DestinationRow row(RowKey key, int sender, Sums sums, ByteWriter scratch) {
        DestinationRow row = rows.row(key);
        row.say(sender, sums, scratch);
        row.waits = true;
        return row;
    }

    DestinationRows rows() {
        return rows;
    }

    /** Takes the bytes of what a sender says of the cohorts that reached it; null takes that back. */
    void reach(int sender, byte @Nullable [] part) {
        if (part == null) {
            reach.remove(sender);
        } else {
            reach.put(sender, part);
        }
    }

    void findings(String deviceId, List<Finding> found) {
        if (found.isEmpty()) {
            findings.remove(deviceId);
        } else {
            findings.put(deviceId, found);
        }
    }

    long verdictsHash() {
        return verdictsHash;
    }

    void verdictsHash(long hash) {
        verdictsHash = hash;
    }

    /** Whether nobody says anything about it any more, and nothing is published that may have to be taken back. */
    boolean isEmpty() {
        return rows.isEmpty() && reach.isEmpty() && findings.isEmpty();
    }

    /**
     * Forgets rows of windows before this one and tells the keys of the entries that went.
     *
     * @return whether any went
     */
    boolean forgetBefore(long window, RowChanges changes, Consumer<DestinationKey> gone) {
        boolean any = false;
        for (WindowRows of : rows.takeBefore(window)) {
            any |= of.all().stream().anyMatch(row -> !row.isNothing());
            changes.forget(of);
            of.forEachEntry(destination, gone);
        }
        return any;
    }

    DestinationView view(Fleet fleet, long windowMillis) {
        List<WindowRow> windows = new ArrayList<>();
        rows.forEach(row -> {
            Sums sums = row.total();
            if (!sums.isNone()) {
                windows.add(new WindowRow(
                        row.cohort(),
                        row.key().window(),
                        row.key().window() + windowMillis,
                        sums.connections(),
                        sums.failed(),
                        sums.bytesSent(),
                        sums.bytesReceived(),
                        sums.devices(),
                        sums.places()));
            }
        });
        SortedMap<String, Long> omitted = new TreeMap<>();
        return new DestinationView(destination, totalReach(), windows, shown(omitted), omitted, fleet);
    }

    /** What the detectors judge of a destination that is seen like this. */
    static VerdictsPart judge(DestinationView view, List<DestinationDetector> detectors, Policy policy) {
        List<Verdict> verdicts = new ArrayList<>();
        long tests = 0;
        for (DestinationDetector detector : detectors) {
            Judgement judgement = detector.judge(view, policy);
            verdicts.addAll(judgement.verdicts());
            tests += judgement.tests();
        }
        return new VerdictsPart(view.destination().name(), verdicts, tests);
    }

    private List<Finding> shown(SortedMap<String, Long> omitted) {
        Map<String, List<Finding>> byDetector = new TreeMap<>();
        findings.values()
                .forEach(of -> of.forEach(each -> byDetector
                        .computeIfAbsent(each.detector(), any -> new ArrayList<>())
                        .add(each)));
        List<Finding> shown = new ArrayList<>();
        byDetector.forEach((detector, all) -> {
            if (all.size() > MAX_FINDINGS) {
                all.sort(BY_SCORE);
                omitted.put(detector, (long) all.size() - MAX_FINDINGS);
                shown.addAll(all.subList(0, MAX_FINDINGS));
            } else {
                shown.addAll(all);
            }
        });
        shown.sort(BY_DEVICE);
        return shown;
    }

    /** A maker's devices are the devices of its models, and the fleet's are all: no device has two models. */
    private SortedMap<Cohort, Reach> totalReach() {
        SortedMap<Cohort, Reach> total = new TreeMap<>();
        for (byte[] packed : reach.values()) {
            ReachPart of = (ReachPart) PartCodec.read(packed);
            of.reach().forEach((cohort, each) -> {
                total.merge(cohort, each, DestinationState::plus);
                Cohorts.above(cohort).forEach(wider -> total.merge(wider, each, DestinationState::plus));
            });
        }
        return total;
    }

    private static Reach plus(Reach a, Reach b) {
        TreeSet<EventRef> evidence = new TreeSet<>(a.evidence());
        evidence.addAll(b.evidence());
        while (evidence.size() > MAX_EVIDENCE) {
            evidence.remove(evidence.stream().skip(MAX_EVIDENCE / 2).findFirst().orElseThrow());
        }
        return new Reach(
                a.devices() + b.devices(),
                Math.min(a.firstSeen(), b.firstSeen()),
                Math.max(a.lastSeen(), b.lastSeen()),
                List.copyOf(evidence));
    }
}
