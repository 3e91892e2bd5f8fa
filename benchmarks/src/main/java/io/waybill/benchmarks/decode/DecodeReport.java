package io.waybill.benchmarks.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures of one file as text: one table, then how often each of the others' time holds ours. Rates are by processor time. */
final class DecodeReport {

    private static final String ROW = "%-36s %8s %8s %8s %14s %8s%n";

    private final String unit;
    private final long records;
    private final long bytes;
    private final List<Figure> figures = new ArrayList<>();

    /** @param unit what the records are, in the plural */
    DecodeReport(String unit, long records, long bytes) {
        this.unit = unit;
        this.records = records;
        this.bytes = bytes;
    }

    /** Those whose name begins with {@code waybill} or {@code decoding} are ours. */
    void add(Figure figure) {
        figures.add(figure);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "%,d MB, %,d %s", bytes / 1_000_000, records, unit));
        lines.add(row("", "CPU s", "wall s", "MB/s", unit + "/s", "peak MB"));
        figures.forEach(figure -> lines.add(row(figure)));
        for (Figure own : figures) {
            if (isOwn(own)) {
                figures.stream().filter(other -> !isOwn(other)).forEach(other -> lines.add(ratio(own, other)));
            }
        }
        return lines;
    }

    private static boolean isOwn(Figure figure) {
        return figure.who().startsWith("waybill") || figure.who().startsWith("decoding");
    }

    private String row(Figure figure) {
        double seconds = Math.max(1, figure.cpuMillis()) / 1e3;
        return row(
                figure.who(),
                String.format(Locale.ROOT, "%.2f", figure.cpuMillis() / 1e3),
                String.format(Locale.ROOT, "%.2f", figure.wallMillis() / 1e3),
                String.format(Locale.ROOT, "%,.0f", bytes / 1e6 / seconds),
                String.format(Locale.ROOT, "%,.0f", records / seconds),
                figure.peakBytes() == 0 ? "" : Long.toString(figure.peakBytes() >> 20));
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, ROW, cells).stripTrailing();
    }

    private static String ratio(Figure own, Figure other) {
        double times = own.timesFasterThan(other);
        String said = times >= 1
                ? String.format(Locale.ROOT, "%.1f times faster than", times)
                : String.format(Locale.ROOT, "%.1f times the time of", 1 / times);
        return own.who() + ": " + said + " " + other.who();
    }
}
