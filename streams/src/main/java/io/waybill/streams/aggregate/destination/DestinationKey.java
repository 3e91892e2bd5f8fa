package io.waybill.streams.aggregate.destination;

import io.waybill.streams.codec.ByteReader;
import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.part.DetectCodec;
import io.waybill.streams.part.Part;
import io.waybill.streams.part.Part.ActivityPart;
import io.waybill.streams.part.Part.CohortsPart;
import io.waybill.streams.part.Part.CountPart;
import io.waybill.streams.part.Part.FindingsPart;
import io.waybill.streams.part.Part.PolicyPart;
import io.waybill.streams.part.Part.ProgressPart;
import io.waybill.streams.part.Part.ReachPart;
import io.waybill.streams.part.PartCodec;
import io.waybill.streams.resolve.Destination;

/**
 * Key of an entry in the changelog of a {@link DestinationBook}. Parts are stored as they came, under what they are about.
 *
 * @param kind what the entry is
 * @param destination what the entry is about; {@link Destination#OTHER} where it is about the fleet
 * @param detail device for findings; empty for the others
 * @param row window and cohort for rows
 * @param sender partition that said it, or 0
 */
record DestinationKey(Kind kind, Destination destination, String detail, RowKey row, int sender) {

    /** What an entry is. The order is part of the stored layout: new kinds go to the end. */
    enum Kind {
        COUNT_PART,
        REACH_PART,
        FINDINGS_PART,
        ACTIVITY_PART,
        COHORTS_PART,
        PROGRESS_PART,
        POLICY_PART,
        COUNT_PUBLISHED,
        ACTIVITY_PUBLISHED,
        VERDICTS_HASH,
        /** All rows of a sender in a window. */
        COUNT_ROWS,
        /** What was published of all rows in a window. */
        PUBLISHED_ROWS
    }

    static final RowKey NO_ROW = new RowKey(0, Cohort.FLEET);

    private static final Kind[] KINDS = Kind.values();

    static DestinationKey of(Kind kind, Destination destination, int sender) {
        return new DestinationKey(kind, destination, "", NO_ROW, sender);
    }

    static DestinationKey ofFleet(Kind kind, int sender) {
        return of(kind, Destination.OTHER, sender);
    }

    static DestinationKey ofRow(Kind kind, Destination destination, RowKey row, int sender) {
        return new DestinationKey(kind, destination, "", row, sender);
    }

    static DestinationKey ofWindow(Kind kind, Destination destination, long window, int sender) {
        return ofRow(kind, destination, new RowKey(window, Cohort.FLEET), sender);
    }

    byte[] toBytes() {
        ByteWriter out = new ByteWriter(64).int8(kind.ordinal());
        PartCodec.destination(out, destination);
        out.text(detail).varint(row.window());
        DetectCodec.cohort(out, row.cohort());
        return out.varint(sender).toBytes();
    }

    /** What the entry under a key is, without reading more of the key. */
    static Kind kind(byte[] bytes) {
        return KINDS[bytes[0]];
    }

    static DestinationKey read(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        return new DestinationKey(
                KINDS[in.int8()],
                PartCodec.destination(in),
                in.text(),
                new RowKey(in.varint(), DetectCodec.cohort(in)),
                in.varint32());
    }

    /** Where a statement is kept: the next one of its sender about the same replaces it. */
    static DestinationKey of(Part part) {
        if (part instanceof CountPart count) {
            RowKey row = new RowKey(count.window(), count.cohort());
            return ofRow(Kind.COUNT_PART, count.destination(), row, count.sender());
        } else if (part instanceof ReachPart reach) {
            return of(Kind.REACH_PART, reach.destination(), reach.sender());
        } else if (part instanceof FindingsPart findings) {
            return new DestinationKey(Kind.FINDINGS_PART, findings.destination(), findings.deviceId(), NO_ROW, 0);
        } else if (part instanceof ActivityPart activity) {
            RowKey row = new RowKey(activity.window(), Cohort.FLEET);
            return ofRow(Kind.ACTIVITY_PART, Destination.OTHER, row, activity.sender());
        } else if (part instanceof CohortsPart cohorts) {
            return ofFleet(Kind.COHORTS_PART, cohorts.sender());
        } else if (part instanceof ProgressPart progress) {
            return ofFleet(Kind.PROGRESS_PART, progress.progress().sender());
        } else if (part instanceof PolicyPart) {
            return ofFleet(Kind.POLICY_PART, 0);
        }
        throw new IllegalStateException("not for the destination side: " + part);
    }
}
