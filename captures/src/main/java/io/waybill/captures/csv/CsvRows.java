package io.waybill.captures.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.waybill.captures.BadRecordException;
import io.waybill.captures.CaptureInput;
import io.waybill.captures.InputProblem;
import io.waybill.captures.ReadContext;
import io.waybill.captures.text.Values;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Rows of CSV files with a header, cells by name; broken rows are reported. */
final class CsvRows {

    private CsvRows() {}

    /** Takes one row; refuses what it cannot use. */
    @FunctionalInterface
    interface RowTaker {
        void take(Row row) throws BadRecordException;
    }

    static final class Row {
        private final Map<String, Integer> columns;
        private final CsvRecord cells;

        private Row(Map<String, Integer> columns, CsvRecord cells) {
            this.columns = columns;
            this.cells = cells;
        }

        long line() {
            return cells.getStartingLineNumber();
        }

        /** The cell without blanks around it; empty where there is no such column. */
        String text(String column) throws BadRecordException {
            Integer index = columns.get(column);
            return index == null
                    ? ""
                    : Values.text(column, cells.getField(index).strip());
        }

        /** A cell that must not be empty. */
        String required(String column) throws BadRecordException {
            String text = text(column);
            if (text.isEmpty()) {
                throw new BadRecordException(column + " is missing");
            }
            return text;
        }

        /** A count; 0 where the cell is empty. */
        long count(String column) throws BadRecordException {
            String text = text(column);
            return text.isEmpty() ? 0 : Values.count(column, Values.number(column, text));
        }

        /** All cells joined, to make an id of. */
        byte[] content() {
            return String.join("\0", cells.getFields()).getBytes(StandardCharsets.UTF_8);
        }
    }

    /** The cells of the first line of a file, by its head; none where it has no whole line. */
    static List<String> header(byte[] head) {
        int newline = 0;
        while (newline < head.length && head[newline] != '\n') {
            newline++;
        }
        String line = new String(head, 0, newline, StandardCharsets.UTF_8);
        return newline == head.length
                ? List.of()
                : List.of(line.replace("\"", "").strip().split("\\s*,\\s*"));
    }

    /** Reads an input. Rows end at one whose first cell is {@code endMark}; empty for no such mark. */
    static void read(CaptureInput input, ReadContext context, String endMark, RowTaker taker) throws IOException {
        try (InputStream in = input.source().open();
                CsvReader<CsvRecord> csv = CsvReader.builder()
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .maxBufferSize(context.settings().maxRecordBytes())
                        .ofCsvRecord(in)) {
            read(csv.iterator(), input, context, endMark, taker);
        } catch (CsvParseException e) {
            context.problems()
                    .accept(new InputProblem(
                            input.name(), "file", 0, "not readable as CSV from here on: " + e.getMessage()));
        }
    }

    private static void read(
            Iterator<CsvRecord> records, CaptureInput input, ReadContext context, String endMark, RowTaker taker) {
        Map<String, Integer> columns = new HashMap<>();
        int width = 0;
        while (records.hasNext()) {
            CsvRecord cells = records.next();
            if (columns.isEmpty()) {
                width = cells.getFieldCount();
                for (int i = 0; i < width; i++) {
                    columns.putIfAbsent(cells.getField(i).strip(), i);
                }
                continue;
            }
            if (!endMark.isEmpty() && cells.getField(0).equals(endMark)) {
                return;
            }
            try {
                if (cells.getFieldCount() != width) {
                    throw new BadRecordException(cells.getFieldCount() + " cells under a header of " + width);
                }
                taker.take(new Row(columns, cells));
            } catch (BadRecordException e) {
                context.problems()
                        .accept(new InputProblem(input.name(), "line", cells.getStartingLineNumber(), e.reason()));
            }
        }
    }
}
