package io.waybill.cli.report;

import io.waybill.streams.alert.render.Hazards;
import java.util.ArrayList;
import java.util.List;

/** A table for a terminal: columns as wide as their widest cell, within a bound; names cannot move the cursor. */
final class TextTable {

    private static final int MAX_CELL_CHARS = 44;

    private final List<List<String>> rows = new ArrayList<>();
    private final boolean[] right;

    /** A column whose title starts with {@code >} is set flush right. */
    TextTable(String... titles) {
        right = new boolean[titles.length];
        List<String> header = new ArrayList<>();
        for (int i = 0; i < titles.length; i++) {
            right[i] = titles[i].startsWith(">");
            header.add(right[i] ? titles[i].substring(1) : titles[i]);
        }
        rows.add(header);
    }

    TextTable row(String... cells) {
        List<String> row = new ArrayList<>();
        for (String cell : cells) {
            String safe = Hazards.escape(cell);
            row.add(safe.length() > MAX_CELL_CHARS ? safe.substring(0, MAX_CELL_CHARS - 1) + "…" : safe);
        }
        rows.add(row);
        return this;
    }

    @Override
    public String toString() {
        int[] widths = new int[right.length];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String padding = " ".repeat(widths[i] - row.get(i).length());
                line.append("  ").append(right[i] ? padding + row.get(i) : row.get(i) + padding);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
