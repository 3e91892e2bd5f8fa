package io.waybill.streams.aggregate.destination;

import static java.util.Objects.requireNonNull;

import io.waybill.schemas.SubjectLevel;
import io.waybill.streams.aggregate.destination.DestinationKey.Kind;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.Fleet;
import io.waybill.streams.part.Part.Active;
import io.waybill.streams.resolve.Destination;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The denominators, as the senders told them: every partition of the destination side holds all of them. */
final class FleetState {

    private final TreeMap<Long, Map<Integer, SortedMap<Cohort, Active>>> active = new TreeMap<>();
    private final Map<Integer, SortedMap<Cohort, Fleet.Activity>> cohorts = new TreeMap<>();
    private final TreeMap<RowKey, Published> published = new TreeMap<>();
    private final TreeSet<Long> unpublished = new TreeSet<>();

    void active(int sender, long window, SortedMap<Cohort, Active> of) {
        active.computeIfAbsent(window, any -> new TreeMap<>()).put(sender, of);
        unpublished.add(window);
    }

    void cohorts(int sender, SortedMap<Cohort, Fleet.Activity> of) {
        cohorts.put(sender, of);
    }

    /** Begin of the first window anybody told of, or of the one given where nobody did. */
    long firstWindowOr(long otherwise) {
        return active.isEmpty() ? otherwise : active.firstKey();
    }

    TreeSet<Long> unpublished() {
        return unpublished;
    }

    Published publishedAt(RowKey key) {
        return published.getOrDefault(key, Published.NEVER);
    }

    void published(RowKey key, Published what) {
        published.put(key, what);
    }

    /** Rows of a window that were published before, and may have to be taken back. */
    Iterable<RowKey> publishedOf(long window) {
        return List.copyOf(
                published.subMap(RowKey.first(window), RowKey.first(window + 1)).keySet());
    }

    /**
     * Forgets windows before this one and tells the keys of the entries that went.
     *
     * @return whether any went
     */
    boolean forgetBefore(long window, Consumer<DestinationKey> gone) {
        List<Long> before = List.copyOf(active.headMap(window).keySet());
        for (long old : before) {
            RowKey row = new RowKey(old, Cohort.FLEET);
            requireNonNull(active.get(old))
                    .keySet()
                    .forEach(sender ->
                            gone.accept(DestinationKey.ofRow(Kind.ACTIVITY_PART, Destination.OTHER, row, sender)));
            publishedOf(old)
                    .forEach(each ->
                            gone.accept(DestinationKey.ofRow(Kind.ACTIVITY_PUBLISHED, Destination.OTHER, each, 0)));
            forget(row);
        }
        return !before.isEmpty();
    }

    void forget(RowKey row) {
        active.remove(row.window());
        unpublished.remove(row.window());
        publishedOf(row.window()).forEach(published::remove);
    }

    SortedMap<Cohort, Active> activeIn(long window) {
        SortedMap<Cohort, Active> total = new TreeMap<>();
        for (SortedMap<Cohort, Active> of :
                active.getOrDefault(window, Map.of()).values()) {
            of.forEach((cohort, each) -> total.merge(
                    cohort, each, (a, b) -> new Active(a.devices() + b.devices(), a.events() + b.events())));
        }
        return total;
    }

    /**
     * What the detectors are shown.
     *
     * @param watermark event time all inputs have passed, {@link Long#MAX_VALUE} at the end of input; no later one is shown than
     *     that of the newest event
     */
    Fleet view(long watermark) {
        SortedMap<Cohort, Fleet.Activity> total = new TreeMap<>();
        for (SortedMap<Cohort, Fleet.Activity> of : cohorts.values()) {
            of.forEach((cohort, each) -> {
                total.merge(cohort, each, FleetState::plus);
                Cohorts.above(cohort).forEach(wider -> total.merge(wider, each, FleetState::plus));
            });
        }
        SortedMap<Cohort, SortedMap<Long, Long>> windows = new TreeMap<>();
        for (long window : active.keySet()) {
            activeIn(window).forEach((cohort, each) -> {
                if (cohort.level() == SubjectLevel.MODEL) {
                    windows.computeIfAbsent(cohort, any -> new TreeMap<>()).put(window, each.devices());
                }
            });
        }
        Fleet.Activity all = total.get(Cohort.FLEET);
        long begin = all == null ? 0 : all.firstSeen();
        long newest = all == null ? 0 : all.lastSeen() + 1;
        return new Fleet(total, windows, Math.min(watermark, newest), begin);
    }

    private static Fleet.Activity plus(Fleet.Activity a, Fleet.Activity b) {
        return new Fleet.Activity(
                a.devices() + b.devices(),
                a.resetDevices() + b.resetDevices(),
                Math.min(a.firstSeen(), b.firstSeen()),
                Math.max(a.lastSeen(), b.lastSeen()));
    }
}
