package io.waybill.captures.own;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.waybill.schemas.DeviceConnection;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Events as CSV with a header row. */
final class CsvConnectionWriter implements ConnectionWriter {
    private static final ConnectionColumn[] COLUMNS = ConnectionColumn.values();
    private final CsvWriter csv;

    CsvConnectionWriter(OutputStream out) {
        csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(new BufferedOutputStream(out, 64 * 1024));
        csv.writeRecord(Arrays.stream(COLUMNS).map(ConnectionColumn::title).toList());
    }

    @Override
    public void accept(DeviceConnection event) {
        String[] cells = new String[COLUMNS.length];
        for (int i = 0; i < cells.length; i++) {
            String cell = COLUMNS[i].cell(event);
            cells[i] = cell == null ? "" : CsvCells.neutralise(cell);
        }
        csv.writeRecord(cells);
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
