package io.waybill.cli.report;

import java.util.List;

/** What the case was made from, with what, and what could not be used. */
final class ProvenanceSection {

    private static final int MAX_PROBLEMS = 100;
    private static final int MAX_UNKNOWN_DEVICES = 40;
    private static final String DB_IP = "https://db-ip.com";

    private final CaseFacts facts;
    private final Texts texts;
    private final Html html;

    ProvenanceSection(CaseFacts facts, Texts texts, Html html) {
        this.facts = facts;
        this.texts = texts;
        this.html = html;
    }

    void write() {
        html.element("h2", texts.of("nav.provenance"), "id", "provenance");
        html.element("p", texts.of("provenance.intro"));
        files();
        tally();
        unknownDevices();
        problems();
        made();
    }

    private void files() {
        html.element("h4", texts.of("provenance.files"))
                .open("div", "class", "scroll")
                .open("table")
                .open("tr");
        html.element("th", texts.of("provenance.role")).element("th", texts.of("provenance.name"));
        html.element("th", texts.of("provenance.size"), "class", "n");
        html.element("th", texts.of("provenance.events"), "class", "n");
        html.element("th", texts.of("provenance.problems"), "class", "n");
        html.element("th", texts.of("provenance.digest")).closeBlock("tr");
        for (CaseFile file : facts.files()) {
            html.open("tr").element("td", file.role()).element("td", file.name(), "class", "name");
            html.element("td", file.sizeBytes() < 0 ? "–" : Figures.bytes(file.sizeBytes()), "class", "n");
            html.element("td", Figures.count(file.events()), "class", "n");
            html.element("td", Figures.count(file.problems()), "class", "n");
            html.open("td")
                    .element("code", file.sha256().isEmpty() ? "–" : file.sha256())
                    .close("td");
            html.closeBlock("tr");
        }
        html.close("table").closeBlock("div");
    }

    private void tally() {
        CaseTally tally = facts.tally();
        html.element("h4", texts.of("provenance.tally"));
        html.element(
                "p",
                texts.of(
                        "provenance.tally.value",
                        Figures.count(tally.in()),
                        Figures.count(tally.counted()),
                        Figures.count(tally.leftOutInAll())));
        if (!tally.balances()) {
            html.element("p", texts.of("provenance.tally.wrong"), "class", "flag");
        }
        if (!tally.leftOut().isEmpty()) {
            html.open("ul", "class", "plain");
            tally.leftOut()
                    .forEach((reason, events) ->
                            html.element("li", texts.of("provenance.leftout", reason, Figures.count(events))));
            html.closeBlock("ul");
        }
    }

    private void unknownDevices() {
        List<String> unknown = facts.devices().stream()
                .filter(CaseDevice::isUnknown)
                .map(CaseDevice::deviceId)
                .sorted()
                .toList();
        if (unknown.isEmpty()) {
            return;
        }
        int shown = Math.min(MAX_UNKNOWN_DEVICES, unknown.size());
        String names = String.join(", ", unknown.subList(0, shown));
        String more = unknown.size() > shown
                ? ", " + texts.of("provenance.unknown.more", Figures.count(unknown.size() - (long) shown))
                : "";
        html.element("h4", texts.of("provenance.unknown") + " (" + Figures.count(unknown.size()) + ")");
        html.element("p", texts.of("provenance.unknown.intro", names + more));
    }

    private void problems() {
        List<String> problems = facts.problems();
        if (problems.isEmpty()) {
            return;
        }
        html.element("h4", texts.of("provenance.problemlist") + " (" + Figures.count(problems.size()) + ")");
        html.open("ul", "class", "plain");
        problems.stream()
                .limit(MAX_PROBLEMS)
                .forEach(problem -> html.open("li").element("code", problem).close("li"));
        html.closeBlock("ul");
        if (problems.size() > MAX_PROBLEMS) {
            String more = Figures.count(problems.size() - (long) MAX_PROBLEMS);
            html.element("p", texts.of("provenance.problems.more", more), "class", "soft");
        }
    }

    private void made() {
        html.element("h4", texts.of("provenance.parameters"));
        if (facts.parameters().isEmpty()) {
            html.element("p", texts.of("provenance.parameters.none"));
        }
        html.open("dl");
        facts.parameters().forEach((name, value) -> html.element("dt", name).element("dd", value));
        html.element("dt", texts.of("provenance.tool")).element("dd", "waybill " + facts.toolVersion());
        html.element("dt", texts.of("provenance.ipdata")).open("dd").text(facts.ipData());
        if (facts.ipData().contains(DB_IP)) {
            html.text(" – ").element("a", texts.of("provenance.attribution"), "href", DB_IP);
        }
        html.close("dd").closeBlock("dl");
    }
}
