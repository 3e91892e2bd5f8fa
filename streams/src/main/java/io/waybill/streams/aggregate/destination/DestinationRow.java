package io.waybill.streams.aggregate.destination;

import io.waybill.streams.codec.ByteReader;
import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.part.PartCodec;
import io.waybill.streams.part.Sums;
import java.util.ArrayList;
import java.util.List;

/**
 * One count row of a destination: what each sender said of it, packed into bytes, because rows are many and rarely read, and what was
 * published of it.
 */
final class DestinationRow {

    private static final byte[] NOTHING = new byte[0];

    private final RowKey key;

    /** Sender, number of bytes, and the sums in these, one sender after the other. */
    private byte[] said = NOTHING;

    private int revision;
    private long publishedHash;

    /** Whether it changed since it was last published. */
    boolean waits;

    DestinationRow(RowKey key) {
        this.key = key;
    }

    RowKey key() {
        return key;
    }

    /** What a sender says replaces what it said before; {@link Sums#NONE} takes that back. */
    void say(int sender, Sums sums, ByteWriter scratch) {
        scratch.clear();
        ByteReader in = new ByteReader(said);
        while (in.hasMore()) {
            int from = in.position();
            boolean isOther = in.varint32() != sender;
            in.skipBlock();
            if (isOther) {
                scratch.raw(said, from, in.position() - from);
            }
        }
        if (!sums.isNone()) {
            int others = scratch.size();
            PartCodec.sums(scratch, sums);
            byte[] fresh = scratch.toBytes();
            scratch.cut(others);
            scratch.varint(sender).block(fresh, others, fresh.length - others);
        }
        said = scratch.size() == 0 ? NOTHING : scratch.toBytes();
    }

    /** Who says anything of it. */
    List<Integer> senders() {
        List<Integer> senders = new ArrayList<>(2);
        ByteReader in = new ByteReader(said);
        while (in.hasMore()) {
            senders.add(in.varint32());
            in.skipBlock();
        }
        return senders;
    }

    /** What a sender says; {@link Sums#NONE} where that is nothing. */
    Sums of(int sender) {
        ByteReader in = new ByteReader(said);
        while (in.hasMore()) {
            if (in.varint32() == sender) {
                in.varint32();
                return PartCodec.sums(in);
            }
            in.skipBlock();
        }
        return Sums.NONE;
    }

    /** What all say, added up. */
    Sums total() {
        Sums total = Sums.NONE;
        ByteReader in = new ByteReader(said);
        while (in.hasMore()) {
            in.varint32();
            in.varint32();
            Sums each = PartCodec.sums(in);
            total = total.isNone() ? each : total.plus(each);
        }
        return total;
    }

    Cohort cohort() {
        return key.cohort();
    }

    Published published() {
        return new Published(revision, publishedHash);
    }

    void published(Published what) {
        revision = what.revision();
        publishedHash = what.contentHash();
    }

    boolean isSaid() {
        return said.length > 0;
    }

    /** Whether nobody says anything of it, and nothing is published that may have to be taken back. */
    boolean isNothing() {
        return !isSaid() && revision == 0;
    }
}
