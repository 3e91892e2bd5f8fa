package io.waybill.console.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What axe-core finds on the page at hand, of serious and critical impact. The script is put in by the driver, past the page's policy. */
final class Accessibility {

    private static final String AXE = script();
    private static final String RUN = """
            const done = arguments[arguments.length - 1];
            axe.run(document, {resultTypes: ['violations']}).then(
                (result) => done(result.violations.filter((each) => ['serious', 'critical'].includes(each.impact))
                    .map((each) => `${each.impact} ${each.id}: ${each.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`)),
                (error) => done(['axe failed: ' + error]));
            """;

    private Accessibility() {}

    static List<String> faults(Browser browser) {
        browser.run(AXE);
        if (browser.runAsync(RUN) instanceof List<?> faults) {
            return faults.stream().map(String::valueOf).toList();
        }
        return List.of("axe gave no answer");
    }

    private static String script() {
        try (InputStream in = Accessibility.class.getResourceAsStream("/axe.min.js")) {
            if (in == null) {
                throw new IllegalStateException("axe.min.js is missing from the test class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
