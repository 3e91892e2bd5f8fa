package io.waybill.streams.aggregate.device;

import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.detect.Contact.Endpoint;
import io.waybill.streams.part.PartCodec;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.store.Changelog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The contacts as they were taken, in chunks: what the changelog holds of them. A chunk stands for itself: it says whom it
 * speaks of before it first does, so the same device or far end costs a byte or two a row. A small chunk is written again
 * under its number, longer, with the next commit; what it was before is the beginning of what it is then. A chunk is removed when
 * all its windows are forgotten, and one that folds or forgets not before the rows that it does that to.
 *
 * <p>Steps: {@value #DEVICE} and {@value #FAR_END} define, {@value #FOLD} moves a destination of a device to {@code other},
 * {@value #OTHER} is a row that counts for {@code other}, {@value #FORGET} forgets a device with all its contacts, and a number
 * from {@value #FIRST_DEVICE} on is a row of a device.
 */
final class Journal {

    static final int DEVICE = 0;
    static final int FAR_END = 1;
    static final int FOLD = 2;
    static final int OTHER = 3;
    static final int FORGET = 4;
    static final int FIRST_DEVICE = 5;

    /** A chunk goes on over commits until it has this size. */
    static final int SMALL_BYTES = 16 << 10;

    /**
     * A chunk has no more than this, unless one row alone has: under the megabyte that a broker takes by default, should nothing
     * in it compress. Most of a small chunk says whom it speaks of.
     */
    static final int LARGE_BYTES = 768 << 10;

    /** A chunk is not gone on with when its windows would be this far apart, so that it can be forgotten in time. */
    private static final long LONG_MILLIS = 86_400_000L;

    /**
     * A chunk.
     *
     * @param newestWindow the newest window of its rows, and of the earlier ones that it folds or forgets
     * @param bytes how many it has
     */
    private record Chunk(long newestWindow, int bytes) {}

    private final TreeMap<Long, Chunk> chunks = new TreeMap<>();
    private final Map<Long, byte @Nullable []> pending = new TreeMap<>();
    private final ByteWriter open = new ByteWriter(1 << 10);
    private long number;
    private int devices;
    private int farEnds;
    private long lastTime;
    private long newestWindow = Long.MIN_VALUE;
    private long oldestWindow = Long.MAX_VALUE;
    private long newestOfAll = Long.MIN_VALUE;
    private boolean changed;

    /** Notes a contact. */
    void row(DeviceState device, FarEnd farEnd, boolean toOther, long window, long time, ByteWriter body) {
        if (!changed && oldestWindow != Long.MAX_VALUE && window - oldestWindow >= LONG_MILLIS) {
            begin(number + 1);
        }
        int before = open.size();
        write(device, farEnd, toOther, time, body);
        if (open.size() > LARGE_BYTES && before > 0) {
            open.cut(before);
            close();
            write(device, farEnd, toOther, time, body);
        }
        lastTime = time;
        newestWindow = Math.max(newestWindow, window);
        oldestWindow = Math.min(oldestWindow, window);
        newestOfAll = Math.max(newestOfAll, window);
        changed = true;
    }

    private void write(DeviceState device, FarEnd farEnd, boolean toOther, long time, ByteWriter body) {
        int of = define(device);
        int with = define(farEnd);
        if (toOther) {
            open.varint(OTHER);
        }
        open.varint(FIRST_DEVICE + of)
                .varint(with)
                .varint(time - lastTime)
                .varint(body.size())
                .raw(body);
    }

    /** Notes that a destination of a device counts for {@code other} from now on. */
    void fold(DeviceState device, Destination destination) {
        int of = define(device);
        open.varint(FOLD).varint(of);
        PartCodec.destination(open, destination);
        newestWindow = newestOfAll;
        changed = true;
    }

    /** Notes that a device was forgotten. */
    void forget(DeviceState device) {
        int of = define(device);
        open.varint(FORGET).varint(of);
        newestWindow = newestOfAll;
        changed = true;
    }

    private int define(DeviceState device) {
        if (device.definedIn != number) {
            device.definedIn = number;
            device.definedAs = devices++;
            open.varint(DEVICE).text(device.id());
        }
        return device.definedAs;
    }

    private int define(FarEnd farEnd) {
        if (farEnd.definedIn != number) {
            farEnd.definedIn = number;
            farEnd.definedAs = farEnds++;
            open.varint(FAR_END);
            PartCodec.destination(open, farEnd.destination());
            Endpoint endpoint = farEnd.endpoint();
            byte @Nullable [] ip = endpoint.ip();
            open.nullableText(endpoint.host())
                    .block(ip == null ? new byte[0] : ip)
                    .varint(endpoint.port())
                    .text(endpoint.transport().name())
                    .nullableText(endpoint.protocol())
                    .nullableText(endpoint.app())
                    .nullableText(endpoint.country())
                    .varint(endpoint.asn());
        }
        return farEnd.definedAs;
    }

    private void close() {
        keep();
        begin(number + 1);
    }

    private void keep() {
        if (changed) {
            pending.put(number, open.toBytes());
            chunks.put(number, new Chunk(newestWindow, open.size()));
            changed = false;
        }
    }

    private void begin(long next) {
        number = next;
        open.clear();
        devices = 0;
        farEnds = 0;
        lastTime = 0;
        newestWindow = Long.MIN_VALUE;
        oldestWindow = Long.MAX_VALUE;
    }

    /** Writes what came since the last call. */
    void writeChanges(Changelog changelog) {
        keep();
        pending.forEach((chunk, bytes) -> changelog.write(BookKey.chunk(chunk).toBytes(), bytes));
        pending.clear();
        if (open.size() >= SMALL_BYTES) {
            begin(number + 1);
        }
    }

    /** Removes the chunks whose windows are all before this one. */
    void forgetBefore(long window) {
        if (open.size() > 0 && newestWindow < window) {
            close();
        }
        List<Long> old = new ArrayList<>();
        chunks.forEach((chunk, content) -> {
            if (content.newestWindow() < window) {
                old.add(chunk);
            }
        });
        for (long chunk : old) {
            chunks.remove(chunk);
            pending.put(chunk, null);
        }
    }

    /** How many bytes of this chunk were taken back already. */
    int restored(long chunk) {
        Chunk known = chunks.get(chunk);
        return known == null ? 0 : known.bytes();
    }

    /**
     * A chunk was taken back so far.
     *
     * @param newest the newest window of its rows, and of the earlier ones that it folds or forgets
     */
    void restored(long chunk, long newest, int bytes) {
        chunks.put(chunk, new Chunk(newest, bytes));
        newestOfAll = Math.max(newestOfAll, newest);
    }

    /** A chunk was removed. */
    void removed(long chunk) {
        chunks.remove(chunk);
    }

    /** Goes on behind the chunks that were taken back. */
    void ready() {
        pending.clear();
        changed = false;
        begin(chunks.isEmpty() ? number + 1 : Math.max(number, chunks.lastKey()) + 1);
    }
}
