package io.waybill.cli.report;

import java.util.Set;

/**
 * {@code report.html}: the case for a reader who is no engineer. One file without scripts, fonts or pictures from elsewhere; it
 * follows the reader's light or dark setting and prints.
 */
public final class ReportHtml {

    private final CaseFacts facts;
    private final CaseSummary summary;
    private final Texts texts = new Texts();
    private final Html html = new Html();

    private final Set<String> evidence;

    private ReportHtml(CaseResult result, Set<String> evidence) {
        this.evidence = evidence;
        this.facts = result.facts();
        this.summary = CaseSummary.of(result);
    }

    /**
     * The whole file.
     *
     * @param evidence names of the evidence files beside it
     */
    public static String text(CaseResult result, Set<String> evidence) {
        return new ReportHtml(result, evidence).write();
    }

    private String write() {
        ReportPage.open(html, texts.of("title", facts.name()));
        header();
        new FindingsSection(summary, evidence, texts, html).write();
        new ModelsSection(summary, texts, html).write();
        new LookedForSection(facts, summary, texts, html).write();
        limits();
        new ProvenanceSection(facts, texts, html).write();
        return ReportPage.close(html);
    }

    private void header() {
        html.open("header").element("div", texts.of("brand"), "class", "brand");
        html.element("h1", facts.name());
        if (summary.connections() == 0) {
            html.element("p", texts.of("nothing"), "class", "lead");
        } else {
            String period = texts.of(
                    "period",
                    Figures.minute(summary.course().begin()),
                    Figures.minute(summary.course().end()),
                    Figures.duration(summary.course().length()));
            html.element("div", period, "class", "soft");
            html.open("p", "class", "lead").text(sentence()).close("p");
        }
        html.open("ul", "class", "tiles");
        tile("tile.findings", FindingGroup.of(summary.findings()).size());
        tile("tile.models", knownModels());
        if (!facts.devices().isEmpty()) {
            tile("tile.devices", facts.devices().size());
        }
        tile("tile.destinations", summary.destinations().size());
        tile("tile.connections", summary.connections());
        html.closeBlock("ul").open("nav");
        for (String section : new String[] {"findings", "models", "notfound", "limits", "provenance"}) {
            html.element("a", texts.of("nav." + section), "href", "#" + section);
        }
        html.close("nav").closeBlock("header");
    }

    private String sentence() {
        int groups = FindingGroup.of(summary.findings()).size();
        String findings = groups == 0
                ? texts.of("summary.findings.none")
                : groups == 1
                        ? texts.of("summary.findings.one")
                        : texts.of("summary.findings.many", Figures.count(groups));
        return texts.of(
                        "summary",
                        Figures.count(summary.connections()),
                        models(),
                        counted("destinations", summary.destinations().size()))
                + " " + findings;
    }

    private int knownModels() {
        return (int)
                summary.models().stream().filter(model -> !model.isUnknown()).count();
    }

    private String models() {
        int known = knownModels();
        if (known == summary.models().size()) {
            return counted("models", known);
        }
        return known == 0 ? texts.of("models.none") : texts.of("models.andunknown", counted("models", known));
    }

    private String counted(String what, int number) {
        return number == 1 ? texts.of(what + ".one") : texts.of(what + ".many", Figures.count(number));
    }

    private void tile(String name, long number) {
        html.open("li").element("b", Figures.count(number)).text(texts.of(name + (number == 1 ? ".one" : "")));
        html.close("li");
    }

    private void limits() {
        html.element("h2", texts.of("nav.limits"), "id", "limits").open("ul", "class", "plain");
        for (int i = 1; i <= Integer.parseInt(texts.of("limits")); i++) {
            html.element("li", texts.of("limit." + i));
        }
        html.closeBlock("ul");
    }
}
