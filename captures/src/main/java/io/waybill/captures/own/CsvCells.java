package io.waybill.captures.own;

/**
 * Cells that no spreadsheet takes for a formula. A cell starting with {@code = + - @}, tab or carriage return gets an
 * apostrophe in front, which spreadsheets hide and {@link #restore} removes.
 */
public final class CsvCells {
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private CsvCells() {}

    /** The cell, harmless in a spreadsheet. */
    public static String neutralise(String cell) {
        return startsFormula(cell, 0) || startsNeutralised(cell) ? "'" + cell : cell;
    }

    /** What {@link #neutralise} was given. */
    public static String restore(String cell) {
        return startsNeutralised(cell) ? cell.substring(1) : cell;
    }

    private static boolean startsNeutralised(String cell) {
        int apostrophes = 0;
        while (apostrophes < cell.length() && cell.charAt(apostrophes) == '\'') {
            apostrophes++;
        }
        return apostrophes > 0 && startsFormula(cell, apostrophes);
    }

    private static boolean startsFormula(String cell, int at) {
        return cell.length() > at && FORMULA_STARTS.indexOf(cell.charAt(at)) >= 0;
    }
}
