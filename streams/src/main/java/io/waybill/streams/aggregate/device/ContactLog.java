package io.waybill.streams.aggregate.device;

import io.waybill.schemas.Outcome;
import io.waybill.streams.codec.ByteReader;
import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.codec.StableHash;
import io.waybill.streams.detect.EventRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Rows packed into bytes, about 30 each: times relative to the window, event ids shortened to what their capture does not say
 * already. The same bytes go to the changelog. Rows stand in the order of arrival; whoever needs another order sorts.
 */
final class ContactLog {

    private static final Outcome[] OUTCOMES = Outcome.values();
    private static final int FLAG_ID_IN_FULL = 0x08;
    private static final int FLAG_OCCURRENCES = 0x10;
    private static final int FLAG_LEAKS = 0x20;

    private final String deviceId;
    private final long base;
    private final SourceTable sources;
    private byte[] bytes;
    private int end;
    private int rows;
    private long[] seen = new long[0];

    ContactLog(String deviceId, long base, SourceTable sources) {
        this(deviceId, base, sources, new byte[48], 0);
    }

    ContactLog(String deviceId, long base, SourceTable sources, byte[] bytes, int end) {
        this.deviceId = deviceId;
        this.base = base;
        this.sources = sources;
        this.bytes = bytes;
        this.end = end;
    }

    /** Counts the rows of a restored log and rebuilds its index. */
    void index() {
        rows = 0;
        seen = new long[0];
        forEach(row -> remember(StableHash.of(row.event().eventId())));
    }

    int rows() {
        return rows;
    }

    void append(ContactRow row, ByteWriter scratch) {
        scratch.clear();
        encode(row, scratch);
        if (bytes.length - end < scratch.size()) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length + (bytes.length >> 1), end + scratch.size()));
        }
        scratch.copyTo(bytes, end);
        end += scratch.size();
        remember(StableHash.of(row.event().eventId()));
    }

    boolean contains(String eventId) {
        if (rows == 0 || !maybeSeen(StableHash.of(eventId))) {
            return false;
        }
        boolean[] found = new boolean[1];
        forEach(row -> found[0] |= row.event().eventId().equals(eventId));
        return found[0];
    }

    void forEach(Consumer<ContactRow> consumer) {
        ByteReader in = new ByteReader(bytes);
        in.reset(bytes, 0, end);
        while (in.hasMore()) {
            consumer.accept(decode(in));
        }
    }

    List<ContactRow> toList() {
        List<ContactRow> list = new ArrayList<>(rows);
        forEach(list::add);
        return list;
    }

    void clear() {
        end = 0;
        rows = 0;
        seen = new long[0];
    }

    void writeTo(ByteWriter out) {
        out.block(bytes, 0, end);
    }

    private void encode(ContactRow row, ByteWriter out) {
        EventRef event = row.event();
        String suffix = "-" + event.position();
        boolean short_ = event.eventId().endsWith(suffix);
        String prefix = short_ ? event.eventId().substring(0, event.eventId().length() - suffix.length()) : "";
        int flags = row.outcome().ordinal();
        flags |= short_ ? 0 : FLAG_ID_IN_FULL;
        flags |= row.occurrences() == 1 ? 0 : FLAG_OCCURRENCES;
        flags |= row.leaks().isEmpty() ? 0 : FLAG_LEAKS;
        out.int8(flags)
                .varint(event.time() - base)
                .varint(row.durationMs())
                .varint(row.bytesSent())
                .varint(row.bytesReceived())
                .varint(row.packetsSent())
                .varint(row.packetsReceived())
                .varint(row.endpoint())
                .varint(sources.indexOf(event.capture(), prefix))
                .varint(event.position());
        if (!short_) {
            out.text(event.eventId());
        }
        if (row.occurrences() != 1) {
            out.varint(row.occurrences());
        }
        if (!row.leaks().isEmpty()) {
            out.varint(row.leaks().size());
            row.leaks().forEach(out::text);
        }
    }

    private ContactRow decode(ByteReader in) {
        int flags = in.int8();
        long time = base + in.varint();
        long duration = in.varint();
        long sent = in.varint();
        long received = in.varint();
        long packetsSent = in.varint();
        long packetsReceived = in.varint();
        int endpoint = in.varint32();
        SourceTable.Source source = sources.get(in.varint32());
        long position = in.varint();
        String eventId = (flags & FLAG_ID_IN_FULL) != 0 ? in.text() : source.idPrefix() + "-" + position;
        int occurrences = (flags & FLAG_OCCURRENCES) != 0 ? in.varint32() : 1;
        List<String> leaks = (flags & FLAG_LEAKS) != 0 ? texts(in) : List.of();
        return new ContactRow(
                duration,
                sent,
                received,
                packetsSent,
                packetsReceived,
                OUTCOMES[flags & 0x07],
                occurrences,
                endpoint,
                leaks,
                new EventRef(source.capture(), position, eventId, time, deviceId));
    }

    private static List<String> texts(ByteReader in) {
        int count = in.varint32();
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(in.text());
        }
        return texts;
    }

    /** Open addressing over the hashes of the event ids; 0 marks a free slot, so the hash 0 is stored as 1. */
    private void remember(long hash) {
        rows++;
        if (rows * 2 > seen.length) {
            long[] old = seen;
            seen = new long[Math.max(4, Integer.highestOneBit(rows * 2) * 2)];
            for (long each : old) {
                if (each != 0) {
                    insert(each);
                }
            }
        }
        insert(hash == 0 ? 1 : hash);
    }

    private void insert(long hash) {
        int slot = (int) hash & (seen.length - 1);
        while (seen[slot] != 0) {
            slot = (slot + 1) & (seen.length - 1);
        }
        seen[slot] = hash;
    }

    private boolean maybeSeen(long hash) {
        long wanted = hash == 0 ? 1 : hash;
        int slot = (int) wanted & (seen.length - 1);
        while (seen[slot] != 0) {
            if (seen[slot] == wanted) {
                return true;
            }
            slot = (slot + 1) & (seen.length - 1);
        }
        return false;
    }
}
