package io.waybill.streams.detect.periodic;

import java.util.Locale;

/**
 * A picture of recall: one square per period, jitter to the right, missing contacts downwards, ours above and RITA's score below;
 * the darker the cell the more was found. Plain SVG, readable in a repository's pages.
 */
final class RecallPlot {

    private static final int CELL = 14;
    private static final int GAP = 22;
    private static final int LEFT = 74;
    private static final int TOP = 46;

    private final StringBuilder body = new StringBuilder();
    private final double[] jitters;
    private final double[] missings;
    private int columns;

    RecallPlot(double[] jitters, double[] missings) {
        this.jitters = jitters;
        this.missings = missings;
        text(4, TOP + CELL * missings.length / 2 + 4, "Waybill");
        text(4, second() + CELL * missings.length / 2 + 4, "RITA 0.8");
        text(
                LEFT,
                12,
                String.format(
                        Locale.ROOT,
                        "Share found, white none, black all. In each square: jitter 0 to %.0f %% to the right, missing 0 to %.0f %% down",
                        jitters[jitters.length - 1] * 100,
                        missings[missings.length - 1] * 100));
    }

    /** Adds a period: shares found, by missing, then jitter. */
    void add(String period, double[][] ours, double[][] theirs) {
        int x = LEFT + columns++ * (CELL * jitters.length + GAP);
        text(x, TOP - 8, period);
        square(x, TOP, ours);
        square(x, second(), theirs);
    }

    private int second() {
        return TOP + CELL * missings.length + GAP;
    }

    private void square(int left, int top, double[][] shares) {
        for (int row = 0; row < shares.length; row++) {
            for (int column = 0; column < shares[row].length; column++) {
                int grey = (int) Math.round(255 * (1 - shares[row][column]));
                body.append(String.format(
                        Locale.ROOT,
                        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"rgb(%d,%d,%d)\" stroke=\"#888\"/>%n",
                        left + column * CELL,
                        top + row * CELL,
                        CELL,
                        CELL,
                        grey,
                        grey,
                        grey));
            }
        }
    }

    private void text(int x, int y, String words) {
        body.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" font-family=\"sans-serif\" font-size=\"11\">%s</text>%n",
                x,
                y,
                words));
    }

    String svg() {
        int width = LEFT + columns * (CELL * jitters.length + GAP);
        int height = second() + CELL * missings.length + 12;
        return String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">%n"
                                + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                        width,
                        height,
                        width,
                        height)
                + body + "</svg>\n";
    }
}
