package io.waybill.streams.aggregate.destination;

import io.waybill.streams.aggregate.destination.DestinationKey.Kind;
import io.waybill.streams.part.Part.CountPart;
import io.waybill.streams.part.PartCodec;
import io.waybill.streams.part.Sums;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.store.Changelog;
import java.util.ArrayList;
import java.util.List;

/** Which rows changed since the last commit. Their entries are made from what the rows hold when they are written. */
final class RowChanges {

    private final List<Said> said = new ArrayList<>();
    private final List<Shown> published = new ArrayList<>();

    private record Said(Destination destination, DestinationRow row, int sender) {}

    private record Shown(Destination destination, DestinationRow row) {}

    /** A sender said something of a row. */
    void said(Destination destination, DestinationRow row, int sender) {
        said.add(new Said(destination, row, sender));
    }

    /** A row was published. */
    void published(Destination destination, DestinationRow row) {
        published.add(new Shown(destination, row));
    }

    /** Writes them; those that were forgotten meanwhile have to be removed behind this. */
    void writeTo(Changelog changelog) {
        for (Said each : said) {
            RowKey key = each.row().key();
            Sums sums = each.row().of(each.sender());
            changelog.write(
                    DestinationKey.ofRow(Kind.COUNT_PART, each.destination(), key, each.sender())
                            .toBytes(),
                    sums.isNone()
                            ? null
                            : PartCodec.write(new CountPart(
                                    each.destination(), key.cohort(), key.window(), each.sender(), sums)));
        }
        for (Shown each : published) {
            changelog.write(
                    DestinationKey.ofRow(
                                    Kind.COUNT_PUBLISHED,
                                    each.destination(),
                                    each.row().key(),
                                    0)
                            .toBytes(),
                    each.row().published().toBytes());
        }
        said.clear();
        published.clear();
    }
}
