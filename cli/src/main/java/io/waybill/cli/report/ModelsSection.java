package io.waybill.cli.report;

import io.waybill.schemas.Alert;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Per model: where it went, how often, how much, since when. */
final class ModelsSection {

    private static final int MAX_MODELS = 60;
    private static final int MAX_DESTINATIONS = 25;
    private static final int MAX_FIRMWARES = 8;

    private final CaseSummary summary;
    private final Texts texts;
    private final Html html;
    private final Set<String> flagged;

    ModelsSection(CaseSummary summary, Texts texts, Html html) {
        this.summary = summary;
        this.texts = texts;
        this.html = html;
        this.flagged = summary.findings().stream()
                .map(Alert::getDestination)
                .filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet());
    }

    void write() {
        html.element("h2", texts.of("nav.models"), "id", "models");
        html.element("p", texts.of("models.intro"), "class", "soft");
        summary.models().stream().limit(MAX_MODELS).forEach(this::model);
        int more = summary.models().size() - MAX_MODELS;
        if (more > 0) {
            html.element("p", texts.of("models.others", Figures.count(more)), "class", "soft");
        }
    }

    private void model(ModelSummary model) {
        html.open("article", "class", "card");
        html.element("h3", model.isUnknown() ? texts.of("models.unknown") : model.title());
        if (model.isUnknown()) {
            html.element("p", texts.of("models.unknown.intro"));
        } else {
            html.element("div", firmwares(model.firmwares()), "class", "soft");
        }
        List<DestinationSummary> destinations = model.destinations();
        String places = destinations.size() == 1
                ? texts.of("destinations.one")
                : texts.of("destinations.many", Figures.count(destinations.size()));
        html.element(
                "div",
                texts.of(
                        "models.totals",
                        Figures.count(model.connections()),
                        Figures.bytes(model.bytesSent()),
                        Figures.bytes(model.bytesReceived()),
                        places),
                "class",
                "soft");
        html.open("div", "class", "scroll").open("table").open("tr");
        head("destination", "")
                .head("place", "")
                .head("connections", "n")
                .head("failed", "n")
                .head("sent", "n");
        head("received", "n").head("devices", "n").head("seen", "").head("course", "");
        html.closeBlock("tr");
        destinations.stream().limit(MAX_DESTINATIONS).forEach(this::row);
        html.close("table").close("div");
        int more = destinations.size() - MAX_DESTINATIONS;
        if (more > 0) {
            html.element("p", texts.of("models.more", Figures.count(more)), "class", "soft");
        }
        html.closeBlock("article");
    }

    private ModelsSection head(String column, String style) {
        html.element("th", texts.of("column." + column), "class", style);
        return this;
    }

    private void row(DestinationSummary destination) {
        html.open("tr").open("td", "class", "name").text(destination.name());
        if (flagged.contains(destination.name())) {
            html.element("span", texts.of("models.flag"), "class", "flag");
        }
        html.element("span", texts.of("kind." + destination.kind()), "class", "kind")
                .close("td");
        html.element("td", destination.place().isEmpty() ? "–" : destination.place(), "class", "place");
        html.element("td", Figures.count(destination.connections()), "class", "n");
        html.element("td", Figures.percent(destination.failed(), destination.connections()), "class", "n");
        html.element("td", Figures.bytes(destination.bytesSent()), "class", "n");
        html.element("td", Figures.bytes(destination.bytesReceived()), "class", "n");
        html.element("td", Figures.count(destination.devices()), "class", "n");
        html.open("td", "class", "t")
                .text(Figures.minute(destination.firstSeen()))
                .raw("<br>");
        html.text(Figures.minute(destination.lastSeen())).close("td").open("td");
        Drawings.course(html, destination.timeline());
        html.close("td").closeBlock("tr");
    }

    private String firmwares(List<String> firmwares) {
        if (firmwares.size() == 1) {
            return texts.of("models.firmware.one", firmwares.get(0));
        }
        List<String> shown = firmwares.subList(0, Math.min(MAX_FIRMWARES, firmwares.size()));
        String names = String.join(", ", shown) + (shown.size() < firmwares.size() ? ", …" : "");
        return texts.of("models.firmware.many", Figures.count(firmwares.size()), names);
    }
}
