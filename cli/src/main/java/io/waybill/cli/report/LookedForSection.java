package io.waybill.cli.report;

import io.waybill.schemas.Alert;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What was looked for and how hard, so that silence can be weighed. */
final class LookedForSection {

    private final CaseFacts facts;
    private final CaseSummary summary;
    private final Texts texts;
    private final Html html;

    LookedForSection(CaseFacts facts, CaseSummary summary, Texts texts, Html html) {
        this.facts = facts;
        this.summary = summary;
        this.texts = texts;
        this.html = html;
    }

    void write() {
        html.element("h2", texts.of("nav.notfound"), "id", "notfound");
        int destinations = summary.destinations().size();
        String intro = texts.of(
                "notfound.intro",
                Figures.count(summary.connections()),
                destinations == 1
                        ? texts.of("destinations.one")
                        : texts.of("destinations.many", Figures.count(destinations)),
                Figures.duration(summary.course().length()));
        html.element("p", intro);
        if (facts.efforts().isEmpty()) {
            html.element("p", texts.of("notfound.unlisted"), "class", "soft");
            return;
        }
        html.open("div", "class", "scroll").open("table").open("tr");
        for (String column : List.of("detector", "result", "effort", "blind")) {
            if (effortIsCounted() || !column.equals("effort")) {
                html.element("th", texts.of("notfound." + column));
            }
        }
        html.closeBlock("tr");
        facts.efforts().forEach(this::row);
        html.close("table").closeBlock("div");
    }

    private boolean effortIsCounted() {
        return facts.efforts().stream().anyMatch(effort -> effort.examined().isPresent());
    }

    private void row(DetectorEffort effort) {
        String id = effort.detector();
        html.open("tr").open("td", "class", "name").text(texts.orElse("detector." + id + ".question", id));
        html.element("span", id, "class", "kind").close("td");
        html.element("td", result(id), "class", "t");
        if (effortIsCounted()) {
            html.element("td", looked(effort));
        }
        html.element("td", texts.orElse("detector." + id + ".blind", "–")).closeBlock("tr");
    }

    private String result(String detector) {
        long found = Stream.of(summary.findings(), summary.notes(), summary.suppressed())
                .flatMap(List::stream)
                .map(Alert::getDetector)
                .filter(detector::equals)
                .count();
        return found == 0
                ? texts.of("notfound.none")
                : found == 1 ? texts.of("notfound.found.one") : texts.of("notfound.found.many", Figures.count(found));
    }

    private String looked(DetectorEffort effort) {
        OptionalLong examined = effort.examined();
        OptionalLong abstained = effort.abstained();
        if (examined.isEmpty() || abstained.isEmpty()) {
            return texts.of("notfound.uncounted");
        }
        return texts.of("notfound.examined", Figures.count(examined.getAsLong())) + ", "
                + texts.of("notfound.abstained", Figures.count(abstained.getAsLong()));
    }
}
