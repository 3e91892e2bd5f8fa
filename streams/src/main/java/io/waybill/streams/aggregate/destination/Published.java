package io.waybill.streams.aggregate.destination;

import io.waybill.streams.codec.ByteReader;
import io.waybill.streams.codec.ByteWriter;

/**
 * What was last published under a key.
 *
 * @param revision how many times, 0 for never
 * @param contentHash of the content without revision; 0 where it was taken back
 */
record Published(int revision, long contentHash) {

    static final Published NEVER = new Published(0, 0);

    byte[] toBytes() {
        return new ByteWriter(16).varint(revision).int64(contentHash).toBytes();
    }

    static Published read(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        return new Published(in.varint32(), in.int64());
    }
}
