package io.waybill.streams.aggregate.device;

import io.waybill.streams.codec.ByteReader;
import io.waybill.streams.codec.ByteWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The captures that a partition's events came from, by index. One per partition: captures are few, events are many. Grows with
 * the number of captures only.
 */
final class SourceTable {

    /**
     * A capture.
     *
     * @param capture its name
     * @param idPrefix what its event ids begin with before {@code -<position>}; empty where they do not
     */
    record Source(String capture, String idPrefix) {}

    private final List<Source> sources = new ArrayList<>();
    private final Map<Source, Integer> indexes = new HashMap<>();
    private boolean changed;

    int indexOf(String capture, String idPrefix) {
        Source source = new Source(capture, idPrefix);
        Integer index = indexes.get(source);
        if (index == null) {
            index = sources.size();
            sources.add(source);
            indexes.put(source, index);
            changed = true;
        }
        return index;
    }

    Source get(int index) {
        return sources.get(index);
    }

    boolean takeChanged() {
        boolean was = changed;
        changed = false;
        return was;
    }

    byte[] toBytes() {
        ByteWriter out = new ByteWriter(64).varint(sources.size());
        sources.forEach(source -> out.text(source.capture()).text(source.idPrefix()));
        return out.toBytes();
    }

    void restore(byte[] bytes) {
        sources.clear();
        indexes.clear();
        ByteReader in = new ByteReader(bytes);
        int count = in.varint32();
        for (int i = 0; i < count; i++) {
            Source source = new Source(in.text(), in.text());
            indexes.put(source, sources.size());
            sources.add(source);
        }
    }
}
