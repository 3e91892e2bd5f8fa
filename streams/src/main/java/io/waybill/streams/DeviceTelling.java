package io.waybill.streams;

import io.waybill.streams.aggregate.device.DeviceBook;
import io.waybill.streams.aggregate.device.Overflow;
import io.waybill.streams.aggregate.device.PartitionClock.Lane;
import io.waybill.streams.detect.DeviceDetector;
import io.waybill.streams.metrics.PipelineMeters;
import io.waybill.streams.metrics.PipelineMeters.Bound;
import io.waybill.streams.metrics.TaskMeters;
import io.waybill.streams.part.Part;
import io.waybill.streams.part.Part.ActivityPart;
import io.waybill.streams.part.Part.CohortsPart;
import io.waybill.streams.part.Part.CountPart;
import io.waybill.streams.part.Part.CountsPart;
import io.waybill.streams.part.Part.FindingsPart;
import io.waybill.streams.part.Part.PolicyPart;
import io.waybill.streams.part.Part.ProgressPart;
import io.waybill.streams.part.Part.ReachPart;
import io.waybill.streams.part.Part.TalliesPart;
import io.waybill.streams.part.Part.VerdictsPart;
import io.waybill.streams.part.Progress;
import io.waybill.streams.part.Tally;
import io.waybill.streams.store.LedgerStore;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * What the first stage tells the next one before a commit: rows of windows that closed or changed, what detectors found, how far this
 * partition is, and its accounts. Remembers what it told, and tells again what the next stage may not know after a restart.
 *
 * <p>Used by one stream thread, from the start of a task to its end.
 */
final class DeviceTelling {

    private final PipelineSettings settings;
    private final List<DeviceDetector> detectors;
    private final PipelineMeters meters;
    private final TaskMeters measured;
    private final ProcessorContext<Object, Object> context;
    private final LedgerStore<DeviceBook> store;
    private final CommitPace pace;
    private Overflow overflowTold;
    private SortedMap<String, Tally> talliesTold = new TreeMap<>();
    private Progress told;
    private long closingUpTo = Long.MIN_VALUE;

    /** Nothing is told yet, but for what the store held when it was restored. */
    DeviceTelling(
            PipelineSettings settings,
            List<DeviceDetector> detectors,
            PipelineMeters meters,
            TaskMeters measured,
            ProcessorContext<Object, Object> context,
            LedgerStore<DeviceBook> store) {
        this.settings = settings;
        this.detectors = detectors;
        this.meters = meters;
        this.measured = measured;
        this.context = context;
        this.store = store;
        this.pace = new CommitPace(settings.timing());
        this.told = new Progress(partition(), Long.MIN_VALUE, 0, false, Tally.NONE);
        this.overflowTold = book().overflow();
        book().ready(watermark());
    }

    /** The last round of input whose end the next stage knows of. */
    long round() {
        return told.round();
    }

    /**
     * Runs before every commit: tells the next stage what it does not know yet. Rows that a late event corrects are told at once, those
     * of a window that closed in turns, and how far the partition is behind the last of them. Detectors look when it has come further,
     * so that a feed that is always a little late costs no look a commit.
     *
     * @param idle whether nothing comes from this partition, so that others do not wait for it
     */
    void tell(boolean idle) {
        tellTallies();
        long watermark = watermark();
        long round = book().clock().round();
        boolean ended = round > told.round();
        boolean advanced = watermark > told.watermark() || ended || idle != told.idle();
        if (advanced || book().hasCorrections()) {
            tellRows(closing(watermark, idle), ended);
        }
        boolean allTold = book().leftToTell() == 0;
        boolean examines = !detectors.isEmpty() && settings.timing().judgeContinuously();
        boolean looks = allTold
                && !detectors.isEmpty()
                && (ended || examines && (advanced || book().isUrgent() || isBehind(watermark)));
        if (looks) {
            pace.look(
                    ended,
                    book()::leftToLook,
                    mayGoOn -> book().look(partition(), watermark, detectors, mayGoOn)
                            .forEach(this::forward));
        }
        pace.remind(!allTold || examines && isBehind(watermark), context);
        Tally tally = book().clock().tally();
        long looked = examines ? book().looked() : watermark;
        Progress now = new Progress(partition(), watermark, looked, round, idle, tally);
        measured.report(watermark, book().size(), book().leftToTell(), book().leftToLook(), tally.in());
        tellBounds();
        if (allTold && (advanced || looks && !book().isLooking())) {
            told = now;
            forward(new ProgressPart(now));
        }
    }

    /** Whether a look was interrupted, or is to follow because the partition came further while one was under way. */
    private boolean isBehind(long watermark) {
        return book().isLooking() || book().looked() < watermark;
    }

    /** In turns while windows close one after the other; what is left of one when the next closes, and at the end of input, at once. */
    private void tellRows(long upTo, boolean ended) {
        boolean isBehind = book().leftToTell() > 0 && upTo > closingUpTo;
        boolean paced = settings.timing().judgeContinuously() && !ended && !isBehind;
        closingUpTo = upTo;
        RowBundles rows = new RowBundles();
        book().tell(partition(), upTo, paced ? pace.turn(CommitPace.ROWS) : () -> true, part -> {
            if (part instanceof CountPart row) {
                rows.add(row, this::forward);
            } else {
                forward(part);
            }
        });
        rows.flush(this::forward);
    }

    /**
     * Windows that end by then are told. A partition that is idle is not waited for, so it tells all it has: the others may have passed a
     * window that is open here, and its row must not wait for an event that may never come.
     */
    private long closing(long watermark, boolean idle) {
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
            if (lane.isAccountedIn(partition())) {
                tallies.put(lane.topic().baseName(), book().clock().tally(lane));
            }
        }
        if (!tallies.equals(talliesTold)) {
            talliesTold = tallies;
            forward(new TalliesPart(partition(), tallies));
        }
    }

    private long watermark() {
        long exact = book().clock().watermark(settings.timing().latenessMillis());
        boolean isBoundless = exact == Long.MIN_VALUE || exact == Long.MAX_VALUE;
        return isBoundless ? exact : settings.book().windowOf(exact);
    }

    private void forward(Part part) {
        context.forward(
                new Record<Object, Object>(keyOf(part), part, Math.max(0, context.currentStreamTimeMs())),
                FleetTopology.TO_DESTINATIONS);
    }

    /** Parts about a destination go to its partition; the key of a broadcast is empty. */
    private static String keyOf(Part part) {
        if (part instanceof CountsPart counts) {
            return counts.destination().name();
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

    private int partition() {
        return context.taskId().partition();
    }

    private DeviceBook book() {
        return store.ledger();
    }
}
