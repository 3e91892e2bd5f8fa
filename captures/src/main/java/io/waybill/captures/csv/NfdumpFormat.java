package io.waybill.captures.csv;

import io.waybill.captures.BadRecordException;
import io.waybill.captures.CaptureFormat;
import io.waybill.captures.CaptureInput;
import io.waybill.captures.ReadContext;
import io.waybill.captures.csv.CsvRows.Row;
import io.waybill.captures.device.Endpoint;
import io.waybill.captures.netflow.FlowRecord;
import io.waybill.captures.netflow.FlowRecords;
import io.waybill.captures.text.LineIds;
import io.waybill.captures.text.Values;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;

/**
 * Flows as {@code nfdump -o csv} prints them. nfdump writes times in its own time zone without saying which; they are taken
 * as UTC, so run it with {@code TZ=UTC}.
 */
public final class NfdumpFormat implements CaptureFormat {
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral(' ')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .toFormatter(Locale.ROOT);

    private static final String TCP_FLAGS = "FSRPAU"; // lowest bit first

    @Override
    public String name() {
        return "nfdump";
    }

    @Override
    public boolean recognises(byte[] head, String fileName) {
        return CsvRows.header(head).containsAll(List.of("ts", "te", "sa", "da", "sp", "dp", "pr", "ipkt", "ibyt"));
    }

    @Override
    public void read(List<CaptureInput> inputs, ReadContext context) throws IOException {
        for (CaptureInput input : inputs) {
            LineIds ids = new LineIds();
            FlowRecords flows = new FlowRecords(input.name(), context);
            CsvRows.read(input, context, "Summary", row -> {
                byte[] content = row.content();
                flows.take(flow(row), "nfdump-" + ids.id(content, 0, content.length, row.line()), row.line());
            });
            flows.end();
        }
    }

    private static FlowRecord flow(Row row) throws BadRecordException {
        long start = time("ts", row.required("ts"));
        return new FlowRecord(
                new Endpoint(null, Values.ip("sa", row.required("sa")), port(row, "sp")),
                new Endpoint(null, Values.ip("da", row.required("da")), port(row, "dp")),
                protocol(row.required("pr")),
                start,
                Math.max(start, time("te", row.required("te"))),
                row.count("ibyt"),
                row.count("ipkt"),
                row.count("obyt"),
                row.count("opkt"),
                flags(row.text("flg")),
                false);
    }

    private static long time(String column, String text) throws BadRecordException {
        try {
            long millis =
                    LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC).toEpochMilli();
            return Values.time(column, millis).toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) { // years of nine digits have no milliseconds
            throw new BadRecordException(column + ": '" + Values.shorten(text) + "' is no time");
        }
    }

    /** ICMP has type and code here, as {@code 8.0}. */
    private static int port(Row row, String column) throws BadRecordException {
        String text = row.text(column);
        return text.isEmpty() || text.indexOf('.') >= 0 ? 0 : Values.port(column, Values.number(column, text));
    }

    private static int protocol(String text) throws BadRecordException {
        return switch (text) {
            case "TCP" -> 6;
            case "UDP" -> 17;
            case "ICMP" -> 1;
            case "ICMP6" -> 58;
            default -> text.matches("[0-9]{1,3}") ? (int) Values.within("pr", Values.number("pr", text), 0, 255) : 255;
        };
    }

    private static int flags(String text) {
        int flags = 0;
        for (int bit = 0; bit < TCP_FLAGS.length(); bit++) {
            flags |= text.indexOf(TCP_FLAGS.charAt(bit)) >= 0 ? 1 << bit : 0;
        }
        return flags;
    }
}
