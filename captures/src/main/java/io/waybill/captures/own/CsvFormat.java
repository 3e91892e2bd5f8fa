package io.waybill.captures.own;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.waybill.captures.BadRecordException;
import io.waybill.captures.CaptureFormat;
import io.waybill.captures.CaptureInput;
import io.waybill.captures.Connections;
import io.waybill.captures.InputProblem;
import io.waybill.captures.ReadContext;
import io.waybill.captures.text.LineIds;
import io.waybill.schemas.DeviceConnection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Waybill's own events as CSV: a header row with the schema's field names, in any order; columns it does not know are ignored. */
public final class CsvFormat implements CaptureFormat {

    @Override
    public String name() {
        return "csv";
    }

    /** A header row that has the two columns every event must have. */
    @Override
    public boolean recognises(byte[] head, String fileName) {
        String start = new String(head, 0, Math.min(head.length, 8192), StandardCharsets.UTF_8);
        int newline = start.indexOf('\n');
        if (newline < 0 || start.startsWith("{")) {
            return false;
        }
        List<String> titles =
                List.of(start.substring(0, newline).replace("\"", "").strip().split(","));
        return titles.contains("deviceId") && titles.contains("time");
    }

    @Override
    public void read(List<CaptureInput> inputs, ReadContext context) throws IOException {
        for (CaptureInput input : inputs) {
            try (InputStream in = input.source().open();
                    CsvReader<CsvRecord> csv = CsvReader.builder()
                            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                            .maxBufferSize(context.settings().maxRecordBytes())
                            .ofCsvRecord(in)) {
                read(input, csv.iterator(), context);
            } catch (CsvParseException e) {
                context.problems()
                        .accept(new InputProblem(
                                input.name(), "file", 0, "not readable as CSV from here on: " + e.getMessage()));
            }
        }
    }

    private static void read(CaptureInput input, Iterator<CsvRecord> rows, ReadContext context) {
        if (!rows.hasNext()) {
            return;
        }
        @Nullable
        ConnectionColumn[] columns = rows.next().getFields().stream()
                .map(title -> ConnectionColumn.titled(title.strip()))
                .toArray(ConnectionColumn[]::new);
        LineIds ids = new LineIds();
        while (rows.hasNext()) {
            CsvRecord row = rows.next();
            try {
                DeviceConnection event = event(input, row, columns, ids);
                DeviceNames.resolve(event, context.devices());
                context.connections().accept(event);
            } catch (BadRecordException e) {
                context.problems()
                        .accept(new InputProblem(input.name(), "line", row.getStartingLineNumber(), e.reason()));
            }
        }
    }

    private static DeviceConnection event(
            CaptureInput input, CsvRecord row, @Nullable ConnectionColumn[] columns, LineIds ids)
            throws BadRecordException {
        if (row.getFieldCount() != columns.length) {
            throw new BadRecordException(row.getFieldCount() + " cells under a header of " + columns.length);
        }
        DeviceConnection event = Connections.blank(input.name(), row.getStartingLineNumber());
        for (int i = 0; i < columns.length; i++) {
            ConnectionColumn column = columns[i];
            String cell = row.getField(i);
            if (column != null && !cell.isEmpty()) {
                column.set(event, CsvCells.restore(cell));
            }
        }
        if (event.getDeviceId() == null || event.getTime() == null) {
            throw new BadRecordException((event.getDeviceId() == null ? "deviceId" : "time") + " is missing");
        }
        if (event.getEventId() == null) {
            byte[] content = String.join("\0", row.getFields()).getBytes(StandardCharsets.UTF_8);
            event.setEventId(ids.id(content, 0, content.length, row.getStartingLineNumber()));
        }
        return event;
    }
}
