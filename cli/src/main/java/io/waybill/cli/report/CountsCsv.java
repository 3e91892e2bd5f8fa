package io.waybill.cli.report;

import io.waybill.schemas.DestinationCount;
import io.waybill.streams.alert.render.CsvRow;
import java.util.List;

/**
 * {@code counts.csv}: what each model and firmware did at each destination in each window. Times are ISO 8601 in UTC, cells
 * that nobody knows are empty. Revisions are not in it: they tell how a row came about.
 */
public final class CountsCsv {

    /** Names of the columns. */
    public static final String HEADER =
            "model,firmware,destination,country,asn,window_start,window_end,connections,failed,"
                    + "bytes_sent,bytes_received,devices,first_seen,last_seen,manufacturer,destination_kind,organisation,"
                    + "packets_sent,packets_received";

    private CountsCsv() {}

    /** The whole file, with the rows in the order given. */
    public static String text(List<DestinationCount> counts) {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        counts.forEach(count -> text.append(row(count)).append('\n'));
        return text.toString();
    }

    /** One row, without the line end. */
    public static String row(DestinationCount count) {
        CsvRow row = new CsvRow()
                .text(count.getModel())
                .text(count.getFirmware())
                .text(count.getDestination())
                .text(count.getCountry())
                .text(count.getAsn() == null ? null : count.getAsn().toString())
                .text(count.getWindowStart().toString())
                .text(count.getWindowEnd().toString())
                .whole(count.getConnections())
                .whole(count.getFailed())
                .whole(count.getBytesSent())
                .whole(count.getBytesReceived())
                .whole(count.getDevices())
                .text(count.getFirstSeen().toString())
                .text(count.getLastSeen().toString())
                .text(count.getManufacturer())
                .text(count.getDestinationKind().name())
                .text(count.getOrganisation())
                .whole(count.getPacketsSent())
                .whole(count.getPacketsReceived());
        return row.toString();
    }
}
