package io.waybill.console.api;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows as CSV (RFC 4180). Names come from the network: a text that a spreadsheet would run as a formula gets an
 * apostrophe in front, as OWASP advises; numbers stay as they are.
 */
final class Csv {

    private static final String FORMULA_STARTS = "=+-@\t\r\n";

    private Csv() {}

    static void write(ResultSet result, List<String> columns, OutputStream out) throws SQLException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text);
        csv.writeRecord(columns);
        String[] fields = new String[columns.size()];
        while (result.next()) {
            for (int i = 0; i < fields.length; i++) {
                fields[i] = field(Values.value(result, i + 1));
            }
            csv.writeRecord(fields);
        }
        try {
            csv.flush();
            text.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the reader went away", e);
        }
    }

    static String field(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = value.toString();
        boolean formula = value instanceof String && !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
        return formula ? "'" + text : text;
    }
}
