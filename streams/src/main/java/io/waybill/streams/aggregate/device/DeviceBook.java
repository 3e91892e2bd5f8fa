package io.waybill.streams.aggregate.device;

import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.LifecycleKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.streams.codec.ByteReader;
import io.waybill.streams.codec.ConnectionView;
import io.waybill.streams.cold.ColdTier;
import io.waybill.streams.detect.DeviceDetector;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.part.Part;
import io.waybill.streams.part.Part.FindingsPart;
import io.waybill.streams.part.PartCodec;
import io.waybill.streams.store.Changelog;
import io.waybill.streams.store.Ledger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything known of the devices of one partition: profiles, marks, contacts. Sums run along while contacts only come; where
 * something is taken away they are made anew from the contacts, and findings always are, so everything that is told depends on
 * the set of events alone.
 *
 * <p>Used by one stream thread.
 */
public final class DeviceBook implements Ledger {

    /** Layout of the changelog: 2 since contacts are written as a journal, 3 since devices that nobody names are removed. */
    private static final int FORMAT = 3;

    private final BookSettings settings;
    private final Windows windows;
    private final Contacts contacts;
    private final PartitionClock clock = new PartitionClock();
    private final RuleTable rules = new RuleTable();
    private final CountRows counts;
    private final ActivityRows activity = new ActivityRows();
    private final Examination examination = new Examination();
    private final Reattribution reattribution;
    private final OverBound overBound = new OverBound();
    private final Changes changes = new Changes();
    private final Prefetch prefetch;
    private final Map<BookKey, Long> restoredFindings = new HashMap<>();
    private long forgottenBefore = Long.MIN_VALUE;
    private boolean rulesTold;
    private long lookingUpTo = Long.MIN_VALUE;
    private long looked = Long.MIN_VALUE;

    /** An empty book. */
    public DeviceBook(BookSettings settings) {
        this(settings, ColdTier.none());
    }

    /** An empty book that keeps on disk what nobody asks for. */
    public DeviceBook(BookSettings settings, ColdTier cold) {
        this(settings, CountRows.DEFAULT_LIMIT, cold);
    }

    /** An empty book that keeps so many rows of closed windows. */
    DeviceBook(BookSettings settings, int maxRows, ColdTier cold) {
        this.settings = settings;
        this.windows = new Windows(settings.windowMillis());
        this.counts = new CountRows(windows, maxRows);
        this.reattribution = new Reattribution(windows, counts, activity);
        this.contacts = new Contacts(settings, windows, counts, examination, this::gone, cold);
        this.prefetch = new Prefetch(windows, contacts.table(), counts);
    }

    /** How far the partition has come. */
    public PartitionClock clock() {
        return clock;
    }

    /** How often the bounds were met. */
    public Overflow overflow() {
        return contacts.overflow();
    }

    /** Rules in force. */
    public Policy policy() {
        return rules.policy();
    }

    /** Reads what taking these events will need, so that memory is waited for once and not by each of them. Changes nothing. */
    public void prefetch(EventBatch batch) {
        prefetch.of(batch);
    }

    /** Takes a connection event. */
    public Applied apply(ConnectionView event, FarEnd farEnd) {
        long window = windows.of(event.time());
        if (isForgotten(window)) {
            return Applied.TOO_OLD;
        }
        if (!contacts.take(event, farEnd, window)) {
            clock.repeated();
            return Applied.REPEATED;
        }
        clock.saw(event.time());
        activity.changed(window);
        boolean late = counts.isClosed(window);
        clock.counted(late);
        return late ? Applied.CORRECTED : Applied.COUNTED;
    }

    private boolean isForgotten(long window) {
        return settings.historyMillis() != Long.MAX_VALUE
                && clock.newest() != Long.MIN_VALUE
                && window < windows.of(clock.newest() - settings.historyMillis());
    }

    /** Takes a profile. */
    public void apply(DeviceProfile profile) {
        DeviceState device = contacts.table().named(profile.getDeviceId(), this::unname);
        if (device != null && device.isChangedBy(profile)) {
            reattribute(device, () -> device.apply(profile));
        }
    }

    /** Forgets the profile of a device; its events count for the unknown model from now on. */
    public void forgetProfile(String deviceId) {
        DeviceState device = contacts.table().get(deviceId);
        if (device != null && device.isNamed()) {
            reattribute(device, device::forgetProfile);
            if (!device.isNamed()) {
                contacts.table().unnamed(device);
            }
        }
    }

    private void unname(DeviceState device) {
        reattribute(device, device::unname);
    }

    /**
     * Forgets a device: profile, marks, contacts, and what was found of it. What was published of it in the counts of closed windows
     * stays; windows that are open are published without it. Its rows leave the changelog with the chunks that hold them, when
     * these are older than the history.
     */
    public void forget(String deviceId) {
        DeviceState device = contacts.table().get(deviceId);
        if (device != null) {
            contacts.forgetForGood(device);
            changes.forgotten(device);
        }
    }

    /** Takes what was done to a device. */
    public void apply(DeviceLifecycle lifecycle) {
        DeviceState device = contacts.table().named(lifecycle.getDeviceId(), this::unname);
        if (device == null) {
            return;
        }
        if (lifecycle.getKind() == LifecycleKind.FIRMWARE_INSTALLED) {
            reattribute(device, () -> device.apply(lifecycle));
        } else if (device.apply(lifecycle)) {
            changes.of(device);
            examination.touchAll(device);
        }
    }

    /** Takes a rule; null takes it back. */
    public void apply(String ruleId, @Nullable PolicyRule rule) {
        if (rule != null && rules.isFullFor(ruleId)) {
            contacts.hits().rules++;
            String last = rules.givesWayTo(ruleId);
            if (last == null) {
                return;
            }
            rules.put(last, null);
            changes.ofRule(last, null);
        }
        if (rules.put(ruleId, rule)) {
            rulesTold = false;
            changes.ofRule(ruleId, rule);
            contacts.devices().forEach(examination::touchAll);
        }
    }

    /** Moves the contacts of a device from the rows they counted for to the ones they count for after the change. */
    private void reattribute(DeviceState device, Runnable change) {
        Reattribution.Before before = device.before();
        change.run();
        changes.of(device);
        reattribution.apply(device, before, contacts.cursor());
        examination.touchAll(device);
    }

    /**
     * All that the next stage has to be told at once: of the events, and a look that is not interrupted.
     *
     * @param detectors to look with, or null to leave that for a later call
     */
    public List<Part> tell(int sender, long watermark, @Nullable List<DeviceDetector> detectors) {
        List<Part> parts = new ArrayList<>();
        tell(sender, watermark, () -> true, parts::add);
        if (detectors != null) {
            parts.addAll(look(sender, watermark, detectors, () -> true));
        }
        return parts;
    }

    /**
     * Tells the next stage of the events: rows that were corrected, rows of windows that closed, who was active, and the rules.
     *
     * @param sender this partition
     * @param watermark event time up to which nothing more is expected
     * @param mayGoOn asked before each row of a window that closed; those left when it says no are for the next call, also behind a
     *     restart
     * @param told takes what is told
     */
    public void tell(int sender, long watermark, BooleanSupplier mayGoOn, Consumer<Part> told) {
        counts.close(watermark);
        counts.tellDue(sender, contacts.cursor(), mayGoOn, told);
        activity.takeDue(sender, counts, contacts.devices()).forEach(told);
        if (leftToTell() == 0) {
            clock.told(watermark);
            // Behind the rows, so that none is lost; before the examination, so that what was found is of what is left.
            forget();
        }
        if (!rulesTold) {
            rulesTold = true;
            told.accept(new Part.PolicyPart(rules.all()));
        }
    }

    /** Rows of windows that closed which are left of a call that was told to stop. */
    public int leftToTell() {
        return counts.left();
    }

    /**
     * Looks at what came since the last look, or goes on with a look that was interrupted: who reached what, and what the detectors
     * find. To be called when nothing is {@link #leftToTell() left to tell}.
     *
     * @param sender this partition
     * @param watermark what was told up to
     * @param mayGoOn asked before each step; what is left when it says no is for the next call
     */
    public List<Part> look(int sender, long watermark, List<DeviceDetector> detectors, BooleanSupplier mayGoOn) {
        if (!isLooking()) {
            lookingUpTo = watermark;
        }
        List<Part> parts = examination.examine(
                sender, contacts.devices(), detectors, policy(), contacts.cursor(), mayGoOn, changes::ofFindings);
        if (!isLooking()) {
            looked = lookingUpTo;
            FindingsPart news = overBound.news(sender, contacts.table().get(Devices.OTHER_DEVICES));
            if (news != null) {
                changes.ofOverBound(news);
                parts.add(news);
            }
        }
        return parts;
    }

    /** Whether a look was interrupted. */
    public boolean isLooking() {
        return leftToLook() > 0;
    }

    /** Pairs and destinations that are left of a look that was interrupted. */
    public int leftToLook() {
        return examination.left();
    }

    /** Watermark of the last look that came to its end; {@link Long#MIN_VALUE} before it. */
    public long looked() {
        return looked;
    }

    private void forget() {
        if (settings.historyMillis() == Long.MAX_VALUE || clock.newest() == Long.MIN_VALUE) {
            return;
        }
        long oldest = windows.of(clock.newest() - settings.historyMillis());
        if (oldest > forgottenBefore) {
            forgottenBefore = oldest;
            counts.forgetBefore(oldest);
            activity.forgetBefore(oldest);
            contacts.forgetBefore(oldest);
        }
    }

    private void gone(Pair pair) {
        if (pair.findingsHash != 0) {
            changes.ofFindings(pair, 0);
        }
    }

    /** Whether there is something to tell that no event announces: late corrections and changed rules. */
    public boolean hasCorrections() {
        return counts.hasDue() || activity.hasDue(counts) || isUrgent();
    }

    /** Whether what is to be told must not wait for the next window: rules changed, or findings are of contacts that are gone. */
    public boolean isUrgent() {
        return examination.hasOrphans() || !rulesTold;
    }

    /**
     * To be called when restoring is over: builds everything that follows from what was restored. May be called on a book that
     * was in use before.
     *
     * @param watermark how far the partition has come; windows that end by then and were not told are told next
     */
    public void ready(long watermark) {
        rulesTold = false;
        looked = Long.MIN_VALUE;
        forgottenBefore = Long.MIN_VALUE;
        changes.clear();
        examination.clear();
        overBound.clear();
        counts.clear();
        activity.clear();
        counts.restoreClosed(clock.toldBefore(watermark));
        contacts.ready(activity);
        activity.restoreClosed(counts);
        counts.close(watermark);
        restoredFindings.forEach(this::restoreFindings);
        restoredFindings.clear();
    }

    private void restoreFindings(BookKey key, long hash) {
        Pair pair = contacts.find(key.subject(), key.destination());
        if (pair != null) {
            pair.findingsHash = hash;
        } else if (hash != 0) {
            examination.orphan(key.destination(), key.subject());
        }
    }

    @Override
    public int format() {
        return FORMAT;
    }

    @Override
    public boolean reads(int format) {
        return format == 2 || format == FORMAT;
    }

    @Override
    public void writeChanges(Changelog changelog) {
        contacts.writeChanges(changelog);
        changes.writeTo(changelog);
        changelog.write(BookKey.CLOCK.toBytes(), clock.toBytes());
    }

    @Override
    public void restore(byte[] key, byte @Nullable [] value) {
        BookKey entry = BookKey.read(key);
        switch (entry.kind()) {
            case CLOCK -> clock.restore(Objects.requireNonNull(value));
            case SOURCE -> contacts.restoreSource((int) entry.number(), Objects.requireNonNull(value));
            case RULE -> rules.put(entry.subject(), value == null ? null : PartCodec.rule(new ByteReader(value)));
            case DEVICE -> restoreDevice(entry.subject(), value);
            case FINDINGS -> restoredFindings.put(entry, value == null ? 0 : new ByteReader(value).int64());
            case CHUNK -> contacts.restoreChunk(entry.number(), value);
        }
    }

    private void restoreDevice(String id, byte @Nullable [] value) {
        DeviceState known = contacts.table().get(id);
        if (value != null) {
            contacts.device(id).restore(value);
        } else if (known != null) {
            known.unname();
        }
    }

    @Override
    public long size() {
        return contacts.table().size();
    }

    @Override
    public void close() {
        contacts.close();
    }
}
