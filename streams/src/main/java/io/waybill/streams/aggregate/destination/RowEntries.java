package io.waybill.streams.aggregate.destination;

import io.waybill.streams.codec.ByteReader;
import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.part.DetectCodec;
import io.waybill.streams.part.Part.CountPart;
import io.waybill.streams.part.PartCodec;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Takes back from the changelog what {@link RowChanges} wrote, into the rows of a destination. */
final class RowEntries {

    private static final byte[] NOTHING = new byte[0];

    private final DestinationRows rows;
    private final UnaryOperator<Cohort> interned;
    private final ByteWriter scratch;

    /** Whether any row has to be published perhaps. */
    private boolean waits;

    private RowEntries(DestinationRows rows, UnaryOperator<Cohort> interned, ByteWriter scratch) {
        this.rows = rows;
        this.interned = interned;
        this.scratch = scratch;
    }

    /**
     * Takes an entry back.
     *
     * @param value null where the entry was removed
     * @param interned gives the one object that stands for a cohort
     * @return whether any row of the entry's window has to be published, perhaps
     */
    static boolean restore(
            DestinationRows rows,
            DestinationKey entry,
            byte @Nullable [] value,
            UnaryOperator<Cohort> interned,
            ByteWriter scratch) {
        RowEntries entries = new RowEntries(rows, interned, scratch);
        switch (entry.kind()) {
            case COUNT_PART -> entries.part(entry, value);
            case COUNT_PUBLISHED -> entries.published(entry.row(), value);
            case COUNT_ROWS -> entries.parts(entry.row().window(), entry.sender(), value);
            case PUBLISHED_ROWS -> entries.allPublished(entry.row().window(), value);
            default -> throw new IllegalArgumentException("no entry of rows: " + entry);
        }
        return entries.waits;
    }

    private void part(DestinationKey entry, byte @Nullable [] value) {
        if (value == null) {
            DestinationRow row = rows.find(entry.row());
            if (row != null) {
                say(row, entry.sender(), NOTHING);
            }
        } else {
            CountPart part = (CountPart) PartCodec.read(value);
            DestinationRow row = rows.in(part.window()).row(interned.apply(part.cohort()));
            row.isSaidAlone = true;
            row.say(part.sender(), part.sums(), scratch);
            row.waits = true;
            waits = true;
        }
    }

    private void parts(long window, int sender, byte @Nullable [] value) {
        WindowRows of = rows.in(window);
        of.together(sender, value != null);
        of.saidBy(sender).forEach(row -> say(row, sender, NOTHING));
        if (value != null) {
            ByteReader in = new ByteReader(value);
            for (int left = in.count(); left > 0; left--) {
                Cohort cohort = interned.apply(DetectCodec.cohort(in));
                say(of.row(cohort), sender, in.block());
            }
        }
        rows.removeIfEmpty(of);
    }

    private void say(DestinationRow row, int sender, byte[] sums) {
        row.say(sender, sums, scratch);
        row.waits = true;
        waits = true;
    }

    private void published(RowKey key, byte @Nullable [] value) {
        if (value == null) {
            rows.remove(key);
        } else {
            DestinationRow row = rows.in(key.window()).row(interned.apply(key.cohort()));
            row.isPublishedAlone = true;
            published(row, Published.read(new ByteReader(value)));
        }
    }

    private void allPublished(long window, byte @Nullable [] value) {
        WindowRows of = rows.in(window);
        of.publishedTogether(value != null);
        if (value == null) {
            for (DestinationRow row : of.published()) {
                row.published(Published.NEVER);
                if (row.isNothing()) {
                    of.remove(row.cohort());
                }
            }
        } else {
            ByteReader in = new ByteReader(value);
            for (int left = in.count(); left > 0; left--) {
                Cohort cohort = interned.apply(DetectCodec.cohort(in));
                published(of.row(cohort), Published.read(in));
            }
        }
        rows.removeIfEmpty(of);
    }

    /** Where no sender says anything of it, it may have to be taken back. */
    private void published(DestinationRow row, Published what) {
        row.published(what);
        if (!row.isSaid()) {
            row.waits = true;
            waits = true;
        }
    }
}
