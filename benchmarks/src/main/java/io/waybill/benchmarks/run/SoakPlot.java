package io.waybill.benchmarks.run;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A long run drawn: memory, state for each event, and latency over time, one below the other (SVG). */
public final class SoakPlot {

    private static final int WIDTH = 720;
    private static final int PANEL = 150;
    private static final int LEFT = 60;
    private static final int GAP = 34;

    private SoakPlot() {}

    /**
     * The picture.
     *
     * @param title its parameters, in one line
     * @param samples one at least
     */
    public static String svg(String title, List<SoakSample> samples) {
        int height = 3 * (PANEL + GAP) + GAP;
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + (WIDTH + LEFT + 20) + " " + height
                + "\" font-family=\"sans-serif\" font-size=\"11\">\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
                + text(LEFT, 16, escaped(title))
                + panel(
                        0,
                        "live heap (dark) and resident memory, MB",
                        samples,
                        sample -> sample.liveBytes() / 1e6,
                        sample -> sample.residentBytes() / 1e6)
                + panel(1, "live bytes per event kept", samples, SoakSample::bytesPerEvent, SoakSample::bytesPerEvent)
                + panel(
                        2,
                        "from writing an event to reading its count, s: median (dark) and p99",
                        samples,
                        sample -> sample.medianMillis() / 1e3,
                        sample -> sample.p99Millis() / 1e3)
                + "</svg>\n";
    }

    private static String panel(
            int number,
            String title,
            List<SoakSample> samples,
            ToDoubleFunction<SoakSample> dark,
            ToDoubleFunction<SoakSample> light) {
        int top = GAP + number * (PANEL + GAP);
        double most = samples.stream()
                .mapToDouble(sample -> Math.max(dark.applyAsDouble(sample), light.applyAsDouble(sample)))
                .max()
                .orElse(1);
        double scale = most <= 0 ? 1 : most;
        return text(LEFT, top + 10, title)
                + "<path d=\"M" + LEFT + " " + (top + 16) + "V" + (top + PANEL) + "H" + (LEFT + WIDTH)
                + "\" fill=\"none\" stroke=\"#999\"/>\n"
                + text(4, top + 22, String.format(Locale.ROOT, "%.1f", scale))
                + text(4, top + PANEL, "0")
                + text(
                        LEFT + WIDTH - 40,
                        top + PANEL + 14,
                        samples.get(samples.size() - 1).seconds() / 60 + " min")
                + line(samples, light, scale, top, "#8ab4d8")
                + line(samples, dark, scale, top, "#1b4f80");
    }

    private static String line(
            List<SoakSample> samples, ToDoubleFunction<SoakSample> of, double scale, int top, String colour) {
        double last = Math.max(1, samples.get(samples.size() - 1).seconds());
        StringBuilder points = new StringBuilder();
        for (SoakSample sample : samples) {
            points.append(String.format(
                    Locale.ROOT,
                    "%.1f,%.1f ",
                    LEFT + WIDTH * sample.seconds() / last,
                    top + PANEL - (PANEL - 16) * Math.max(0, of.applyAsDouble(sample)) / scale));
        }
        return "<polyline points=\"" + points.toString().strip() + "\" fill=\"none\" stroke=\"" + colour
                + "\" stroke-width=\"1.5\"/>\n";
    }

    private static String text(int x, int y, String words) {
        return "<text x=\"" + x + "\" y=\"" + y + "\" fill=\"#333\">" + words + "</text>\n";
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;");
    }
}
