package io.waybill.cli.report;

/** Small drawings for the report, as SVG with whole coordinates. */
final class Drawings {

    private static final int COURSE_HEIGHT = 20;
    private static final int METER_WIDTH = 120;

    private Drawings() {}

    /** A bar for each part of the span that saw a connection. */
    static void course(Html html, long[] timeline) {
        long most = 1;
        for (long part : timeline) {
            most = Math.max(most, part);
        }
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < timeline.length; i++) {
            if (timeline[i] > 0) {
                long height = Math.max(2, timeline[i] * COURSE_HEIGHT / most);
                path.append('M')
                        .append(2 * i + 1)
                        .append(' ')
                        .append(COURSE_HEIGHT)
                        .append('v')
                        .append(-height);
            }
        }
        String width = Integer.toString(2 * timeline.length);
        String height = Integer.toString(COURSE_HEIGHT);
        html.open("svg", "class", "course", "width", width, "height", height, "viewBox", "0 0 " + width + " " + height);
        html.open("path", "class", "floor", "d", "M0 " + COURSE_HEIGHT + "h" + width)
                .close("path");
        html.open("path", "d", path.toString(), "stroke-width", "2")
                .close("path")
                .close("svg");
    }

    /** A bar that is full at 1. */
    static void meter(Html html, double score) {
        String filled = Long.toString(Math.round(METER_WIDTH * Math.max(0, Math.min(1, score))));
        String width = Integer.toString(METER_WIDTH);
        html.open("svg", "class", "meter", "width", width, "height", "8", "viewBox", "0 0 " + width + " 8");
        html.open("rect", "class", "track", "width", width, "height", "8", "rx", "4")
                .close("rect");
        html.open("rect", "class", "fill", "width", filled, "height", "8", "rx", "4")
                .close("rect")
                .close("svg");
    }
}
