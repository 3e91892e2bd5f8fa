package io.waybill.streams.aggregate.device;

import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.EventRef;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One device at one destination: its contacts one by one, the windows they fall into, the far ends it met, and what was last
 * found about it. Up to {@code limit} contacts of a window are kept one by one; of more than that, the earliest are, and the
 * others are kept as sums that count for the firmware at the window's begin.
 */
final class Pair {

    static final int MAX_ENDPOINTS = 1_024;

    /** As they are on disk, those on the heap first: who goes over very many is quickest in this order. */
    static final Comparator<Pair> AS_ON_DISK = Comparator.comparingLong(pair -> pair.isOnDisk() ? pair.keyOnDisk : -1);

    private final DeviceState device;
    private final Target target;
    private History history = new ContactHistory();
    private long keyOnDisk;
    private @Nullable FarEnds met;
    private @Nullable TreeMap<Long, RunningSums> overflow;
    private long firstTime = Long.MAX_VALUE;
    private long lastTime = Long.MIN_VALUE;

    /** Hash over the findings last sent; 0 when there were none. */
    long findingsHash;

    /** Whether there is news to examine. */
    boolean touched;

    /** Where the target keeps this pair. */
    int indexAtTarget = -1;

    Pair(DeviceState device, Target target) {
        this.device = device;
        this.target = target;
    }

    DeviceState device() {
        return device;
    }

    Target target() {
        return target;
    }

    /** What is kept one by one; to be changed only where it is on the heap. */
    ContactHistory contacts() {
        return history.read(keyOnDisk);
    }

    boolean isOnDisk() {
        return history instanceof Tiers;
    }

    long keyOnDisk() {
        return keyOnDisk;
    }

    /** The contacts are on disk now. */
    void onDisk(Tiers tiers, long key) {
        history = tiers;
        keyOnDisk = key;
    }

    /** The same contacts are on the heap now. */
    void onHeap(ContactHistory same) {
        history = same;
    }

    Cells cells() {
        return contacts().cells();
    }

    /** Whether it was folded into another or closed. */
    boolean isGone() {
        return indexAtTarget < 0;
    }

    boolean isEmpty() {
        return history instanceof ContactHistory onHeap && onHeap.cells().size() == 0;
    }

    ContactLog.Cursor rows(ContactRow row) {
        return contacts().log().new Cursor(row);
    }

    int rowCount() {
        return contacts().log().rows();
    }

    /** Number of a far end in this pair, which was met in this window; noted when it is new. */
    int place(FarEnd farEnd, long window) {
        if (met instanceof EndpointTable several) {
            return several.place(farEnd, window);
        }
        if (met == null) {
            met = farEnd;
        }
        if (met == farEnd || met.equals(farEnd)) {
            return 0;
        }
        EndpointTable several = new EndpointTable(MAX_ENDPOINTS);
        several.place(farEnd(0), cells().window(cells().size() - 1));
        met = several;
        return several.place(farEnd, window);
    }

    /** Whether it has a number already, with all its details. */
    boolean hasMet(FarEnd farEnd) {
        return met instanceof EndpointTable several ? several.has(farEnd) : farEnd.equals(met);
    }

    FarEnd farEnd(int index) {
        return met instanceof EndpointTable several ? several.get(index) : (FarEnd) Objects.requireNonNull(met);
    }

    int farEnds() {
        return met instanceof EndpointTable several ? several.size() : met == null ? 0 : 1;
    }

    /** Distinct names, estimated where there are very many. */
    long nameCount() {
        return met instanceof EndpointTable several
                ? several.nameCount()
                : nameSample().size();
    }

    /** Names, sorted: a sample where there are many. */
    List<String> nameSample() {
        if (met instanceof EndpointTable several) {
            return several.nameSample();
        }
        String host = met == null ? null : farEnd(0).endpoint().host();
        return host == null ? List.of() : List.of(host);
    }

    /** Whether the window holds a contact with this event id. */
    boolean contains(Windows windows, long window, long idHash, byte[] id, int from, int to, ContactRow row) {
        return cells().contains(window)
                && contacts().repeats().contains(this, windows, window, idHash, id, from, to, row);
    }

    /**
     * Keeps a contact; true when the window was full, so that this or another one is kept as a sum now.
     *
     * @param limit contacts of a window kept one by one
     */
    boolean add(
            Windows windows,
            long window,
            long time,
            int endpoint,
            long idHash,
            byte[] body,
            int from,
            int to,
            int limit,
            Scratch scratch) {
        if (cells().rowsIn(window) >= limit) {
            overflow(windows, window, time, endpoint, idHash, body, from, to, scratch);
            return true;
        }
        cells().add(window);
        append(window, time, endpoint, idHash, body, from, to, scratch);
        return false;
    }

    private void append(
            long window, long time, int endpoint, long idHash, byte[] body, int from, int to, Scratch scratch) {
        ContactHistory contacts = contacts();
        ContactLog log = contacts.log();
        int offset = log.end();
        contacts.repeats().appending(window, offset, idHash);
        log.append(time, endpoint, idHash, body, from, to, scratch.row());
        if (time < firstTime || time == firstTime && isBefore(offset, contacts.firstAt, time, scratch)) {
            firstTime = time;
            contacts.firstAt = offset;
        }
        if (time > lastTime || time == lastTime && isBefore(contacts.lastAt, offset, time, scratch)) {
            lastTime = time;
            contacts.lastAt = offset;
        }
    }

    /** Whether of two rows of one time the one at {@code offset} has the smaller id. */
    private boolean isBefore(int offset, int other, long time, Scratch scratch) {
        return eventAt(offset, time, scratch.tie()).compareTo(eventAt(other, time, scratch.tie())) < 0;
    }

    private EventRef eventAt(int offset, long time, ContactRow row) {
        contacts().log().readAt(offset, time, row);
        return row.event(device.id());
    }

    private void overflow(
            Windows windows,
            long window,
            long time,
            int endpoint,
            long idHash,
            byte[] body,
            int from,
            int to,
            Scratch scratch) {
        ContactRow fresh = scratch.fresh();
        fresh.read(body, from, to, time, endpoint);
        EventRef latest = latestIn(windows, window, time, scratch.cursor());
        EventRef own = latest == null ? null : fresh.event(device.id());
        if (latest == null || own == null || own.compareTo(latest) >= 0) {
            overflowOf(window).add(fresh, farEnd(endpoint).place());
            scratch.displaced(fresh);
            return;
        }
        rebuild(scratch, null, kept -> {
            boolean evicted =
                    kept.time() == latest.time() && kept.event(device.id()).equals(latest);
            if (evicted) {
                overflowOf(window).add(kept, farEnd(kept.endpoint()).place());
                scratch.displaced(kept);
            }
            return !evicted;
        });
        append(window, time, endpoint, idHash, body, from, to, scratch);
    }

    /** The latest contact kept in a full window, or null when all of them are before {@code time}. */
    private @Nullable EventRef latestIn(Windows windows, long window, long time, ContactRow row) {
        if (time > lastTime) {
            return null;
        }
        EventRef latest = null;
        ContactLog.Cursor cursor = rows(row);
        while (cursor.next()) {
            boolean candidate = row.time() >= time && windows.of(row.time()) == window;
            if (candidate && (latest == null || row.time() >= latest.time())) {
                EventRef event = row.event(device.id());
                latest = latest == null || event.compareTo(latest) > 0 ? event : latest;
            }
        }
        return latest;
    }

    private RunningSums overflowOf(long window) {
        if (overflow == null) {
            overflow = new TreeMap<>();
        }
        return overflow.computeIfAbsent(window, any -> new RunningSums());
    }

    /** Contacts that are no longer kept one by one, by window. */
    Map<Long, RunningSums> overflow() {
        return overflow == null ? Map.of() : overflow;
    }

    /** Takes over what another pair keeps as sums. */
    void absorbOverflow(Pair other) {
        other.overflow().forEach((window, sums) -> overflowOf(window).add(sums));
    }

    private void rebuild(Scratch scratch, int @Nullable [] moved, Predicate<ContactRow> keep) {
        ContactRow row = scratch.cursor();
        ContactHistory contacts = contacts();
        ContactLog old = contacts.log().take();
        contacts.repeats().clear();
        firstTime = Long.MAX_VALUE;
        lastTime = Long.MIN_VALUE;
        ContactLog.Cursor cursor = old.new Cursor(row);
        while (cursor.next()) {
            if (keep.test(row)) {
                append(
                        Long.MIN_VALUE,
                        row.time(),
                        moved == null ? row.endpoint() : moved[row.endpoint()],
                        cursor.idHash16(),
                        row.bytes(),
                        row.bodyAt(),
                        row.bodyEnd(),
                        scratch);
            }
        }
    }

    /** Forgets windows before this one; true when there were any. */
    boolean forgetBefore(Windows windows, long window, Scratch scratch) {
        if (isEmpty() || windows.of(firstTime) >= window) {
            return false;
        }
        cells().removeBefore(window);
        if (overflow != null) {
            overflow.headMap(window).clear();
        }
        rebuild(scratch, forgetFarEndsBefore(window), row -> windows.of(row.time()) >= window);
        return true;
    }

    /** A far end that is the only one is that of every contact. */
    private int @Nullable [] forgetFarEndsBefore(long window) {
        if (!(met instanceof EndpointTable several) || isEmpty()) {
            return null;
        }
        int[] moved = new int[several.size()];
        met = several.since(window, moved);
        return moved;
    }

    long firstTime() {
        return firstTime;
    }

    long lastTime() {
        return lastTime;
    }

    /** The very first contact kept. */
    EventRef first(ContactRow row) {
        return eventAt(contacts().firstAt, firstTime, row);
    }

    /** The very last contact kept. */
    EventRef last(ContactRow row) {
        return eventAt(contacts().lastAt, lastTime, row);
    }

    /** Whether the window is between the first contact and the last. */
    boolean spans(Windows windows, long window) {
        return window >= windows.of(firstTime) && window <= windows.of(lastTime);
    }

    /** Whether all contacts kept one by one fall to one build. */
    boolean isOfOneBuild() {
        return device.builds().isOneBetween(firstTime, lastTime);
    }

    /** Whether any contact of a window falls to this build. */
    boolean hasBuild(Windows windows, long window, Cohort cohort, ContactRow row) {
        if (!cells().contains(window)) {
            return false;
        }
        if (overflow != null && overflow.containsKey(window) && device.cohortAt(window) == cohort) {
            return true;
        }
        ContactLog.Cursor cursor = rows(row);
        while (cursor.next()) {
            if (windows.of(row.time()) == window && device.cohortAt(row.time()) == cohort) {
                return true;
            }
        }
        return false;
    }

    /** Builds the device ran at any contact kept one by one. */
    TreeSet<String> firmwares(ContactRow row) {
        TreeSet<String> all = new TreeSet<>();
        ContactLog.Cursor cursor = rows(row);
        while (cursor.next()) {
            all.add(device.firmwareAt(row.time()));
        }
        return all;
    }

    /** The first and the last event that fall to a build; sorted. */
    List<EventRef> firstAndLast(String firmware, ContactRow row) {
        EventRef first = null;
        EventRef last = null;
        ContactLog.Cursor cursor = rows(row);
        while (cursor.next()) {
            boolean isEdge = first == null || last == null || row.time() <= first.time() || row.time() >= last.time();
            if (isEdge && device.firmwareAt(row.time()).equals(firmware)) {
                EventRef event = row.event(device.id());
                first = first == null || event.compareTo(first) < 0 ? event : first;
                last = last == null || event.compareTo(last) > 0 ? event : last;
            }
        }
        if (first == null || last == null) {
            return List.of();
        }
        return first.equals(last) ? List.of(first) : List.of(first, last);
    }
}
