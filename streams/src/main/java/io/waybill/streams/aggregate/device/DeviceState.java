package io.waybill.streams.aggregate.device;

import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.LifecycleKind;
import io.waybill.streams.codec.ByteReader;
import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.detect.DeviceView;
import io.waybill.streams.detect.DeviceView.Mark;
import io.waybill.streams.detect.Span;
import io.waybill.streams.part.Sums;
import io.waybill.streams.resolve.Destination;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One device: who it is, what was done to it, and everything it contacted. */
final class DeviceState {

    /** What is said of a device that no profile names. */
    static final String UNKNOWN = "unknown";

    /** Marks kept per device, the latest ones; a device is not reset more often than that in its life. */
    static final int MAX_MARKS = 1_000;

    private static final Comparator<Mark> BY_TIME =
            Comparator.comparingLong(Mark::time).thenComparing(Mark::eventId);

    private final String id;
    private String manufacturer = UNKNOWN;
    private String model = UNKNOWN;
    private @Nullable String group;
    private @Nullable String homeCountry;
    private final TreeMap<Long, String> profileFirmware = new TreeMap<>();
    private final TreeSet<Mark> marks = new TreeSet<>(BY_TIME);
    private TreeMap<Long, String> firmware = new TreeMap<>();
    private final Map<String, Pair> pairs = new HashMap<>();
    private final TreeMap<Long, TreeMap<String, Long>> windowEvents = new TreeMap<>();
    private final TreeSet<String> apps = new TreeSet<>();
    private long firstSeen = Long.MAX_VALUE;
    private long lastSeen = Long.MIN_VALUE;

    DeviceState(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    String manufacturer() {
        return manufacturer;
    }

    String model() {
        return model;
    }

    Map<String, Pair> pairs() {
        return pairs;
    }

    /** Pair with this destination; made when there is none. */
    Pair pair(Destination destination) {
        return pairs.computeIfAbsent(destination.name(), name -> new Pair(this, destination));
    }

    /** Events per firmware, by window. */
    TreeMap<Long, TreeMap<String, Long>> windowEvents() {
        return windowEvents;
    }

    long firstSeen() {
        return firstSeen;
    }

    long lastSeen() {
        return lastSeen;
    }

    boolean hasMarks() {
        return !marks.isEmpty();
    }

    /** Whether the device was reset, reflashed or had an app removed while it was watched. */
    boolean wasResetWhileWatched() {
        for (Mark mark : marks) {
            boolean resets = mark.kind() == LifecycleKind.FACTORY_RESET
                    || mark.kind() == LifecycleKind.FIRMWARE_INSTALLED
                    || mark.kind() == LifecycleKind.APP_REMOVED;
            if (resets && mark.time() > firstSeen && mark.time() <= lastSeen) {
                return true;
            }
        }
        return false;
    }

    /** The build the device ran at a time: the newest that was installed or reported by then. */
    String firmwareAt(long time) {
        Map.Entry<Long, String> entry = firmware.floorEntry(time);
        return entry == null ? UNKNOWN : entry.getValue();
    }

    DeviceView view() {
        return new DeviceView(
                id, manufacturer, model, group, homeCountry, List.copyOf(marks), new Span(firstSeen, lastSeen + 1));
    }

    /** Whether a profile would change what events mean. */
    boolean isChangedBy(DeviceProfile profile) {
        boolean sameBuild = profile.getFirmware()
                .equals(profileFirmware.get(profile.getValidFrom().toEpochMilli()));
        return !sameBuild
                || !manufacturer.equals(profile.getManufacturer())
                || !model.equals(profile.getModel())
                || !Objects.equals(group, profile.getGroup())
                || !Objects.equals(homeCountry, profile.getHomeCountry());
    }

    /** Takes a profile. */
    void apply(DeviceProfile profile) {
        manufacturer = profile.getManufacturer();
        model = profile.getModel();
        group = profile.getGroup();
        homeCountry = profile.getHomeCountry();
        profileFirmware.put(profile.getValidFrom().toEpochMilli(), profile.getFirmware());
        relearn();
    }

    /** Forgets the profile. */
    void forgetProfile() {
        manufacturer = UNKNOWN;
        model = UNKNOWN;
        group = null;
        homeCountry = null;
        profileFirmware.clear();
        relearn();
    }

    /** Takes what was done to the device; false when it was known already. */
    boolean apply(DeviceLifecycle lifecycle) {
        Mark mark = new Mark(
                lifecycle.getTime().toEpochMilli(), lifecycle.getKind(), detail(lifecycle), lifecycle.getEventId());
        if (!marks.add(mark)) {
            return false;
        }
        if (marks.size() > MAX_MARKS) {
            marks.pollFirst();
        }
        relearn();
        return true;
    }

    private static String detail(DeviceLifecycle lifecycle) {
        return switch (lifecycle.getKind()) {
            case FIRMWARE_INSTALLED -> orEmpty(lifecycle.getFirmware());
            case APP_INSTALLED, APP_REMOVED -> orEmpty(lifecycle.getApp());
            case SETTING_CHANGED -> orEmpty(lifecycle.getSetting()) + "=" + orEmpty(lifecycle.getSettingValue());
            case FACTORY_RESET, OTHER -> "";
        };
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private void relearn() {
        firmware = new TreeMap<>(profileFirmware);
        for (Mark mark : marks) {
            if (mark.kind() == LifecycleKind.FIRMWARE_INSTALLED) {
                firmware.put(mark.time(), mark.detail());
            }
        }
    }

    /** Notes one event for the denominators. */
    void note(long window, long time, int occurrences, @Nullable String app) {
        firstSeen = Math.min(firstSeen, time);
        lastSeen = Math.max(lastSeen, time);
        if (app != null) {
            apps.add(app);
        }
        windowEvents
                .computeIfAbsent(window, any -> new TreeMap<>())
                .merge(firmwareAt(time), (long) occurrences, Long::sum);
    }

    /** Notes contacts that are kept as sums only. */
    void note(long window, Sums sums) {
        firstSeen = Math.min(firstSeen, sums.firstSeen());
        lastSeen = Math.max(lastSeen, sums.lastSeen());
        windowEvents
                .computeIfAbsent(window, any -> new TreeMap<>())
                .merge(firmwareAt(window), sums.connections(), Long::sum);
    }

    /** Forgets what {@link #note} noted, before noting everything anew. */
    void clearNotes() {
        windowEvents.clear();
        apps.clear();
        firstSeen = Long.MAX_VALUE;
        lastSeen = Long.MIN_VALUE;
    }

    /** First and last window in which each build was seen, no wider than the device's own events. */
    Map<String, Span> buildsSeen() {
        Map<String, Span> seen = new HashMap<>();
        windowEvents.forEach((window, events) -> {
            Span at = new Span(Math.max(window, firstSeen), Math.min(window, lastSeen));
            for (String build : events.keySet()) {
                seen.merge(build, at, (a, b) -> new Span(Math.min(a.start(), b.start()), Math.max(a.end(), b.end())));
            }
        });
        return seen;
    }

    /** Apps the device was seen to use. */
    TreeSet<String> apps() {
        return apps;
    }

    byte[] toBytes() {
        ByteWriter out = new ByteWriter(128)
                .text(manufacturer)
                .text(model)
                .nullableText(group)
                .nullableText(homeCountry)
                .varint(profileFirmware.size());
        profileFirmware.forEach((since, build) -> out.varint(since).text(build));
        out.varint(marks.size());
        for (Mark mark : marks) {
            out.varint(mark.time()).text(mark.kind().name()).text(mark.detail()).text(mark.eventId());
        }
        return out.toBytes();
    }

    void restore(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        manufacturer = in.text();
        model = in.text();
        group = in.nullableText();
        homeCountry = in.nullableText();
        profileFirmware.clear();
        int builds = in.varint32();
        for (int i = 0; i < builds; i++) {
            profileFirmware.put(in.varint(), in.text());
        }
        marks.clear();
        int count = in.varint32();
        List<Mark> restored = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            restored.add(new Mark(in.varint(), LifecycleKind.valueOf(in.text()), in.text(), in.text()));
        }
        marks.addAll(restored);
        relearn();
    }
}
