package io.waybill.streams.aggregate.destination;

import io.waybill.streams.codec.ByteReader;
import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.codec.StableHash;
import io.waybill.streams.part.Part.Active;
import io.waybill.streams.part.PartCodec;
import io.waybill.streams.part.Sums;
import org.jspecify.annotations.Nullable;

/**
 * What was last published under a key.
 *
 * @param revision how many times, 0 for never
 * @param contentHash of the content without revision; 0 where it was taken back
 */
record Published(int revision, long contentHash) {

    static final Published NEVER = new Published(0, 0);

    /** Hash of a row; 0 where there is none. */
    static long hash(Sums sums) {
        if (sums.isNone()) {
            return 0;
        }
        ByteWriter out = new ByteWriter(64);
        PartCodec.sums(out, sums);
        return StableHash.of(out.toBytes());
    }

    /** Hash of a denominator; 0 where there is none. */
    static long hash(@Nullable Active active) {
        return active == null
                ? 0
                : StableHash.of(new ByteWriter(16)
                        .varint(active.devices())
                        .varint(active.events())
                        .toBytes());
    }

    byte[] toBytes() {
        ByteWriter out = new ByteWriter(16);
        writeTo(out);
        return out.toBytes();
    }

    void writeTo(ByteWriter out) {
        out.varint(revision).int64(contentHash);
    }

    static Published read(byte[] bytes) {
        return read(new ByteReader(bytes));
    }

    static Published read(ByteReader in) {
        return new Published(in.varint32(), in.int64());
    }
}
