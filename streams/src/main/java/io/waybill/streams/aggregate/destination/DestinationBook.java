package io.waybill.streams.aggregate.destination;

import io.waybill.schemas.PolicyRule;
import io.waybill.streams.aggregate.destination.DestinationKey.Kind;
import io.waybill.streams.codec.ByteReader;
import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.codec.StableHash;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.DestinationDetector;
import io.waybill.streams.detect.DestinationView;
import io.waybill.streams.detect.Fleet;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.part.Part;
import io.waybill.streams.part.Part.Active;
import io.waybill.streams.part.Part.ActivityPart;
import io.waybill.streams.part.Part.CohortsPart;
import io.waybill.streams.part.Part.CountPart;
import io.waybill.streams.part.Part.FindingsPart;
import io.waybill.streams.part.Part.PolicyPart;
import io.waybill.streams.part.Part.ProgressPart;
import io.waybill.streams.part.Part.ReachPart;
import io.waybill.streams.part.Part.VerdictsPart;
import io.waybill.streams.part.PartCodec;
import io.waybill.streams.part.Sums;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.resolve.IpLocator;
import io.waybill.streams.store.Changelog;
import io.waybill.streams.store.Ledger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything the senders said about the destinations of one partition, and the denominators of the whole fleet.
 *
 * <p>Used by one stream thread.
 */
public final class DestinationBook implements Ledger {

    /** Layout of the changelog: 2 since rows of a window stand in one entry. */
    private static final int FORMAT = 2;

    private final long windowMillis;
    private final Map<String, DestinationState> destinations = new HashMap<>();
    private final FleetState fleet = new FleetState();
    private final Senders senders;
    private final Set<DestinationState> touched = new LinkedHashSet<>();
    private final Deque<DestinationState> due = new ArrayDeque<>();
    private final WaitingRows waiting;
    private final Map<DestinationKey, Optional<byte[]>> changes = new LinkedHashMap<>();
    private final RowChanges rowChanges = new RowChanges();
    private final ByteWriter scratch = new ByteWriter(256);
    /** Each cohort that rows are of, once: rows are many, cohorts are few. */
    private final Map<Cohort, Cohort> cohorts = new HashMap<>();

    private List<PolicyRule> rules = List.of();
    private boolean fleetTouched;
    private long forgottenBefore = Long.MIN_VALUE;
    private long tooLate;
    private long findingsOmitted;

    /**
     * An empty book.
     *
     * @param windowMillis length of a window
     * @param partitions of the device side: how many senders there are
     */
    public DestinationBook(long windowMillis, int partitions) {
        this.windowMillis = windowMillis;
        this.senders = new Senders(partitions);
        this.waiting = new WaitingRows(windowMillis);
    }

    /** How far the senders have come. */
    public Senders senders() {
        return senders;
    }

    /** Event time between the first window that is known and the watermark, milliseconds; 0 before there are both. */
    public long historyMillis() {
        long watermark = senders.watermark();
        boolean isBoundless = watermark == Long.MIN_VALUE || watermark == Long.MAX_VALUE;
        return isBoundless ? 0 : Math.max(0, watermark - fleet.firstWindowOr(watermark));
    }

    /** Statements about windows that were forgotten, since the book was made: what was published of these stands. */
    public long tooLate() {
        return tooLate;
    }

    /** Findings over the bound of a destination that judgements were made without, since the book was made. */
    public long findingsOmitted() {
        return findingsOmitted;
    }

    /** Takes what a sender says. */
    public void apply(Part part) {
        if (isForgotten(part)) {
            tooLate++;
            return;
        }
        if (part instanceof CountPart count) {
            DestinationState state = state(count.destination());
            rowChanges.said(state.destination(), take(state, count), count.sender());
        } else {
            byte @Nullable [] bytes = part.saysNothing() ? null : PartCodec.write(part);
            changes.put(DestinationKey.of(part), Optional.ofNullable(bytes));
            take(part, bytes);
        }
    }

    /**
     * A sender that was silent for longer than the history is behind the others, and may still correct what these have left behind.
     * What the others said of it is forgotten, so that the row cannot be added up any more.
     */
    private boolean isForgotten(Part part) {
        return part instanceof CountPart count && count.window() < forgottenBefore
                || part instanceof ActivityPart activity && activity.window() < forgottenBefore;
    }

    /** Takes a part with its bytes, null where it says nothing. */
    private void take(Part part, byte @Nullable [] bytes) {
        if (part instanceof ReachPart reach) {
            DestinationState state = state(reach.destination());
            state.reach(reach.sender(), bytes);
            touched.add(state);
        } else if (part instanceof FindingsPart findings) {
            DestinationState state = state(findings.destination());
            state.findings(findings.deviceId(), findings.findings());
            touched.add(state);
        } else if (part instanceof ActivityPart activity) {
            fleet.active(activity.sender(), activity.window(), activity.active());
            fleetTouched = true;
        } else if (part instanceof CohortsPart cohorts) {
            fleet.cohorts(cohorts.sender(), cohorts.cohorts());
            fleetTouched = true;
        } else if (part instanceof ProgressPart progress) {
            senders.report(progress.progress());
        } else if (part instanceof PolicyPart policy) {
            rules = policy.rules();
            fleetTouched = true;
        } else {
            throw new IllegalStateException("not for the destination side: " + part);
        }
    }

    private DestinationRow take(DestinationState state, CountPart count) {
        waiting.add(count.window(), state);
        touched.add(state);
        return state.row(new RowKey(count.window(), interned(count.cohort())), count.sender(), count.sums(), scratch);
    }

    private DestinationState state(Destination destination) {
        return destinations.computeIfAbsent(destination.name(), any -> new DestinationState(destination));
    }

    /** All rows of windows that all senders have passed, where they changed since they were last published. */
    public List<Publication> publish(IpLocator locator) {
        List<Publication> publications = new ArrayList<>();
        publish(locator, () -> true, publications::add);
        return publications;
    }

    /**
     * Publishes rows of windows that all senders have passed, where they changed since they were last published, oldest window first.
     *
     * @param mayGoOn asked before each row; those left when it says no are for the next call, also behind a restart
     */
    public void publish(IpLocator locator, BooleanSupplier mayGoOn, Consumer<Publication> publications) {
        waiting.take(senders.watermark(), mayGoOn, (state, row) -> publish(state, row, locator, publications));
    }

    /** Destinations with rows to publish, of each window that ends by this watermark. */
    public int leftToPublish(long watermark) {
        return waiting.left(watermark);
    }

    private void publish(
            DestinationState state, DestinationRow row, IpLocator locator, Consumer<Publication> publications) {
        Sums sums = row.total();
        Published before = row.published();
        Published now = new Published(before.revision() + 1, Published.hash(sums));
        if (now.contentHash() == before.contentHash()) {
            return;
        }
        row.published(now);
        rowChanges.published(state.destination(), row);
        publications.accept(
                Publication.count(state.destination(), row.key(), windowMillis, sums, now.revision(), locator));
    }

    /**
     * Denominators of windows that all senders have passed, where they changed. Every partition has them; each publishes the
     * cohorts it owns.
     *
     * @param partition this one
     * @param partitions how many there are
     */
    public List<Publication> publishActivity(int partition, int partitions) {
        long watermark = senders.watermark();
        List<Publication> publications = new ArrayList<>();
        TreeSet<Long> windows = fleet.unpublished();
        while (!windows.isEmpty() && waiting.isPassed(windows.first(), watermark)) {
            long window = windows.pollFirst();
            SortedMap<Cohort, Active> active = fleet.activeIn(window);
            Set<RowKey> rows = new TreeSet<>();
            active.keySet().forEach(cohort -> rows.add(new RowKey(window, cohort)));
            fleet.publishedOf(window).forEach(rows::add);
            for (RowKey row : rows) {
                boolean isOwn = Math.floorMod(StableHash.of(row.cohort().value()), partitions) == partition;
                if (isOwn && !row.cohort().firmware().isEmpty()) {
                    publishActivity(row, active.get(row.cohort()), publications);
                }
            }
        }
        return publications;
    }

    private void publishActivity(RowKey row, @Nullable Active active, List<Publication> publications) {
        Published before = fleet.publishedAt(row);
        long hash = Published.hash(active);
        if (hash == before.contentHash()) {
            return;
        }
        Published now = new Published(before.revision() + 1, hash);
        fleet.published(row, now);
        changes.put(
                DestinationKey.ofRow(Kind.ACTIVITY_PUBLISHED, Destination.OTHER, row, 0), Optional.of(now.toBytes()));
        publications.add(Publication.activity(row, windowMillis, active, now.revision()));
    }

    /** Judgements that changed, of all that is due. */
    public List<VerdictsPart> judge(List<DestinationDetector> detectors) {
        return judge(detectors, () -> true);
    }

    /**
     * Judgements that changed: on every destination when the denominators did, else on those that were touched.
     *
     * @param mayGoOn asked before each destination; those left when it says no are for the next call, which begins with them
     */
    public List<VerdictsPart> judge(List<DestinationDetector> detectors, BooleanSupplier mayGoOn) {
        List<VerdictsPart> parts = new ArrayList<>();
        Policy policy = new Policy(rules);
        Fleet view = fleet.view(senders.watermark());
        if (due.isEmpty()) {
            due.addAll(fleetTouched ? destinations.values() : touched);
            touched.clear();
            fleetTouched = false;
        }
        while (!due.isEmpty() && mayGoOn.getAsBoolean()) {
            DestinationState state = due.remove();
            DestinationView shown = state.view(view, windowMillis);
            findingsOmitted += shown.omitted();
            VerdictsPart part = DestinationState.judge(shown, detectors, policy);
            long hash = part.verdicts().isEmpty() && part.tests() == 0 ? 0 : StableHash.of(PartCodec.write(part));
            if (hash != state.verdictsHash()) {
                state.verdictsHash(hash);
                changes.put(
                        DestinationKey.of(Kind.VERDICTS_HASH, state.destination(), 0),
                        hash == 0
                                ? Optional.empty()
                                : Optional.of(new ByteWriter(8).int64(hash).toBytes()));
                parts.add(part);
            }
            if (hash == 0 && state.isEmpty()) {
                destinations.remove(state.destination().name(), state);
            }
        }
        return parts;
    }

    /** Event time that each detector has to see of the fleet under the policy in force, milliseconds. */
    public Map<String, Long> learning(List<DestinationDetector> detectors) {
        Policy policy = new Policy(rules);
        Map<String, Long> needed = new HashMap<>();
        detectors.forEach(each -> needed.put(each.id(), each.learningMillis(policy, windowMillis)));
        return needed;
    }

    /** Destinations that are left of a judgement that was interrupted. */
    public int leftToJudge() {
        return due.size();
    }

    /** Whether anything came that no judgement has begun with. */
    public boolean isTouched() {
        return fleetTouched || !touched.isEmpty();
    }

    @Override
    public int format() {
        return FORMAT;
    }

    @Override
    public boolean reads(int format) {
        return format == 1 || format == FORMAT;
    }

    @Override
    public void writeChanges(Changelog changelog) {
        rowChanges.writeTo(changelog);
        changes.forEach((key, value) -> changelog.write(key.toBytes(), value.orElse(null)));
        changes.clear();
    }

    /**
     * Forgets windows that begin before this time. Counts that were published of them stay published; alerts are judged anew on
     * what is left, and a destination of which nothing is left is forgotten with them.
     *
     * @param oldest begin of the oldest window to keep
     */
    public void forgetBefore(long oldest) {
        if (oldest <= forgottenBefore) {
            return;
        }
        forgottenBefore = oldest;
        waiting.forgetBefore(oldest);
        for (DestinationState state : destinations.values()) {
            boolean any = state.forgetBefore(oldest, rowChanges, key -> changes.put(key, Optional.empty()));
            if (any) {
                touched.add(state);
            }
        }
        fleetTouched |= fleet.forgetBefore(oldest, key -> changes.put(key, Optional.empty()));
    }

    @Override
    public void restore(byte[] key, byte @Nullable [] value) {
        if (value == null) {
            forget(DestinationKey.read(key));
            return;
        }
        switch (DestinationKey.kind(key)) {
            case COUNT_PART, COUNT_PUBLISHED, COUNT_ROWS, PUBLISHED_ROWS ->
                restoreRows(DestinationKey.read(key), value);
            // a part says itself what it is about
            case REACH_PART, FINDINGS_PART, ACTIVITY_PART, COHORTS_PART, PROGRESS_PART, POLICY_PART ->
                take(PartCodec.read(value), value);
            case ACTIVITY_PUBLISHED -> fleet.published(DestinationKey.read(key).row(), Published.read(value));
            case VERDICTS_HASH ->
                state(DestinationKey.read(key).destination()).verdictsHash(new ByteReader(value).int64());
        }
    }

    private void restoreRows(DestinationKey entry, byte @Nullable [] value) {
        DestinationState state = state(entry.destination());
        if (RowEntries.restore(state.rows(), entry, value, this::interned, scratch)) {
            waiting.add(entry.row().window(), state);
            touched.add(state);
        }
    }

    /** The one object that stands for the cohort. */
    private Cohort interned(Cohort cohort) {
        return cohorts.computeIfAbsent(cohort, itself -> itself);
    }

    private void forget(DestinationKey entry) {
        DestinationState state = state(entry.destination());
        switch (entry.kind()) {
            case ACTIVITY_PART, ACTIVITY_PUBLISHED -> fleet.forget(entry.row());
            case COUNT_PART, COUNT_PUBLISHED, COUNT_ROWS, PUBLISHED_ROWS -> restoreRows(entry, null);
            case REACH_PART -> state.reach(entry.sender(), null);
            case FINDINGS_PART -> state.findings(entry.detail(), List.of());
            case VERDICTS_HASH -> state.verdictsHash(0);
            case COHORTS_PART, PROGRESS_PART, POLICY_PART ->
                throw new IllegalStateException("entries of this kind are never removed: " + entry);
        }
        if (state.isEmpty() && state.verdictsHash() == 0) {
            destinations.remove(state.destination().name());
            touched.remove(state);
        }
    }

    @Override
    public long size() {
        return destinations.size();
    }
}
