package io.waybill.streams.aggregate.destination;

import io.waybill.streams.aggregate.destination.DestinationKey.Kind;
import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.part.DetectCodec;
import io.waybill.streams.part.Part.CountPart;
import io.waybill.streams.part.PartCodec;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.store.Changelog;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Which rows changed since the last commit. Their entries are made from what the rows hold when they are written.
 *
 * <p>Of a window that closes a sender has many rows, so all it says of a destination in that window goes into one entry, as what was
 * published of them goes into another. Where only a few of many rows changed, each of these goes into an entry of its own, which then
 * stands behind the other one and is taken back later. Both replace what they say, whichever is written last: entries are taken back in
 * the order in which they were written.
 */
final class RowChanges {

    /** Rows get entries of their own when fewer than one in so many changed. */
    static final int ALONE_BELOW = 8;

    /** An entry of more bytes is not written: its rows get entries of their own. A broker takes a megabyte by default. */
    static final int MOST_BYTES = 256 << 10;

    private final Map<WindowRows, Changed> changed = new LinkedHashMap<>();
    private final ByteWriter value = new ByteWriter(1 << 10);

    private record Changed(
            Destination destination, Map<Integer, Set<DestinationRow>> said, Set<DestinationRow> published) {}

    /** A sender said something of a row. */
    void said(Destination destination, DestinationRow row, int sender) {
        of(destination, row)
                .said()
                .computeIfAbsent(sender, any -> new LinkedHashSet<>())
                .add(row);
    }

    /** A row was published. */
    void published(Destination destination, DestinationRow row) {
        of(destination, row).published().add(row);
    }

    private Changed of(Destination destination, DestinationRow row) {
        return changed.computeIfAbsent(
                row.of(), any -> new Changed(destination, new TreeMap<>(), new LinkedHashSet<>()));
    }

    /** Rows of a window were forgotten: what changed of them is not written any more. */
    void forget(WindowRows rows) {
        changed.remove(rows);
    }

    /** Writes them. */
    void writeTo(Changelog changelog) {
        changed.forEach((rows, each) -> {
            each.said().forEach((sender, of) -> writeSaid(changelog, each.destination(), rows, sender, of));
            if (!each.published().isEmpty()) {
                writePublished(changelog, each.destination(), rows, each.published());
            }
        });
        changed.clear();
    }

    private void writeSaid(
            Changelog changelog, Destination destination, WindowRows rows, int sender, Set<DestinationRow> these) {
        boolean together = write(
                changelog,
                DestinationKey.ofWindow(Kind.COUNT_ROWS, destination, rows.window(), sender),
                rows.isTogether(sender),
                these,
                these.stream().filter(row -> !row.isSaidBy(sender)).toList(),
                rows.saidBy(sender),
                (row, out) -> row.writeSaid(sender, out),
                row -> writeSaidAlone(changelog, destination, row, sender));
        rows.together(sender, together);
    }

    private void writePublished(
            Changelog changelog, Destination destination, WindowRows rows, Set<DestinationRow> these) {
        boolean together = write(
                changelog,
                DestinationKey.ofWindow(Kind.PUBLISHED_ROWS, destination, rows.window(), 0),
                rows.isPublishedTogether(),
                these,
                List.of(),
                rows.published(),
                (row, out) -> row.published().writeTo(out),
                row -> writePublishedAlone(changelog, destination, row));
        rows.publishedTogether(together);
    }

    /**
     * Writes rows that changed, together with the others or each alone.
     *
     * @param together whether an entry under the key holds all rows
     * @param gone those of the changed rows that are not among all rows any more
     * @return whether an entry under the key holds all rows now
     */
    private boolean write(
            Changelog changelog,
            DestinationKey key,
            boolean together,
            Set<DestinationRow> these,
            List<DestinationRow> gone,
            List<DestinationRow> all,
            Content content,
            Consumer<DestinationRow> alone) {
        if (gone.isEmpty() && these.size() * ALONE_BELOW < all.size()) {
            these.forEach(alone);
            return together;
        }
        if (fits(all, content)) {
            gone.stream().filter(row -> row.isSaidAlone).forEach(alone);
            if (!all.isEmpty() || together) {
                changelog.write(key.toBytes(), all.isEmpty() ? null : value.toBytes());
            }
            return !all.isEmpty();
        }
        if (together) {
            changelog.write(key.toBytes(), null);
            gone.forEach(alone);
            all.forEach(alone);
        } else {
            these.forEach(alone);
        }
        return false;
    }

    /** What is written of a row besides its cohort. */
    private interface Content {
        void write(DestinationRow row, ByteWriter out);
    }

    /** Makes one value of all these rows; false when it would be too large. */
    private boolean fits(List<DestinationRow> rows, Content content) {
        value.clear();
        value.varint(rows.size());
        for (DestinationRow row : rows) {
            DetectCodec.cohort(value, row.cohort());
            content.write(row, value);
            if (value.size() > MOST_BYTES) {
                return false;
            }
        }
        return true;
    }

    private static void writeSaidAlone(Changelog changelog, Destination destination, DestinationRow row, int sender) {
        RowKey key = row.key();
        row.isSaidAlone = true;
        changelog.write(
                DestinationKey.ofRow(Kind.COUNT_PART, destination, key, sender).toBytes(),
                row.isSaidBy(sender)
                        ? PartCodec.write(
                                new CountPart(destination, key.cohort(), key.window(), sender, row.of(sender)))
                        : null);
    }

    private static void writePublishedAlone(Changelog changelog, Destination destination, DestinationRow row) {
        row.isPublishedAlone = true;
        changelog.write(
                DestinationKey.ofRow(Kind.COUNT_PUBLISHED, destination, row.key(), 0)
                        .toBytes(),
                row.published().toBytes());
    }
}
