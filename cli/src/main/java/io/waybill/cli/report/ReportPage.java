package io.waybill.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Head and foot of a page that stands alone: no scripts, no fonts, nothing from a network, held to that by its own policy. */
public final class ReportPage {

    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

    private ReportPage() {}

    /** Everything up to the begin of the content. */
    public static void open(Html html, String title) {
        html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.open("meta", "http-equiv", "Content-Security-Policy", "content", POLICY)
                .raw("\n");
        html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.element("title", title).raw("\n<style>\n");
        html.raw(style()).raw("</style>\n</head>\n<body>\n<main>\n");
    }

    /** Everything behind the content; gives back the whole page. */
    public static String close(Html html) {
        return html.raw("</main>\n</body>\n</html>\n").toString();
    }

    private static String style() {
        try (InputStream in =
                Objects.requireNonNull(ReportPage.class.getResourceAsStream("report.css"), "report.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException damaged) {
            throw new UncheckedIOException("the style of the report cannot be read", damaged);
        }
    }
}
