package io.waybill.streams.alert.render;

import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A row of CSV by RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe in front, because host names,
 * app names and file names are whatever a stranger chose; {@linkplain Hazards hazards} are written out.
 */
public final class CsvRow {

    private final StringJoiner cells = new StringJoiner(",");

    /** A text from outside; null is an empty cell. */
    public CsvRow text(@Nullable String value) {
        cells.add(value == null ? "" : quoted(neutral(Hazards.escape(value))));
        return this;
    }

    /** A whole number. */
    public CsvRow whole(long value) {
        cells.add(Long.toString(value));
        return this;
    }

    /** A number in its {@link CanonicalNumber} form. */
    public CsvRow number(double value) {
        cells.add(CanonicalNumber.text(value));
        return this;
    }

    /** The row, without the line end. */
    @Override
    public String toString() {
        return cells.toString();
    }

    private static String neutral(String value) {
        boolean formula = !value.isEmpty() && "=+-@".indexOf(value.charAt(0)) >= 0;
        return formula ? "'" + value : value;
    }

    private static String quoted(String value) {
        boolean needed =
                value.indexOf(',') >= 0 || value.indexOf('"') >= 0 || value.startsWith(" ") || value.endsWith(" ");
        return needed ? "\"" + value.replace("\"", "\"\"") + "\"" : value;
    }
}
