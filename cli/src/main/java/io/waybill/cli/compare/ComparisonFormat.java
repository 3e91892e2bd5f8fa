package io.waybill.cli.compare;

import io.waybill.cli.report.Figures;
import io.waybill.console.compare.Verdict;
import io.waybill.streams.alert.render.Hazards;
import io.waybill.streams.alert.render.JsonLine;
import java.io.IOException;
import java.util.Locale;

/** The forms in which a comparison is shown. Names in it come from outside and are made harmless. */
public enum ComparisonFormat {
    /** For a terminal. */
    TABLE {
        @Override
        public String render(Comparison comparison) {
            StringBuilder text = new StringBuilder();
            text.append("before  ").append(title(comparison.before())).append('\n');
            text.append("after   ").append(title(comparison.after())).append("\n\n");
            text.append(String.format(
                    Locale.ROOT, ROW, "", "MODEL", "DESTINATION", "BEFORE", "AFTER", "PER DEVICE AND HOUR"));
            for (ContactChange change : comparison.contacts()) {
                if (change.verdict() != Verdict.SAME) {
                    text.append(String.format(
                            Locale.ROOT,
                            ROW,
                            change.verdict().word(),
                            Hazards.escape(change.contact().model()),
                            Hazards.escape(change.contact().destination()),
                            change.before().connections(),
                            change.after().connections(),
                            rate(change.before()) + " -> " + rate(change.after())));
                }
            }
            text.append(comparison.contacts(Verdict.SAME).size()).append(" contacts are as before.\n");
            for (AlertChange change : comparison.alerts()) {
                text.append('\n').append(change.verdict().word()).append("  ").append(severities(change));
                AlertFact alert = change.newest();
                text.append("  ").append(Hazards.escape(alert.detector())).append("  ");
                text.append(Hazards.escape(alert.subject()))
                        .append(alert.destination().isEmpty() ? "" : " -> " + Hazards.escape(alert.destination()))
                        .append("\n        ")
                        .append(Hazards.escape(alert.explanation()))
                        .append('\n');
            }
            return text.toString();
        }
    },
    /** For scripts. */
    JSON {
        @Override
        public String render(Comparison comparison) {
            return JsonLine.document(
                    json -> json.text("before", comparison.before().name())
                            .text("after", comparison.after().name())
                            .list("contacts", comparison.contacts(), ComparisonFormat::write)
                            .list("alerts", comparison.alerts(), ComparisonFormat::write));
        }
    },
    /** For readers: one file that needs no network. */
    HTML {
        @Override
        public String render(Comparison comparison) {
            return ComparisonPage.text(comparison);
        }
    };

    private static final String ROW = "%-9.9s %-26.26s %-34.34s %9s %9s  %s%n".replace("%n", "\n");

    /** The whole comparison, ending with a line end. */
    public abstract String render(Comparison comparison);

    static String title(CaseContent content) {
        return Hazards.escape(content.name() + " (" + content.span() + ")");
    }

    static String rate(Amount amount) {
        return amount.deviceHours() == 0 ? "not watched" : Figures.number(amount.perDeviceHour());
    }

    /** The severity, or both where it changed. */
    static String severities(AlertChange change) {
        AlertFact before = change.before();
        AlertFact after = change.after();
        return before != null && after != null
                ? before.severity() + " -> " + after.severity()
                : change.newest().severity();
    }

    private static void write(JsonLine json, ContactChange change) throws IOException {
        json.text("verdict", change.verdict().word())
                .text("model", change.contact().model())
                .text("destination", change.contact().destination())
                .object("before", amount -> write(amount, change.before()))
                .object("after", amount -> write(amount, change.after()));
    }

    private static void write(JsonLine json, Amount amount) throws IOException {
        json.whole("connections", amount.connections())
                .whole("bytesSent", amount.bytesSent())
                .whole("bytesReceived", amount.bytesReceived())
                .whole("devices", amount.devices())
                .number("deviceHours", amount.deviceHours())
                .number("perDeviceHour", amount.perDeviceHour())
                .texts("firmwares", amount.firmwares());
    }

    private static void write(JsonLine json, AlertChange change) throws IOException {
        AlertFact before = change.before();
        AlertFact after = change.after();
        json.text("verdict", change.verdict().word())
                .text("id", change.newest().id())
                .text("detector", change.newest().detector())
                .text("subject", change.newest().subject())
                .text("destination", change.newest().destination())
                .text("severityBefore", before == null ? null : before.severity())
                .text("severityAfter", after == null ? null : after.severity())
                .text("explanation", change.newest().explanation());
    }
}
