package io.waybill.streams.aggregate.device;

import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.LifecycleKind;
import io.waybill.streams.codec.ByteReader;
import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.detect.DeviceView.Mark;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What was done to a device, sorted by time. */
final class Marks {

    /** Marks kept per device, the latest ones; a device is not reset more often than that in its life. */
    static final int LIMIT = 1_000;

    private static final Comparator<Mark> BY_TIME =
            Comparator.comparingLong(Mark::time).thenComparing(Mark::eventId);

    private static final SortedSet<Mark> NONE = Collections.emptySortedSet();

    private SortedSet<Mark> marks = NONE;

    boolean isEmpty() {
        return marks.isEmpty();
    }

    /** Whether another one takes the place of the earliest. */
    boolean isFull() {
        return marks.size() >= LIMIT;
    }

    void clear() {
        marks = NONE;
    }

    List<Mark> toList() {
        return List.copyOf(marks);
    }

    /** Takes what was done; false when it was known already. */
    boolean add(DeviceLifecycle lifecycle) {
        Mark mark = new Mark(
                lifecycle.getTime().toEpochMilli(), lifecycle.getKind(), detail(lifecycle), lifecycle.getEventId());
        // To most devices nothing was ever done.
        TreeSet<Mark> own = marks instanceof TreeSet<Mark> some ? some : new TreeSet<>(BY_TIME);
        marks = own;
        if (!own.add(mark)) {
            return false;
        }
        if (own.size() > LIMIT) {
            own.pollFirst();
        }
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

    /** Whether the device was reset, reflashed or had an app removed behind {@code first} and up to {@code last}. */
    boolean hasResetWithin(long first, long last) {
        for (Mark mark : marks) {
            boolean resets = mark.kind() == LifecycleKind.FACTORY_RESET
                    || mark.kind() == LifecycleKind.FIRMWARE_INSTALLED
                    || mark.kind() == LifecycleKind.APP_REMOVED;
            if (resets && mark.time() > first && mark.time() <= last) {
                return true;
            }
        }
        return false;
    }

    /** The builds with those that were installed. */
    Builds with(Builds builds) {
        Builds all = builds;
        for (Mark mark : marks) {
            if (mark.kind() == LifecycleKind.FIRMWARE_INSTALLED) {
                all = all.with(mark.time(), mark.detail());
            }
        }
        return all;
    }

    void writeTo(ByteWriter out) {
        out.varint(marks.size());
        for (Mark mark : marks) {
            out.varint(mark.time()).text(mark.kind().name()).text(mark.detail()).text(mark.eventId());
        }
    }

    void restore(ByteReader in) {
        TreeSet<Mark> read = new TreeSet<>(BY_TIME);
        int count = in.varint32();
        for (int i = 0; i < count; i++) {
            read.add(new Mark(in.varint(), LifecycleKind.valueOf(in.text()), in.text(), in.text()));
        }
        marks = read.isEmpty() ? NONE : read;
    }
}
