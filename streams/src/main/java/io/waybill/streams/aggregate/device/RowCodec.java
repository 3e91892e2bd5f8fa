package io.waybill.streams.aggregate.device;

import io.waybill.schemas.Outcome;
import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.codec.ConnectionView;

/**
 * The body of a row: everything of a contact but whose it is, with whom and when, which logs and journal write in front, each in
 * its own way. About 15 bytes. Flags: bits 0 to 2 outcome, 3 has a duration, 4 has packets, 5 and 6 form of the event id, 7 has
 * occurrences or leaks.
 */
final class RowCodec {

    static final Outcome[] OUTCOMES = Outcome.values();
    static final int OUTCOME = 0x07;
    static final int DURATION = 0x08;
    static final int PACKETS = 0x10;
    static final int ID_SHIFT = 5;
    static final int ID = 0x03;
    static final int EXTRA = 0x80;

    private final SourceTable sources;
    private final ByteWriter id = new ByteWriter(64);

    RowCodec(SourceTable sources) {
        this.sources = sources;
    }

    /** Writes the body of an event's row. */
    void write(ConnectionView event, ByteWriter out) {
        id.clear();
        EventIdForm form = EventIdForm.write(event, sources, id);
        boolean hasPackets = event.packetsSent() != 0 || event.packetsReceived() != 0;
        boolean hasExtra = event.occurrences() != 1 || event.leaks() > 0;
        out.int8(event.outcome().ordinal()
                        | (event.durationMs() != 0 ? DURATION : 0)
                        | (hasPackets ? PACKETS : 0)
                        | form.ordinal() << ID_SHIFT
                        | (hasExtra ? EXTRA : 0))
                .varint(event.bytesSent())
                .varint(event.bytesReceived());
        if (event.durationMs() != 0) {
            out.varint(event.durationMs());
        }
        if (hasPackets) {
            out.varint(event.packetsSent()).varint(event.packetsReceived());
        }
        out.raw(id);
        if (hasExtra) {
            out.varint(event.occurrences()).varint(event.leaks());
            event.leakKinds().forEach(out::text);
        }
    }
}
