package io.waybill.streams.aggregate.device;

import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.LifecycleKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.streams.codec.ByteReader;
import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.codec.StableHash;
import io.waybill.streams.detect.DeviceDetector;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.part.Part;
import io.waybill.streams.part.PartCodec;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.resolve.Location;
import io.waybill.streams.store.Changelog;
import io.waybill.streams.store.Ledger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything known of the devices of one partition: profiles, marks, contacts. Sums and findings are recomputed from it, never
 * kept as running values, so they depend on the set of events alone.
 *
 * <p>Used by one stream thread.
 */
public final class DeviceBook implements Ledger {

    /** What became of an event. */
    public enum Applied {
        /** It is in the counts. */
        COUNTED,
        /** It is in the counts, and corrects a window that was published before. */
        CORRECTED,
        /** It was there already. */
        REPEATED,
        /** It is older than the history kept. */
        TOO_OLD
    }

    private final BookSettings settings;
    private final Map<String, DeviceState> devices = new HashMap<>();
    private final SourceTable sources = new SourceTable();
    private final PartitionClock clock = new PartitionClock();
    private final TreeMap<String, PolicyRule> rules = new TreeMap<>();
    private final CountRows counts;
    private final ActivityRows activity = new ActivityRows();
    private final Examination examination = new Examination();
    private final Changes changes = new Changes();
    private final ByteWriter scratch = new ByteWriter(256);
    private boolean rulesTold;

    /** An empty book. */
    public DeviceBook(BookSettings settings) {
        this.settings = settings;
        this.counts = new CountRows(settings.windowMillis());
    }

    /** How far the partition has come. */
    public PartitionClock clock() {
        return clock;
    }

    /** Rules in force. */
    public Policy policy() {
        return new Policy(rules.values());
    }

    /** Takes a connection event. */
    public Applied apply(DeviceConnection event, Destination destination, Location location) {
        long time = event.getTime().toEpochMilli();
        long window = settings.windowOf(time);
        if (isForgotten(window)) {
            return Applied.TOO_OLD;
        }
        DeviceState device = device(event.getDeviceId());
        Pair pair = admit(device, destination);
        ContactCell cell = pair.cellAt(window);
        if (cell == null) {
            cell = new ContactCell(pair, window, sources);
            pair.put(cell);
        } else if (cell.contains(event.getEventId())) {
            clock.repeated();
            return Applied.REPEATED;
        }
        clock.saw(time);
        boolean late = counts.isClosed(window);
        add(cell, ContactRow.of(event, pair.place(ContactRow.endpointOf(event, location))));
        note(device, window, time, event.getOccurrences(), event.getApp());
        examination.touch(pair);
        changes.of(pair);
        clock.counted(late);
        return late ? Applied.CORRECTED : Applied.COUNTED;
    }

    private boolean isForgotten(long window) {
        return settings.historyMillis() != Long.MAX_VALUE
                && clock.newest() != Long.MIN_VALUE
                && window < settings.windowOf(clock.newest() - settings.historyMillis());
    }

    private DeviceState device(String id) {
        return devices.computeIfAbsent(id, DeviceState::new);
    }

    private void add(ContactCell cell, ContactRow row) {
        cell.add(row, settings.maxContactsPerCell(), scratch);
        changes.of(cell);
        attribute(cell, cell.pair().device().firmwareAt(row.time()));
        if (!cell.overflow().isNone()) {
            attribute(cell, cell.pair().device().firmwareAt(cell.window()));
        }
    }

    private void attribute(ContactCell cell, String firmware) {
        counts.add(cell, firmware, cell.firmwares().add(firmware));
    }

    private void note(DeviceState device, long window, long time, int occurrences, @Nullable String app) {
        device.note(window, time, occurrences, app);
        activity.add(window, device);
    }

    /**
     * The pair that a contact belongs to. Over the bound, destinations with the smallest hashes are kept apart: which ones
     * those are depends on the set of destinations alone.
     */
    private Pair admit(DeviceState device, Destination destination) {
        Pair known = device.pairs().get(destination.name());
        if (known != null) {
            return known;
        }
        if (device.pairs().size() < settings.maxDestinations()) {
            return open(device, destination);
        }
        Pair largest = null;
        for (Pair pair : device.pairs().values()) {
            boolean candidate = !pair.destination().equals(Destination.OTHER);
            if (candidate && (largest == null || hash(pair.destination()) > hash(largest.destination()))) {
                largest = pair;
            }
        }
        if (largest == null || hash(destination) >= hash(largest.destination())) {
            return open(device, Destination.OTHER);
        }
        fold(largest, open(device, Destination.OTHER));
        return open(device, destination);
    }

    private static long hash(Destination destination) {
        return StableHash.of(destination.name());
    }

    private Pair open(DeviceState device, Destination destination) {
        Pair pair = device.pair(destination);
        examination.index(pair);
        return pair;
    }

    private void fold(Pair from, Pair into) {
        for (ContactCell cell : from.cells()) {
            ContactCell target = into.cellAt(cell.window());
            if (target == null) {
                target = new ContactCell(into, cell.window(), sources);
                into.put(target);
            }
            ContactCell to = target;
            cell.log()
                    .forEach(row ->
                            add(to, row.withEndpoint(into.place(from.endpoints().get(row.endpoint())))));
            to.absorb(cell.overflow());
            cell.firmwares().forEach(firmware -> counts.remove(cell, firmware));
            changes.removed(cell);
        }
        changes.removed(from);
        changes.of(into);
        examination.touch(into);
        examination.remove(from);
        from.device().pairs().remove(from.destination().name());
    }

    /** Takes a profile. */
    public void apply(DeviceProfile profile) {
        DeviceState device = device(profile.getDeviceId());
        if (device.isChangedBy(profile)) {
            reattribute(device, () -> device.apply(profile));
        }
    }

    /** Forgets the profile of a device; its events count for the unknown model from now on. */
    public void forgetProfile(String deviceId) {
        DeviceState device = devices.get(deviceId);
        if (device != null) {
            reattribute(device, device::forgetProfile);
        }
    }

    /** Takes what was done to a device. */
    public void apply(DeviceLifecycle lifecycle) {
        DeviceState device = device(lifecycle.getDeviceId());
        if (lifecycle.getKind() == LifecycleKind.FIRMWARE_INSTALLED) {
            reattribute(device, () -> device.apply(lifecycle));
        } else if (device.apply(lifecycle)) {
            changes.of(device);
            device.pairs().values().forEach(examination::touch);
        }
    }

    /** Takes a rule; null takes it back. */
    public void apply(String ruleId, @Nullable PolicyRule rule) {
        PolicyRule before = rule == null ? rules.remove(ruleId) : rules.put(ruleId, rule);
        if (rule == null ? before != null : !rule.equals(before)) {
            rulesTold = false;
            changes.ofRule(ruleId, rule);
            examination.touchAll(devices.values());
        }
    }

    /** Moves all contacts of a device from the rows they counted for to the ones they count for after the change. */
    private void reattribute(DeviceState device, Runnable change) {
        for (Pair pair : device.pairs().values()) {
            for (ContactCell cell : pair.cells()) {
                cell.firmwares().forEach(firmware -> counts.remove(cell, firmware));
            }
        }
        device.windowEvents().keySet().forEach(window -> activity.remove(window, device));
        change.run();
        changes.of(device);
        derive(device);
    }

    /** Builds what follows from the contacts of a device. */
    private void derive(DeviceState device) {
        device.clearNotes();
        for (Pair pair : device.pairs().values()) {
            for (ContactCell cell : pair.cells()) {
                cell.attribute();
                cell.firmwares().forEach(firmware -> counts.add(cell, firmware, true));
                cell.log()
                        .forEach(row -> note(
                                device,
                                cell.window(),
                                row.time(),
                                row.occurrences(),
                                pair.endpoints().get(row.endpoint()).app()));
                if (!cell.overflow().isNone()) {
                    device.note(cell.window(), cell.overflow());
                }
            }
            examination.touch(pair);
        }
    }

    /**
     * What the next stage has to be told: rows of windows that closed and rows that were corrected, then, where anything
     * closed or changed, who was active, who reached what, and what the detectors found.
     *
     * @param sender this partition
     * @param watermark event time up to which nothing more is expected
     * @param detectors to examine with, or null to leave the examination for a later call
     */
    public List<Part> tell(int sender, long watermark, @Nullable List<DeviceDetector> detectors) {
        List<Part> parts = new ArrayList<>();
        boolean closed = counts.close(watermark);
        boolean corrected = counts.hasDue() || activity.hasDue(counts);
        parts.addAll(counts.takeDue(sender));
        parts.addAll(activity.takeDue(sender, counts));
        if (!rulesTold) {
            rulesTold = true;
            corrected = true;
            parts.add(new Part.PolicyPart(List.copyOf(rules.values())));
        }
        if (detectors != null && (closed || corrected || examination.isDue())) {
            Examination.Report report = examination.examine(sender, devices.values(), detectors, policy());
            report.pairs().forEach(changes::of);
            parts.addAll(report.parts());
        }
        forget();
        return parts;
    }

    private void forget() {
        if (settings.historyMillis() == Long.MAX_VALUE || clock.newest() == Long.MIN_VALUE) {
            return;
        }
        long oldest = settings.windowOf(clock.newest() - settings.historyMillis());
        counts.forgetBefore(oldest);
        activity.forgetBefore(oldest);
        for (DeviceState device : devices.values()) {
            device.windowEvents().headMap(oldest).clear();
            for (Pair pair : device.pairs().values()) {
                pair.takeBefore(oldest).forEach(changes::removed);
            }
        }
    }

    /** Whether there is something to tell that no event announces: late corrections and changed rules. */
    public boolean hasCorrections() {
        return counts.hasDue() || activity.hasDue(counts) || !rulesTold;
    }

    /** To be called when restoring is over: builds everything that follows from what was restored. */
    public void ready(long watermark) {
        examination.clear();
        for (DeviceState device : devices.values()) {
            device.pairs().values().removeIf(pair -> pair.cells().isEmpty());
            device.pairs().values().forEach(pair -> {
                examination.index(pair);
                pair.cells().forEach(cell -> cell.log().index());
            });
            derive(device);
        }
        counts.restoreClosed(watermark);
        activity.restoreClosed(counts);
    }

    @Override
    public void writeChanges(Changelog changelog) {
        changes.writeTo(changelog);
        if (sources.takeChanged()) {
            changelog.write(BookKey.SOURCES.toBytes(), sources.toBytes());
        }
        changelog.write(BookKey.CLOCK.toBytes(), clock.toBytes());
    }

    @Override
    public void restore(byte[] key, byte @Nullable [] value) {
        BookKey entry = BookKey.read(key);
        switch (entry.kind()) {
            case CLOCK -> clock.restore(Objects.requireNonNull(value));
            case SOURCES -> sources.restore(Objects.requireNonNull(value));
            case RULE -> restoreRule(entry.device(), value);
            case DEVICE -> device(entry.device()).restore(Objects.requireNonNull(value));
            case PAIR -> restorePair(entry, value);
            case CELL -> restoreCell(entry, value);
        }
    }

    private void restoreRule(String ruleId, byte @Nullable [] value) {
        if (value == null) {
            rules.remove(ruleId);
        } else {
            rules.put(ruleId, PartCodec.rule(new ByteReader(value)));
        }
    }

    private void restorePair(BookKey entry, byte @Nullable [] value) {
        if (value != null) {
            device(entry.device()).pair(entry.destination()).restore(value);
        }
    }

    private void restoreCell(BookKey entry, byte @Nullable [] value) {
        Pair pair = device(entry.device()).pair(entry.destination());
        if (value == null) {
            pair.removeCell(entry.window());
        } else {
            pair.put(ContactCell.restore(pair, entry.window(), sources, value));
        }
    }

    @Override
    public long size() {
        return devices.size();
    }
}
