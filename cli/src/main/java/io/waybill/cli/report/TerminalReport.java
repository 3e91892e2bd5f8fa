package io.waybill.cli.report;

import io.waybill.schemas.Alert;
import io.waybill.streams.alert.render.Hazards;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The summary of a case for a terminal: what was read, which models, where they went, what is wrong. */
public final class TerminalReport {

    private static final int MAX_MODELS = 12;
    private static final int MAX_DESTINATIONS = 12;
    private static final int MAX_FINDINGS = 15;

    private TerminalReport() {}

    /** The whole summary, ending with a line end. */
    public static String text(CaseResult result) {
        CaseSummary summary = CaseSummary.of(result);
        StringBuilder text = new StringBuilder();
        header(text, result.facts(), summary);
        if (summary.connections() > 0) {
            models(text, result.facts(), summary);
            destinations(text, summary.destinations());
        }
        findings(text, summary);
        return text.toString();
    }

    private static void header(StringBuilder text, CaseFacts facts, CaseSummary summary) {
        CaseTally tally = facts.tally();
        text.append("Case ").append(Hazards.escape(facts.name()));
        if (summary.connections() > 0) {
            text.append(": ")
                    .append(Figures.minute(summary.course().begin()))
                    .append(" to ")
                    .append(Figures.minute(summary.course().end()))
                    .append(" UTC (")
                    .append(Figures.duration(summary.course().length()))
                    .append(')');
        }
        text.append("\n  ").append(Figures.count(tally.in())).append(" events read, ");
        text.append(Figures.count(tally.counted())).append(" counted");
        for (Map.Entry<String, Long> reason : tally.leftOut().entrySet()) {
            text.append(", ")
                    .append(Figures.count(reason.getValue()))
                    .append(' ')
                    .append(Hazards.escape(reason.getKey()));
        }
        text.append(tally.balances() ? "" : " (these numbers do not add up: please report it)");
        if (!facts.problems().isEmpty()) {
            text.append("; ")
                    .append(Figures.count(facts.problems().size()))
                    .append(facts.problems().size() == 1 ? " problem" : " problems")
                    .append(" in the input");
        }
        text.append("\n\n");
    }

    private static void models(StringBuilder text, CaseFacts facts, CaseSummary summary) {
        TextTable table =
                new TextTable("MODEL", "FIRMWARE", ">DEVICES", ">DESTINATIONS", ">CONNECTIONS", ">SENT", ">RECEIVED");
        for (ModelSummary model : first(summary.models(), MAX_MODELS)) {
            long devices = facts.devices().stream()
                    .filter(device -> device.manufacturer().equals(model.manufacturer())
                            && device.model().equals(model.model()))
                    .count();
            table.row(
                    model.title(),
                    model.firmwares().size() == 1
                            ? model.firmwares().get(0)
                            : model.firmwares().size() + " builds",
                    devices == 0 ? "–" : Figures.count(devices),
                    Figures.count(model.destinations().size()),
                    Figures.count(model.connections()),
                    Figures.bytes(model.bytesSent()),
                    Figures.bytes(model.bytesReceived()));
        }
        text.append(table);
        more(text, summary.models().size(), MAX_MODELS, "models");
        long unknown = facts.devices().stream().filter(CaseDevice::isUnknown).count();
        if (unknown > 0) {
            text.append("  ")
                    .append(Figures.count(unknown))
                    .append(unknown == 1 ? " device is" : " devices are")
                    .append(" in no inventory and counted as model \"unknown\"; --inventory names them.\n");
        }
        text.append('\n');
    }

    private static void destinations(StringBuilder text, List<DestinationSummary> destinations) {
        TextTable table = new TextTable(
                "DESTINATION", "PLACE", ">CONNECTIONS", ">FAILED", ">SENT", ">RECEIVED", "FIRST SEEN (UTC)");
        for (DestinationSummary destination : first(destinations, MAX_DESTINATIONS)) {
            table.row(
                    destination.name(),
                    destination.place(),
                    Figures.count(destination.connections()),
                    Figures.percent(destination.failed(), destination.connections()),
                    Figures.bytes(destination.bytesSent()),
                    Figures.bytes(destination.bytesReceived()),
                    Figures.minute(destination.firstSeen()));
        }
        text.append(table);
        more(text, destinations.size(), MAX_DESTINATIONS, "destinations");
        text.append('\n');
    }

    private static void findings(StringBuilder text, CaseSummary summary) {
        if (summary.findings().isEmpty()) {
            text.append("  No findings above informational.\n");
        }
        for (Alert alert : first(summary.findings(), MAX_FINDINGS)) {
            text.append("  ")
                    .append(alert.getSeverity().name())
                    .append("  ")
                    .append(Hazards.escape(alert.getDetector()))
                    .append("  ")
                    .append(alert.getSubject().getLevel().name().toLowerCase(Locale.ROOT))
                    .append(' ')
                    .append(Hazards.escape(alert.getSubject().getValue()))
                    .append(alert.getDestination() == null ? "" : " -> " + Hazards.escape(alert.getDestination()))
                    .append("\n        ")
                    .append(Hazards.escape(alert.getExplanation()))
                    .append('\n');
        }
        more(text, summary.findings().size(), MAX_FINDINGS, "findings");
        text.append("  ")
                .append(Figures.count(summary.notes().size()))
                .append(" informational, ")
                .append(Figures.count(summary.suppressed().size()))
                .append(" kept quiet by policy.\n");
    }

    private static void more(StringBuilder text, int size, int shown, String what) {
        if (size > shown) {
            text.append("  ... and ")
                    .append(Figures.count(size - (long) shown))
                    .append(" more ")
                    .append(what)
                    .append('\n');
        }
    }

    private static <T> List<T> first(List<T> all, int bound) {
        return all.subList(0, Math.min(bound, all.size()));
    }
}
