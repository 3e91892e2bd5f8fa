package io.waybill.streams;

import io.waybill.schemas.DeviceProfile;
import io.waybill.streams.aggregate.device.DeviceBook;
import io.waybill.streams.aggregate.device.DeviceBook.Applied;
import io.waybill.streams.aggregate.device.FarEndCache;
import io.waybill.streams.aggregate.device.Overflow;
import io.waybill.streams.aggregate.device.PartitionClock.Lane;
import io.waybill.streams.codec.ConnectionView;
import io.waybill.streams.detect.DeviceDetector;
import io.waybill.streams.failure.DeadLetter;
import io.waybill.streams.failure.Reason;
import io.waybill.streams.failure.Unusable;
import io.waybill.streams.feed.EndOfInput;
import io.waybill.streams.feed.Forgetting;
import io.waybill.streams.feed.InputReader;
import io.waybill.streams.metrics.PipelineMeters;
import io.waybill.streams.metrics.PipelineMeters.Bound;
import io.waybill.streams.metrics.TaskMeters;
import io.waybill.streams.part.Part;
import io.waybill.streams.part.Part.ActivityPart;
import io.waybill.streams.part.Part.CohortsPart;
import io.waybill.streams.part.Part.CountPart;
import io.waybill.streams.part.Part.FindingsPart;
import io.waybill.streams.part.Part.PolicyPart;
import io.waybill.streams.part.Part.ProgressPart;
import io.waybill.streams.part.Part.ReachPart;
import io.waybill.streams.part.Part.TalliesPart;
import io.waybill.streams.part.Part.VerdictsPart;
import io.waybill.streams.part.Progress;
import io.waybill.streams.part.Tally;
import io.waybill.streams.store.LedgerStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * First stage, by device: reads and resolves events, keeps them in the {@link DeviceBook}, and before each commit tells the next
 * stage what closed or changed. Records it cannot use go to the dead letters.
 */
final class DeviceStage implements Processor<byte[], byte[], Object, Object> {

    static final String NAME = "devices";
    static final String STORE = "device-book";

    private final PipelineSettings settings;
    private final InputReader reader;
    private final FarEndCache farEnds;
    private final Map<String, Lane> lanes;
    private final List<DeviceDetector> detectors;
    private final PipelineMeters meters;
    private final LookPace pace;
    private @Nullable TaskMeters measured;
    private @Nullable ProcessorContext<Object, Object> context;
    private @Nullable LedgerStore<DeviceBook> store;
    private Overflow overflowTold = Overflow.NONE;
    private SortedMap<String, Tally> talliesTold = new TreeMap<>();
    private Progress told = new Progress(0, Long.MIN_VALUE, 0, false, Tally.NONE);
    private long recordsSinceTick;
    private boolean idle;
    private long idleSinceTick;

    DeviceStage(
            PipelineSettings settings,
            InputReader reader,
            FarEndCache farEnds,
            List<DeviceDetector> detectors,
            PipelineMeters meters) {
        this.settings = settings;
        this.reader = reader;
        this.farEnds = farEnds;
        this.lanes = Arrays.stream(Lane.values())
                .collect(Collectors.toUnmodifiableMap(lane -> lane.topic().name(settings.prefix()), lane -> lane));
        this.detectors = detectors;
        this.meters = meters;
        this.pace = new LookPace(settings.lookMillis(), settings.commitMillis());
    }

    @Override
    public void init(ProcessorContext<Object, Object> processorContext) {
        context = processorContext;
        store = processorContext.getStateStore(STORE);
        farEnds.clear();
        book().ready(watermark());
        told = new Progress(partition(), Long.MIN_VALUE, 0, false, Tally.NONE);
        talliesTold = new TreeMap<>();
        measured = meters.task(NAME);
        store().beforeCommit(this::tell);
        processorContext.schedule(
                Duration.ofMillis(Math.max(1, settings.idleMillis() / 6)),
                PunctuationType.WALL_CLOCK_TIME,
                time -> noticeIdleness());
    }

    @Override
    public void close() {
        Objects.requireNonNull(measured).close();
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        recordsSinceTick++;
        RecordMetadata where = context().recordMetadata().orElseThrow();
        Lane lane = lane(where.topic());
        OptionalLong round = EndOfInput.round(record.headers());
        if (round.isPresent()) {
            book().clock().ended(lane, round.getAsLong());
            if (book().clock().round() > told.round()) {
                tell();
                context().commit();
            }
            return;
        }
        try {
            take(lane, where.topic(), record);
        } catch (Unusable unusable) {
            bury(record, where, lane, unusable);
        }
    }

    private void take(Lane lane, String topic, Record<byte[], byte[]> record) throws Unusable {
        switch (lane) {
            case CONNECTION -> take(reader.connection(topic, record));
            case PROFILE -> {
                DeviceProfile profile = reader.profile(topic, record);
                if (profile == null && Forgetting.isAsked(record.headers())) {
                    book().forget(InputReader.key(record));
                } else if (profile == null) {
                    book().forgetProfile(InputReader.key(record));
                } else {
                    book().apply(profile);
                }
            }
            case LIFECYCLE -> book().apply(reader.lifecycle(topic, record));
            case POLICY -> book().apply(InputReader.key(record), reader.rule(topic, record));
        }
        if (lane != Lane.CONNECTION && isAccountedHere(lane)) {
            book().clock().taken(lane);
        }
    }

    private void take(ConnectionView event) throws Unusable {
        if (book().apply(event, farEnds.of(event)) == Applied.TOO_OLD) {
            throw new Unusable(
                    Reason.BEYOND_HISTORY,
                    Instant.ofEpochMilli(event.time()) + " is older than the history that is kept and corrected");
        }
    }

    /** Rules come by their broadcast, whose topic has another name. */
    private Lane lane(String topic) {
        return lanes.getOrDefault(topic, Lane.POLICY);
    }

    private void bury(Record<byte[], byte[]> record, RecordMetadata where, Lane lane, Unusable unusable) {
        if (!isAccountedHere(lane)) {
            return;
        }
        book().clock().deadLettered(lane, unusable.reason().id());
        String message = String.valueOf(unusable.getMessage());
        context()
                .forward(
                        new Record<Object, Object>(
                                record.key(),
                                record.value(),
                                record.timestamp(),
                                DeadLetter.headers(record.headers(), where, unusable.reason(), message)),
                        FleetTopology.DEAD_LETTERS);
    }

    /** Every partition gets every rule; the first one accounts for them. */
    private boolean isAccountedHere(Lane lane) {
        return lane != Lane.POLICY || partition() == 0;
    }

    private long watermark() {
        long exact = book().clock().watermark(settings.latenessMillis());
        boolean isBoundless = exact == Long.MIN_VALUE || exact == Long.MAX_VALUE;
        return isBoundless ? exact : settings.book().windowOf(exact);
    }

    /**
     * Runs before every commit: tells the next stage what it does not know yet. Rows that a late event corrects are told at once;
     * detectors look when the partition has come further, so that a feed that is always a little late costs no look a commit.
     */
    private void tell() {
        tellTallies();
        long watermark = watermark();
        long round = book().clock().round();
        boolean ended = round > told.round();
        boolean advanced = watermark > told.watermark() || ended || idle != told.idle();
        boolean looks = !detectors.isEmpty()
                && (ended || settings.judgeContinuously() && (advanced || book().isUrgent() || book().isLooking()));
        if (advanced || book().hasCorrections()) {
            book().tell(partition(), closing(watermark)).forEach(this::forward);
        }
        if (looks) {
            pace.look(
                    ended,
                    book()::leftToLook,
                    mayGoOn -> book().look(partition(), watermark, detectors, mayGoOn)
                            .forEach(this::forward),
                    context());
        }
        boolean examines = !detectors.isEmpty() && settings.judgeContinuously();
        Tally tally = book().clock().tally();
        long looked = examines ? book().looked() : watermark;
        Progress now = new Progress(partition(), watermark, looked, round, idle, tally);
        Objects.requireNonNull(measured).report(watermark, book().size(), book().leftToLook(), tally.in());
        tellBounds();
        if (advanced || looks && !book().isLooking()) {
            told = now;
            forward(new ProgressPart(now));
        }
    }

    /**
     * Windows that end by then are told. A partition that is idle is not waited for, so it tells all it has: the others may have passed a
     * window that is open here, and its row must not wait for an event that may never come.
     */
    private long closing(long watermark) {
        long newest = book().clock().newest();
        return idle && newest != Long.MIN_VALUE
                ? Math.max(
                        watermark,
                        settings.book().windowOf(newest) + settings.book().windowMillis())
                : watermark;
    }

    private void tellBounds() {
        Overflow now = book().overflow();
        Overflow news = now.since(overflowTold);
        overflowTold = now;
        meters.hit(Bound.CONTACTS_PER_WINDOW, news.contacts());
        meters.hit(Bound.DESTINATIONS_PER_DEVICE, news.destinationsOfDevice());
        meters.hit(Bound.DESTINATIONS, news.destinations());
        meters.hit(Bound.DEVICES, news.devices());
        meters.hit(Bound.APPS_PER_DEVICE, news.apps());
        meters.hit(Bound.PROFILES_PER_DEVICE, news.profiles());
        meters.hit(Bound.MARKS_PER_DEVICE, news.marks());
        meters.hit(Bound.NAMED_DEVICES, news.named());
        meters.hit(Bound.RULES, news.rules());
    }

    /** Accounts are told whenever they changed, also where no window closed. */
    private void tellTallies() {
        SortedMap<String, Tally> tallies = new TreeMap<>();
        for (Lane lane : Lane.values()) {
            if (isAccountedHere(lane)) {
                tallies.put(lane.topic().baseName(), book().clock().tally(lane));
            }
        }
        if (!tallies.equals(talliesTold)) {
            talliesTold = tallies;
            forward(new TalliesPart(partition(), tallies));
        }
    }

    private void forward(Part part) {
        context()
                .forward(
                        new Record<Object, Object>(
                                keyOf(part), part, Math.max(0, context().currentStreamTimeMs())),
                        FleetTopology.TO_DESTINATIONS);
    }

    /** Parts about a destination go to its partition; the key of a broadcast is empty. */
    private static String keyOf(Part part) {
        if (part instanceof CountPart count) {
            return count.destination().name();
        } else if (part instanceof ReachPart reach) {
            return reach.destination().name();
        } else if (part instanceof FindingsPart findings) {
            return findings.destination().name();
        } else if (part instanceof ActivityPart
                || part instanceof CohortsPart
                || part instanceof ProgressPart
                || part instanceof PolicyPart) {
            return FleetTopology.BROADCAST;
        } else if (part instanceof TalliesPart) {
            return FleetTopology.FIRST_PARTITION;
        } else if (part instanceof VerdictsPart) {
            throw new IllegalStateException("the device side has no verdicts");
        }
        throw new IllegalStateException("unknown part " + part);
    }

    /** A quiet partition must not keep the windows of the others open. */
    private void noticeIdleness() {
        idleSinceTick = recordsSinceTick == 0 ? idleSinceTick + 1 : 0;
        recordsSinceTick = 0;
        idle = idleSinceTick >= 6;
    }

    private int partition() {
        return context().taskId().partition();
    }

    private DeviceBook book() {
        return store().ledger();
    }

    private LedgerStore<DeviceBook> store() {
        return Objects.requireNonNull(store);
    }

    private ProcessorContext<Object, Object> context() {
        return Objects.requireNonNull(context);
    }
}
