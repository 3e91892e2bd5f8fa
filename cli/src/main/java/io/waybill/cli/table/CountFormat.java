package io.waybill.cli.table;

import io.waybill.cli.report.CountsCsv;
import io.waybill.schemas.DestinationCount;
import io.waybill.streams.alert.render.Hazards;
import io.waybill.streams.alert.render.JsonLine;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The forms in which counts are shown, one count per line. Names in them come from outside and are made harmless. */
public enum CountFormat {
    /** For a terminal. */
    TABLE {
        @Override
        public Optional<String> header() {
            return Optional.of(line(
                    "MODEL", "FIRMWARE", "DESTINATION", "CC", "WINDOW", "CONN", "FAILED", "SENT", "RECEIVED", "DEV"));
        }

        @Override
        public String render(DestinationCount count) {
            return line(
                    Hazards.escape(model(count)),
                    Hazards.escape(count.getFirmware()),
                    Hazards.escape(count.getDestination()),
                    orDash(count.getCountry()),
                    count.getWindowStart().toString(),
                    Long.toString(count.getConnections()),
                    Long.toString(count.getFailed()),
                    Long.toString(count.getBytesSent()),
                    Long.toString(count.getBytesReceived()),
                    Long.toString(count.getDevices()));
        }
    },
    /** The record's own fields. */
    JSONL {
        @Override
        public Optional<String> header() {
            return Optional.empty();
        }

        @Override
        public String render(DestinationCount count) {
            return JsonLine.object(fields -> {
                fields.text("manufacturer", count.getManufacturer())
                        .text("model", count.getModel())
                        .text("firmware", count.getFirmware())
                        .text("destination", count.getDestination())
                        .text("destinationKind", count.getDestinationKind().name())
                        .text("country", count.getCountry());
                if (count.getAsn() != null) {
                    fields.whole("asn", count.getAsn());
                }
                fields.text("organisation", count.getOrganisation())
                        .text("windowStart", count.getWindowStart().toString())
                        .text("windowEnd", count.getWindowEnd().toString())
                        .whole("connections", count.getConnections())
                        .whole("failed", count.getFailed())
                        .whole("bytesSent", count.getBytesSent())
                        .whole("bytesReceived", count.getBytesReceived())
                        .whole("packetsSent", count.getPacketsSent())
                        .whole("packetsReceived", count.getPacketsReceived())
                        .whole("devices", count.getDevices())
                        .text("firstSeen", count.getFirstSeen().toString())
                        .text("lastSeen", count.getLastSeen().toString())
                        .whole("revision", count.getRevision());
            });
        }
    },
    /** As in a case's {@code counts.csv}. */
    CSV {
        @Override
        public Optional<String> header() {
            return Optional.of(CountsCsv.HEADER);
        }

        @Override
        public String render(DestinationCount count) {
            return CountsCsv.row(count);
        }
    };

    /** The line above all others, where the format has one. */
    public abstract Optional<String> header();

    /** The count on one line, without the line end. */
    public abstract String render(DestinationCount count);

    private static String model(DestinationCount count) {
        return (count.getManufacturer() + " " + count.getModel()).strip();
    }

    private static String orDash(@Nullable String text) {
        return text == null ? "-" : Hazards.escape(text);
    }

    private static String line(String... cells) {
        return String.format(
                Locale.ROOT, "%-24.24s %-22.22s %-34.34s %-3s %-20s %7s %7s %11s %11s %5s", (Object[]) cells);
    }
}
