package io.waybill.streams.aggregate.device;

import io.waybill.streams.codec.ByteHash;
import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.codec.ConnectionView;
import io.waybill.streams.cold.ColdTier;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.store.Changelog;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The devices of a partition, their destinations, and every contact between them. */
final class Contacts implements JournalReader.Taker {

    private final BookSettings settings;
    private final Windows windows;
    private final CountRows counts;
    private final Examination examination;
    private final BoundHits hits = new BoundHits();
    private final Devices devices;
    private final Targets targets;
    private final SourceTable sources = new SourceTable();
    private final RowCodec codec = new RowCodec(sources);
    private final Scratch scratch = new Scratch(sources);
    private final Admission admission;
    private final Journal journal = new Journal();
    private final JournalReader reader = new JournalReader(this);
    private final Consumer<Pair> gone;
    private final Tiers tiers;
    private long overflows;

    /**
     * No contacts.
     *
     * @param gone is told pairs that are no more and of which something had been found
     * @param cold for contacts that nobody asks for
     */
    Contacts(
            BookSettings settings,
            Windows windows,
            CountRows counts,
            Examination examination,
            Consumer<Pair> gone,
            ColdTier cold) {
        this.settings = settings;
        this.windows = windows;
        this.counts = counts;
        this.examination = examination;
        this.admission = new Admission(settings.maxDestinations());
        this.targets = new Targets(settings.maxDestinationsInAll());
        this.devices = new Devices(settings, hits, admission::forget);
        this.gone = gone;
        this.tiers = new Tiers(cold);
    }

    List<DeviceState> devices() {
        return devices.values();
    }

    /** For going over a log; valid until the next call here. */
    ContactRow cursor() {
        return scratch.cursor();
    }

    @Override
    public DeviceState device(String id) {
        return devices.device(id);
    }

    /** The devices themselves. */
    Devices table() {
        return devices;
    }

    /** Counts how often bounds are met. */
    BoundHits hits() {
        return hits;
    }

    @Nullable
    Pair find(String deviceId, Destination destination) {
        DeviceState device = devices.get(deviceId);
        Target target = targets.get(destination);
        return device == null || target == null ? null : device.pairs().get(target);
    }

    /** Takes an event; false when it was there already. */
    boolean take(ConnectionView event, FarEnd farEnd, long window) {
        tiers.makeRoom();
        byte[] bytes = event.bytes();
        DeviceState device = devices.get(bytes, event.deviceIdAt(), event.deviceIdEnd());
        if (device == null) {
            device = devices.admitted(event.deviceId());
        }
        Pair pair = admit(device, farEnd);
        tiers.warm(pair);
        long idHash = ByteHash.of(bytes, event.eventIdAt(), event.eventIdEnd());
        if (pair.contains(windows, window, idHash, bytes, event.eventIdAt(), event.eventIdEnd(), scratch.cursor())) {
            return false;
        }
        ByteWriter body = scratch.body();
        body.clear();
        codec.write(event, body);
        journal.row(device, farEnd, farEnd.target != pair.target(), window, event.time(), body);
        Kept kept = keep(pair, farEnd, window, event.time(), idHash, event.occurrences(), body.array(), 0, body.size());
        count(kept, pair, window, event, farEnd.place());
        examination.touch(pair);
        return true;
    }

    /** Puts a contact where it belongs and notes it with the device. */
    private Kept keep(
            Pair pair,
            FarEnd farEnd,
            long window,
            long time,
            long idHash,
            int occurrences,
            byte[] body,
            int from,
            int to) {
        DeviceState device = pair.device();
        Cohort cohort = device.cohortAt(time);
        boolean oneBuild = device.builds().isOneBetween(window, windows.lastOf(window));
        boolean isFirst =
                oneBuild ? !pair.cells().contains(window) : !pair.hasBuild(windows, window, cohort, scratch.cursor());
        // An app of a far end that the pair knows is one of the device's, unless there are too many of them.
        boolean mayBeNew = device.apps().isFull() || !pair.hasMet(farEnd);
        if (mayBeNew && device.used(farEnd.endpoint().app())) {
            examination.touchAll(device);
        }
        device.note(window, time, time, cohort, occurrences);
        int endpoint = pair.place(farEnd, window);
        boolean full = pair.add(
                windows, window, time, endpoint, idHash, body, from, to, settings.maxContactsPerCell(), scratch);
        tiers.changed(pair);
        if (full) {
            overflows++;
            if (!oneBuild) {
                device.moved(window, scratch.displacedTime(), scratch.displacedOccurrences());
                return Kept.DISPLACING;
            }
        }
        return isFirst ? Kept.FIRST : Kept.FURTHER;
    }

    private void count(Kept kept, Pair pair, long window, ConnectionView event, String place) {
        DeviceState device = pair.device();
        CountRow row = counts.changing(device.cohortAt(event.time()), pair.target(), window);
        if (kept == Kept.DISPLACING) {
            counts.stale(pair, window);
        } else if (!row.stale) {
            row.sums().add(event, place);
            if (kept == Kept.FIRST) {
                row.countDevice();
            }
        }
    }

    /** The pair that a contact belongs to. */
    private Pair admit(DeviceState device, FarEnd farEnd) {
        Target target = farEnd.target;
        if (target == null || target.isGone()) {
            target = targets.get(farEnd.destination());
            farEnd.target = target;
        }
        Pair known = target == null ? null : device.pairs().get(target);
        if (known != null) {
            return known;
        }
        if (target == null && targets.isFull() && !makeRoom(farEnd.destination())) {
            return open(device, Destination.OTHER);
        }
        if (!admission.isFull(apart(device))) {
            return openOwn(device, farEnd);
        }
        Pair largest = admission.giveWay(device, farEnd.destination());
        if (largest == null) {
            return open(device, Destination.OTHER);
        }
        Pair other = open(device, Destination.OTHER);
        journal.fold(device, largest.target().destination());
        fold(largest, other);
        return openOwn(device, farEnd);
    }

    /** Destinations of a device kept apart: what is counted together is no part of the bound. */
    private int apart(DeviceState device) {
        Target other = targets.other();
        return device.pairs().size() - (other != null && device.pairs().get(other) != null ? 1 : 0);
    }

    /** Folds the destination that has to give way to this one, for all devices; false when none has to. */
    private boolean makeRoom(Destination destination) {
        Target largest = targets.giveWay(destination);
        if (largest == null) {
            return false;
        }
        while (!largest.isGone()) {
            Pair pair = largest.pair(largest.pairs() - 1);
            Pair other = open(pair.device(), Destination.OTHER);
            journal.fold(pair.device(), largest.destination());
            fold(pair, other);
        }
        return true;
    }

    private Pair openOwn(DeviceState device, FarEnd farEnd) {
        Pair pair = open(device, farEnd.destination());
        farEnd.target = pair.target();
        return pair;
    }

    private Pair open(DeviceState device, Destination destination) {
        Target target = targets.open(destination);
        Pair known = device.pairs().get(target);
        if (known != null) {
            return known;
        }
        Pair pair = new Pair(device, target);
        target.add(pair);
        device.pairs().add(pair);
        tiers.opened(pair);
        admission.opened(pair);
        return pair;
    }

    private void fold(Pair from, Pair into) {
        ContactRow row = new ContactRow(sources);
        tiers.warm(into);
        ContactLog.Cursor cursor = from.rows(row);
        while (cursor.next()) {
            long window = windows.of(row.time());
            boolean full = into.add(
                    windows,
                    window,
                    row.time(),
                    into.place(from.farEnd(row.endpoint()), window),
                    row.idHash(),
                    row.bytes(),
                    row.bodyAt(),
                    row.bodyEnd(),
                    settings.maxContactsPerCell(),
                    scratch);
            if (full) {
                from.device().moved(window, scratch.displacedTime(), scratch.displacedOccurrences());
            }
        }
        into.absorbOverflow(from);
        tiers.changed(into);
        for (int i = 0; i < from.cells().size(); i++) {
            counts.stale(from, from.cells().window(i));
            counts.stale(into, from.cells().window(i));
        }
        examination.touch(into);
        close(from);
    }

    private void close(Pair pair) {
        examination.remove(pair);
        gone.accept(pair);
        admission.closed(pair);
        tiers.closed(pair);
        pair.device().pairs().remove(pair);
        pair.target().remove(pair);
        if (pair.target().isGone()) {
            targets.close(pair.target());
        }
    }

    /** Forgets windows before this one; rows of the counts are not told for that. */
    void forgetBefore(long window) {
        journal.forgetBefore(window);
        for (DeviceState device : devices.values()) {
            device.events().removeBefore(window);
            boolean any = false;
            for (Pair pair : device.pairs().all()) {
                if (windows.of(pair.firstTime()) < window) {
                    any = true;
                    tiers.warm(pair);
                    pair.forgetBefore(windows, window, scratch);
                    tiers.changed(pair);
                    if (pair.isEmpty()) {
                        close(pair);
                    } else {
                        examination.touch(pair);
                    }
                }
            }
            if (any) {
                device.seeAnew();
                if (device.findAppsAnew()) {
                    examination.touchAll(device);
                }
            }
        }
        devices.clearAway();
    }

    /** Forgets a device, for good: notes it in the journal too. */
    void forgetForGood(DeviceState device) {
        journal.forget(device);
        forget(device);
    }

    @Override
    public void forget(DeviceState device) {
        for (Pair pair : device.pairs().all()) {
            counts.staleOpen(pair);
            close(pair);
        }
        admission.forget(device);
        devices.remove(device);
    }

    /** To be called when restoring is over: builds what follows from the contacts. */
    void ready(ActivityRows activity) {
        journal.ready();
        reader.forgetShared();
        List<Pair> pairs = new ArrayList<>();
        for (DeviceState device : devices.values()) {
            device.events().clear();
            pairs.addAll(device.pairs().all());
        }
        pairs.sort(Pair.AS_ON_DISK);
        for (Pair pair : pairs) {
            examination.touch(pair);
            pair.device().noteAll(pair, windows, scratch.cursor());
            counts.staleOpen(pair);
        }
        for (DeviceState device : devices.values()) {
            device.events().windows().forEach(activity::changed);
        }
        devices.ready();
    }

    /** Writes what came since the last call. */
    void writeChanges(Changelog changelog) {
        sources.writeNew(changelog);
        journal.writeChanges(changelog);
    }

    void restoreSource(int index, byte[] value) {
        sources.restore(index, value);
    }

    void restoreChunk(long number, byte @Nullable [] value) {
        if (value == null) {
            journal.removed(number);
        } else {
            reader.read(number, value, journal);
        }
    }

    @Override
    public long row(DeviceState device, FarEnd farEnd, boolean toOther, long time, byte[] body, int from, int to) {
        tiers.makeRoom();
        Pair pair = open(device, toOther ? Destination.OTHER : farEnd.destination());
        tiers.warm(pair);
        long window = windows.of(time);
        ContactRow row = scratch.fresh();
        row.read(body, from, to, time, 0);
        keep(pair, farEnd, window, time, row.idHash(), row.occurrences(), body, from, to);
        return window;
    }

    @Override
    public void fold(DeviceState device, Destination destination) {
        Pair from = find(device.id(), destination);
        if (from != null) {
            fold(from, open(device, Destination.OTHER));
        }
    }

    /** How often the bounds were met. */
    Overflow overflow() {
        return new Overflow(
                overflows,
                admission.hits(),
                targets.hits(),
                hits.devices,
                hits.apps,
                hits.profiles,
                hits.marks,
                hits.named,
                hits.rules);
    }

    /** Gives back what is on disk. Nothing may be asked any more. */
    void close() {
        tiers.close();
    }
}
