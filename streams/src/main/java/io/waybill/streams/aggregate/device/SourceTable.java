package io.waybill.streams.aggregate.device;

import io.waybill.streams.codec.ByteHash;
import io.waybill.streams.codec.ByteReader;
import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.codec.ConnectionView;
import io.waybill.streams.store.Changelog;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The captures that a partition's events came from, by number. One per partition: captures are few, events are many. Bounded: of
 * the {@value #LIMIT} sources the last half is for captures alone, so that ids that look like positions but are not do not use
 * them up; what finds no room is written out in its row.
 */
final class SourceTable {

    static final int LIMIT = 1 << 14;

    private static final int REMEMBERED = 256;

    /**
     * A capture.
     *
     * @param capture its name
     * @param idPrefix what its event ids begin with before {@code -<position>}; empty where they do not
     */
    record Source(String capture, String idPrefix) {}

    private final List<Source> sources = new ArrayList<>();
    private final List<byte[]> prefixes = new ArrayList<>();
    private final Map<Source, Integer> indexes = new HashMap<>();
    private final byte[] @Nullable [] recent = new byte[REMEMBERED][];
    private final int[] recentCaptureLength = new int[REMEMBERED];
    private final int[] recentIndex = new int[REMEMBERED];
    private int written;

    /**
     * Number of the source of an event.
     *
     * @param prefixFrom begin of the prefix in the event's bytes
     * @param prefixTo where the prefix has ended
     * @return -1 when there is no room for another one
     */
    int indexOf(ConnectionView event, int prefixFrom, int prefixTo) {
        byte[] bytes = event.bytes();
        int captureFrom = event.captureAt();
        int captureTo = event.captureEnd();
        int captureLength = captureTo - captureFrom;
        int prefixLength = prefixTo - prefixFrom;
        long hash = ByteHash.of(bytes, captureFrom, captureTo) * 31 + ByteHash.of(bytes, prefixFrom, prefixTo);
        int slot = (int) ByteHash.mix(hash) & REMEMBERED - 1;
        byte[] known = recent[slot];
        if (known != null
                && known.length == captureLength + prefixLength
                && recentCaptureLength[slot] == captureLength
                && Arrays.equals(known, 0, captureLength, bytes, captureFrom, captureTo)
                && Arrays.equals(known, captureLength, known.length, bytes, prefixFrom, prefixTo)) {
            return recentIndex[slot];
        }
        int index =
                place(new Source(event.capture(), new String(bytes, prefixFrom, prefixLength, StandardCharsets.UTF_8)));
        if (index >= 0) {
            byte[] key = new byte[captureLength + prefixLength];
            System.arraycopy(bytes, captureFrom, key, 0, captureLength);
            System.arraycopy(bytes, prefixFrom, key, captureLength, prefixLength);
            recentCaptureLength[slot] = captureLength;
            recent[slot] = key;
            recentIndex[slot] = index;
        }
        return index;
    }

    private int place(Source source) {
        Integer known = indexes.get(source);
        if (known != null) {
            return known;
        }
        if (sources.size() >= (source.idPrefix().isEmpty() ? LIMIT : LIMIT / 2)) {
            return -1;
        }
        return add(source);
    }

    private int add(Source source) {
        int index = sources.size();
        sources.add(source);
        prefixes.add(source.idPrefix().getBytes(StandardCharsets.UTF_8));
        indexes.put(source, index);
        return index;
    }

    String capture(int index) {
        return sources.get(index).capture();
    }

    byte[] prefix(int index) {
        return prefixes.get(index);
    }

    /** Writes the sources that came since the last call. */
    void writeNew(Changelog changelog) {
        for (; written < sources.size(); written++) {
            Source source = sources.get(written);
            byte[] value = new ByteWriter(64)
                    .text(source.capture())
                    .text(source.idPrefix())
                    .toBytes();
            changelog.write(BookKey.source(written).toBytes(), value);
        }
    }

    /** Takes a source back; they come in the order of their numbers, some perhaps again. */
    void restore(int index, byte[] value) {
        if (index == sources.size()) {
            ByteReader in = new ByteReader(value);
            add(new Source(in.text(), in.text()));
            written = sources.size();
        } else if (index > sources.size()) {
            throw new IllegalStateException("source " + index + " is restored before source " + sources.size());
        }
    }
}
