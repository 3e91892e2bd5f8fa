package io.waybill.streams.aggregate.destination;

import static java.util.Objects.requireNonNull;

import io.waybill.streams.codec.ByteReader;
import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.part.PartCodec;
import io.waybill.streams.part.Sums;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One count row of a destination: what each sender said of it, packed into bytes, because rows are many and rarely read, and what was
 * published of it.
 */
final class DestinationRow {

    private static final byte[] NOTHING = new byte[0];

    private final RowKey key;
    private final WindowRows of;

    /** Sender, number of bytes, and the sums in these, one sender after the other. */
    private byte[] said = NOTHING;

    private int revision;
    private long publishedHash;

    /** Whether it changed since it was last published. */
    boolean waits;

    /** Whether what was said of it may stand in entries of its own. */
    boolean isSaidAlone;

    /** Whether what was published of it may stand in an entry of its own. */
    boolean isPublishedAlone;

    DestinationRow(RowKey key, WindowRows of) {
        this.key = key;
        this.of = of;
    }

    /** The rows of its window. */
    WindowRows of() {
        return of;
    }

    RowKey key() {
        return key;
    }

    /** What a sender says replaces what it said before; {@link Sums#NONE} takes that back. */
    void say(int sender, Sums sums, ByteWriter scratch) {
        scratch.clear();
        if (!sums.isNone()) {
            PartCodec.sums(scratch, sums);
        }
        say(sender, scratch.toBytes(), scratch);
    }

    /** The same with the bytes of sums, or none. */
    void say(int sender, byte[] sums, ByteWriter scratch) {
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
        if (sums.length > 0) {
            scratch.varint(sender).block(sums);
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

    boolean isSaidBy(int sender) {
        return find(sender) != null;
    }

    /** Writes the bytes of the sums that a sender says; it has to say some. */
    void writeSaid(int sender, ByteWriter out) {
        ByteReader in = requireNonNull(find(sender));
        int from = in.position();
        in.skipBlock();
        out.raw(said, from, in.position() - from);
    }

    /** In front of the bytes that a sender says, or null. */
    private @Nullable ByteReader find(int sender) {
        ByteReader in = new ByteReader(said);
        while (in.hasMore()) {
            if (in.varint32() == sender) {
                return in;
            }
            in.skipBlock();
        }
        return null;
    }

    /** What a sender says; {@link Sums#NONE} where that is nothing. */
    Sums of(int sender) {
        ByteReader in = find(sender);
        if (in == null) {
            return Sums.NONE;
        }
        in.varint32();
        return PartCodec.sums(in);
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
