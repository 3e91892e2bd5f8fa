package io.waybill.cli.report;

import io.waybill.schemas.Alert;
import io.waybill.schemas.Evidence;
import io.waybill.schemas.Severity;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The findings, by destination, most serious first; then what was noted without concern, then what policy keeps quiet. */
final class FindingsSection {

    private static final int MAX_GROUPS = 50;
    private static final int MAX_IN_GROUP = 6;
    private static final int MAX_OF_ONE_DETECTOR = 2;
    private static final int MAX_EVIDENCE = 5;
    private static final int MAX_NOTES = 40;

    private final CaseSummary summary;
    private final Set<String> files;
    private final Texts texts;
    private final Html html;

    /** With the names of the evidence files beside the report. */
    FindingsSection(CaseSummary summary, Set<String> files, Texts texts, Html html) {
        this.summary = summary;
        this.files = files;
        this.texts = texts;
        this.html = html;
    }

    void write() {
        html.element("h2", texts.of("nav.findings"), "id", "findings");
        List<FindingGroup> groups = FindingGroup.of(summary.findings());
        html.element("p", texts.of(groups.isEmpty() ? "findings.none" : "findings.intro"), "class", "soft");
        groups.stream().limit(MAX_GROUPS).forEach(this::group);
        if (groups.size() > MAX_GROUPS) {
            html.element(
                    "p", texts.of("findings.more", Figures.count(groups.size() - (long) MAX_GROUPS)), "class", "soft");
        }
        brief("findings.notes", summary.notes());
        brief("findings.suppressed", summary.suppressed());
    }

    private void group(FindingGroup group) {
        html.open("article", "class", "card group " + word(group.first().getSeverity()));
        html.element("h3", group.destination() == null ? texts.of("finding.nodestination") : group.destination());
        summary.destinations().stream()
                .filter(destination -> destination.name().equals(group.destination())
                        && !destination.place().isEmpty())
                .findFirst()
                .ifPresent(destination -> html.element("div", destination.place(), "class", "soft"));
        Map<String, Integer> shownByDetector = new HashMap<>();
        int shown = 0;
        String left = "";
        for (Alert alert : group.alerts()) {
            boolean enough = shown >= MAX_IN_GROUP
                    || shownByDetector.merge(alert.getDetector(), 1, Integer::sum) > MAX_OF_ONE_DETECTOR;
            if (enough) {
                left = left.isEmpty() ? about(alert) : left;
            } else {
                finding(alert);
                shown++;
            }
        }
        if (shown < group.alerts().size()) {
            String more = Figures.count(group.alerts().size() - (long) shown);
            html.element("p", texts.of("findings.more.in", more, left), "class", "soft");
        }
        html.closeBlock("article");
    }

    private void finding(Alert alert) {
        html.open("section", "class", "finding").open("h4");
        badge(alert.getSeverity());
        html.text(title(alert)).text(": ").text(about(alert)).close("h4");
        html.element("p", alert.getExplanation());
        html.open("dl");
        html.element("dt", texts.of("finding.observed")).element("dd", observed(alert));
        html.element("dt", texts.of("finding.expected")).element("dd", value(alert, alert.getExpected()));
        if (alert.getLowerBound() != null || alert.getUpperBound() != null) {
            html.element("dt", texts.of("finding.accepted")).element("dd", accepted(alert));
        }
        html.element("dt", texts.of("finding.basis")).element("dd", basis(alert));
        String period = Figures.minute(alert.getWindow().getStart()) + " – "
                + Figures.minute(alert.getWindow().getEnd());
        html.element("dt", texts.of("finding.period")).element("dd", period);
        if (alert.getKnownService() != null) {
            html.element("dt", texts.of("finding.service")).element("dd", alert.getKnownService());
        }
        long confidence = Math.round(100 * alert.getScore());
        html.element("dt", texts.of("finding.confidence", Long.toString(confidence)))
                .open("dd");
        Drawings.meter(html, alert.getScore());
        html.close("dd").close("dl");
        evidence(alert.getEvidence());
        files(alert);
        html.closeBlock("section");
    }

    private void evidence(List<Evidence> evidence) {
        if (evidence.isEmpty()) {
            return;
        }
        html.open("div", "class", "scroll").open("table").open("tr");
        html.element("th", texts.of("finding.evidence") + ": " + texts.of("finding.evidence.capture"));
        html.element("th", texts.of("finding.evidence.position"), "class", "n");
        html.element("th", texts.of("finding.evidence.time"));
        html.element("th", texts.of("finding.evidence.device")).close("tr");
        for (Evidence event : evidence.subList(0, Math.min(MAX_EVIDENCE, evidence.size()))) {
            html.open("tr").element("td", event.getCapture());
            html.element("td", Figures.count(event.getPosition()), "class", "n");
            html.element("td", Figures.second(event.getTime()), "class", "t");
            html.element("td", event.getDeviceId()).close("tr");
        }
        html.close("table").close("div");
    }

    private void files(Alert alert) {
        String name = EvidenceFiles.FOLDER + "/" + EvidenceFiles.name(alert.getId());
        List<String> beside = Stream.of(name + ".pcapng", name + ".jsonl")
                .filter(files::contains)
                .toList();
        if (!beside.isEmpty()) {
            html.open("p", "class", "soft").text(texts.of("finding.files") + " ");
            beside.forEach(file -> html.element("a", file, "href", file).text(" "));
            html.close("p");
        }
    }

    private void brief(String name, List<Alert> alerts) {
        if (alerts.isEmpty()) {
            return;
        }
        html.element("h4", texts.of(name) + " (" + Figures.count(alerts.size()) + ")");
        html.element("p", texts.of(name + ".intro"), "class", "soft").open("ul", "class", "plain");
        for (Alert alert : alerts.subList(0, Math.min(MAX_NOTES, alerts.size()))) {
            String rule = alert.getSuppressedBy() == null
                    ? ""
                    : " (" + texts.of("finding.rule", alert.getSuppressedBy()) + ")";
            html.element("li", title(alert) + ": " + alert.getExplanation() + rule);
        }
        if (alerts.size() > MAX_NOTES) {
            html.element("li", "…");
        }
        html.closeBlock("ul");
    }

    private static String observed(Alert alert) {
        String number = value(alert, alert.getObserved());
        return alert.getMeasure().isEmpty() ? number : number + " (" + alert.getMeasure() + ")";
    }

    /** A share as percent, anything else as the number it is. */
    private static String value(Alert alert, double value) {
        boolean share = alert.getMeasure().startsWith("share") && value >= 0 && value <= 1;
        return share ? Figures.number(100 * value) + " %" : Figures.number(value);
    }

    private String accepted(Alert alert) {
        if (alert.getLowerBound() == null) {
            return texts.of("finding.accepted.to", value(alert, alert.getUpperBound()));
        }
        return alert.getUpperBound() == null
                ? texts.of("finding.accepted.from", value(alert, alert.getLowerBound()))
                : texts.of(
                        "finding.accepted.between",
                        value(alert, alert.getLowerBound()),
                        value(alert, alert.getUpperBound()));
    }

    private String basis(Alert alert) {
        String devices = alert.getDevices() == 1
                ? texts.of("finding.devices.one")
                : texts.of("finding.devices.many", Figures.count(alert.getDevices()));
        return texts.of("finding.basis.value", Figures.count(alert.getSamples()), devices);
    }

    private String title(Alert alert) {
        return texts.orElse("detector." + alert.getDetector() + ".title", alert.getDetector());
    }

    private String about(Alert alert) {
        String level = alert.getSubject().getLevel().name().toLowerCase(Locale.ROOT);
        String value = level.equals("fleet") ? "" : alert.getSubject().getValue();
        return texts.of("finding.about", texts.of("level." + level), value).strip();
    }

    private void badge(Severity severity) {
        html.element("span", texts.of("severity." + word(severity)), "class", "badge " + word(severity));
    }

    private static String word(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
