package io.waybill.streams.aggregate.device;

import io.waybill.streams.codec.ByteReader;
import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.part.PartCodec;
import io.waybill.streams.resolve.Destination;

/**
 * Key of an entry in the changelog of a {@link DeviceBook}.
 *
 * @param kind what the entry is
 * @param subject device id, or rule id, or empty
 * @param destination for findings
 * @param number for sources and chunks
 */
record BookKey(Kind kind, String subject, Destination destination, long number) {

    /** What an entry is. The order is part of the stored layout: new kinds go to the end. */
    enum Kind {
        CLOCK,
        SOURCE,
        RULE,
        DEVICE,
        FINDINGS,
        CHUNK
    }

    static final BookKey CLOCK = new BookKey(Kind.CLOCK, "", Destination.OTHER, 0);

    private static final Kind[] KINDS = Kind.values();

    static BookKey rule(String ruleId) {
        return new BookKey(Kind.RULE, ruleId, Destination.OTHER, 0);
    }

    static BookKey of(DeviceState device) {
        return device(device.id());
    }

    static BookKey device(String id) {
        return new BookKey(Kind.DEVICE, id, Destination.OTHER, 0);
    }

    static BookKey findings(Pair pair) {
        return new BookKey(Kind.FINDINGS, pair.device().id(), pair.target().destination(), 0);
    }

    static BookKey source(int index) {
        return new BookKey(Kind.SOURCE, "", Destination.OTHER, index);
    }

    static BookKey chunk(long number) {
        return new BookKey(Kind.CHUNK, "", Destination.OTHER, number);
    }

    byte[] toBytes() {
        ByteWriter out = new ByteWriter(48).int8(kind.ordinal());
        switch (kind) {
            case CLOCK -> {}
            case RULE, DEVICE -> out.text(subject);
            case FINDINGS -> {
                out.text(subject);
                PartCodec.destination(out, destination);
            }
            case SOURCE, CHUNK -> out.varint(number);
        }
        return out.toBytes();
    }

    static BookKey read(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        Kind kind = KINDS[in.int8()];
        return switch (kind) {
            case CLOCK -> CLOCK;
            case RULE, DEVICE -> new BookKey(kind, in.text(), Destination.OTHER, 0);
            case FINDINGS -> new BookKey(kind, in.text(), PartCodec.destination(in), 0);
            case SOURCE, CHUNK -> new BookKey(kind, "", Destination.OTHER, in.varint());
        };
    }
}
