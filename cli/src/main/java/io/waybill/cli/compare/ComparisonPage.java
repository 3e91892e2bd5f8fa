package io.waybill.cli.compare;

import io.waybill.cli.report.Html;
import io.waybill.cli.report.ReportPage;
import io.waybill.cli.report.Texts;
import io.waybill.console.compare.Verdict;
import java.util.List;

/** A comparison as a page of its own, in the dress of the report. */
final class ComparisonPage {

    private static final int MAX_ROWS = 500;

    private final Comparison comparison;
    private final Texts texts = new Texts();
    private final Html html = new Html();

    private ComparisonPage(Comparison comparison) {
        this.comparison = comparison;
    }

    static String text(Comparison comparison) {
        return new ComparisonPage(comparison).write();
    }

    private String write() {
        ReportPage.open(
                html,
                texts.of(
                        "compare.title",
                        comparison.before().name(),
                        comparison.after().name()));
        html.open("header").element("div", texts.of("brand"), "class", "brand");
        html.element(
                "h1", comparison.before().name() + " → " + comparison.after().name());
        html.element(
                "p",
                texts.of(
                        "compare.before",
                        comparison.before().name(),
                        comparison.before().span()),
                "class",
                "soft");
        html.element(
                "p",
                texts.of(
                        "compare.after",
                        comparison.after().name(),
                        comparison.after().span()),
                "class",
                "soft");
        html.element("p", texts.of("compare.intro"));
        html.closeBlock("header");
        findings();
        for (Verdict verdict : List.of(Verdict.APPEARED, Verdict.VANISHED, Verdict.CHANGED, Verdict.UNCLEAR)) {
            contacts(verdict);
        }
        String same = Integer.toString(comparison.contacts(Verdict.SAME).size());
        html.element("p", texts.of("compare.same", same), "class", "soft");
        return ReportPage.close(html);
    }

    private void findings() {
        html.element("h2", texts.of("compare.findings"));
        if (comparison.alerts().isEmpty()) {
            html.element("p", texts.of("compare.findings.none"), "class", "soft");
        }
        for (AlertChange change : comparison.alerts()) {
            AlertFact alert = change.newest();
            html.open("article", "class", "card group " + severityClass(alert.severity()))
                    .open("h3");
            html.element("span", texts.of("compare." + change.verdict().word()), "class", "badge");
            String detector = texts.orElse("detector." + alert.detector() + ".title", alert.detector());
            html.text(detector + ": " + alert.subject()
                    + (alert.destination().isEmpty() ? "" : " → " + alert.destination()));
            html.close("h3").element("p", alert.explanation());
            html.element("p", ComparisonFormat.severities(change), "class", "soft")
                    .closeBlock("article");
        }
    }

    /** Severities come from a file that anybody may have written. */
    private static String severityClass(String severity) {
        return List.of("low", "medium", "high", "critical").contains(severity) ? severity : "informational";
    }

    private void contacts(Verdict verdict) {
        List<ContactChange> changes = comparison.contacts(verdict);
        html.element("h2", texts.of("compare." + verdict.word()) + " (" + changes.size() + ")");
        html.element("p", texts.of("compare." + verdict.word() + ".intro"), "class", "soft");
        if (changes.isEmpty()) {
            return;
        }
        html.open("div", "class", "scroll").open("table").open("tr");
        for (String column : List.of("model", "destination", "before", "after", "rate.before", "rate.after")) {
            html.element("th", texts.of("compare.column." + column));
        }
        html.close("tr");
        for (ContactChange change : changes.subList(0, Math.min(MAX_ROWS, changes.size()))) {
            html.open("tr")
                    .element("td", change.contact().model())
                    .element("td", change.contact().destination(), "class", "name")
                    .element("td", Long.toString(change.before().connections()), "class", "n")
                    .element("td", Long.toString(change.after().connections()), "class", "n")
                    .element("td", ComparisonFormat.rate(change.before()), "class", "n")
                    .element("td", ComparisonFormat.rate(change.after()), "class", "n")
                    .close("tr");
        }
        html.close("table").close("div");
        if (changes.size() > MAX_ROWS) {
            html.element("p", texts.of("compare.more", Integer.toString(changes.size() - MAX_ROWS)), "class", "soft");
        }
    }
}
