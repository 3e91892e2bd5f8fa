package io.waybill.cli.report;

import io.waybill.schemas.Alert;
import io.waybill.schemas.SubjectLevel;
import io.waybill.streams.detect.stats.Binomial;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What was looked for and how hard, so that silence can be weighed. */
final class LookedForSection {

    private static final double CONFIDENCE = 0.95;
    private static final int MAX_PROMISES = 40;

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
        for (String column : List.of("detector", "result", "effort", "bound", "blind")) {
            if (effortIsCounted() || !column.equals("effort") && !column.equals("bound")) {
                html.element("th", texts.of("notfound." + column));
            }
        }
        html.closeBlock("tr");
        facts.efforts().forEach(this::row);
        html.close("table").closeBlock("div");
        if (effortIsCounted()) {
            html.element("p", texts.of("notfound.bound.note"), "class", "soft");
        }
        promises();
    }

    /** Settings that were off, and destinations that fell silent for it: a finding of its own, with how sure it is. */
    private void promises() {
        List<Alert> kept = Stream.of(summary.findings(), summary.notes(), summary.suppressed())
                .flatMap(List::stream)
                .filter(alert -> alert.getDetector().equals("opt-out-honoured")
                        && alert.getSubject().getLevel() != SubjectLevel.DEVICE)
                .sorted(Comparator.comparing((Alert alert) -> alert.getSubject().getValue())
                        .thenComparing(alert -> String.valueOf(alert.getDestination())))
                .toList();
        if (kept.isEmpty()) {
            return;
        }
        html.element("h3", texts.of("kept.title"));
        html.element("p", texts.of("kept.intro"), "class", "soft");
        html.open("div", "class", "scroll").open("table").open("tr");
        for (String column : List.of("subject", "destination", "devices", "bound")) {
            html.element("th", texts.of("kept." + column));
        }
        html.closeBlock("tr");
        for (Alert alert : kept.subList(0, Math.min(MAX_PROMISES, kept.size()))) {
            html.open("tr").element("td", alert.getSubject().getValue());
            html.element("td", alert.getDestination() == null ? "–" : alert.getDestination());
            html.element("td", texts.of("kept.none", Figures.count(alert.getSamples())), "class", "t");
            html.element("td", atMost(Binomial.upperBound(0, alert.getSamples(), CONFIDENCE)), "class", "t")
                    .closeBlock("tr");
        }
        html.close("table").closeBlock("div");
        if (kept.size() > MAX_PROMISES) {
            html.element("p", texts.of("kept.more", Figures.count(kept.size() - (long) MAX_PROMISES)), "class", "soft");
        }
    }

    /** What silence proves: where none of n does it, the share of all that do is below this bound. */
    private String bound(DetectorEffort effort) {
        long examined = effort.examined().orElse(0);
        boolean silent = found(effort.detector()) == 0;
        return silent && examined > 0 && effort.of() == DetectorEffort.Of.DEVICES
                ? atMost(Binomial.upperBound(0, examined, CONFIDENCE))
                : "–";
    }

    /** Rounded up: a bound must not get better by being written. */
    private String atMost(double share) {
        return texts.of("notfound.atmost", Figures.number(Math.ceil(1_000 * share) / 10));
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
            html.element("td", bound(effort));
        }
        html.element("td", texts.orElse("detector." + id + ".blind", "–")).closeBlock("tr");
    }

    private long found(String detector) {
        return Stream.of(summary.findings(), summary.notes(), summary.suppressed())
                .flatMap(List::stream)
                .map(Alert::getDetector)
                .filter(detector::equals)
                .count();
    }

    private String result(String detector) {
        long found = found(detector);
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
        if (examined.getAsLong() == 0) {
            return texts.orElse("detector." + effort.detector() + ".needs", texts.of("notfound.toolittle"));
        }
        String of = effort.of() == DetectorEffort.Of.MODELS ? "models" : "devices";
        return texts.of("notfound.examined." + of, Figures.count(examined.getAsLong())) + ", "
                + texts.of("notfound.abstained", Figures.count(abstained.getAsLong()));
    }
}
