package io.waybill.streams.aggregate.device;

import io.waybill.streams.codec.ByteReader;
import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.part.PartCodec;
import io.waybill.streams.resolve.Destination;

/**
 * Key of an entry in the changelog of a {@link DeviceBook}.
 *
 * @param kind what the entry is
 * @param device device id, or rule id, or empty
 * @param destination for pairs and cells
 * @param window for cells
 */
record BookKey(Kind kind, String device, Destination destination, long window) {

    /** What an entry is. The order is part of the stored layout: new kinds go to the end. */
    enum Kind {
        CLOCK,
        SOURCES,
        RULE,
        DEVICE,
        PAIR,
        CELL
    }

    static final BookKey CLOCK = new BookKey(Kind.CLOCK, "", Destination.OTHER, 0);
    static final BookKey SOURCES = new BookKey(Kind.SOURCES, "", Destination.OTHER, 0);

    private static final Kind[] KINDS = Kind.values();

    static BookKey rule(String ruleId) {
        return new BookKey(Kind.RULE, ruleId, Destination.OTHER, 0);
    }

    static BookKey of(DeviceState device) {
        return new BookKey(Kind.DEVICE, device.id(), Destination.OTHER, 0);
    }

    static BookKey of(Pair pair) {
        return new BookKey(Kind.PAIR, pair.device().id(), pair.destination(), 0);
    }

    static BookKey of(ContactCell cell) {
        return new BookKey(Kind.CELL, cell.pair().device().id(), cell.pair().destination(), cell.window());
    }

    byte[] toBytes() {
        ByteWriter out = new ByteWriter(48).int8(kind.ordinal()).text(device);
        if (kind == Kind.PAIR || kind == Kind.CELL) {
            PartCodec.destination(out, destination);
        }
        if (kind == Kind.CELL) {
            out.varint(window);
        }
        return out.toBytes();
    }

    static BookKey read(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        Kind kind = KINDS[in.int8()];
        String device = in.text();
        boolean placed = kind == Kind.PAIR || kind == Kind.CELL;
        Destination destination = placed ? PartCodec.destination(in) : Destination.OTHER;
        return new BookKey(kind, device, destination, kind == Kind.CELL ? in.varint() : 0);
    }
}
