package io.waybill.captures.zeek;

import io.waybill.captures.BadRecordException;
import org.jspecify.annotations.Nullable;

/** Splits rows of a tab-separated log in one pass over their bytes. */
final class TsvSplitter {
    private final TsvHeader header;

    TsvSplitter(TsvHeader header) {
        this.header = header;
    }

    /** Fills the row from a line; one with too few or too many values is no row. */
    void split(byte[] buffer, int start, int end, ZeekRow row) throws BadRecordException {
        @Nullable ZeekField[] columns = header.columns();
        byte separator = header.separator();
        byte[] unset = header.unset();
        byte[] empty = header.empty();
        row.reset(buffer);
        int column = 0;
        int valueStart = start;
        for (int i = start; i <= end; i++) {
            if (i == end || buffer[i] == separator) {
                if (column < columns.length) {
                    ZeekField field = columns[column];
                    if (field != null && !equal(buffer, valueStart, i, unset) && !equal(buffer, valueStart, i, empty)) {
                        row.set(field, valueStart, i);
                    }
                }
                column++;
                valueStart = i + 1;
            }
        }
        if (column != columns.length && column + spaced(buffer, start, end) != columns.length) {
            throw new BadRecordException(column + " values under a header of " + columns.length);
        }
    }

    private static boolean equal(byte[] buffer, int start, int end, byte[] word) {
        if (end - start != word.length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (buffer[start + i] != word[i]) {
                return false;
            }
        }
        return true;
    }

    /** Labels that were added behind the last value with three spaces each, as some labelled collections have them. */
    private static int spaced(byte[] buffer, int start, int end) {
        int labels = 0;
        for (int i = end - 1; i > start + 2 && buffer[i] != '\t'; i--) {
            if (buffer[i] == ' ' && buffer[i - 1] == ' ' && buffer[i - 2] == ' ') {
                labels++;
                i -= 2;
            }
        }
        return labels;
    }
}
