package io.waybill.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.Alert;
import io.waybill.schemas.AlertSubject;
import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import io.waybill.streams.alert.render.Hazards;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportHtmlTest {

    private static final Pattern TAG = Pattern.compile("<(/?)([a-z0-9]+)([^>]*)>");
    private static final Set<String> VOID = Set.of("meta", "br");

    @Test
    void tellsWhatWasFoundAndWhatWasNot() {
        String report = ReportHtml.text(Cases.fleet(), Set.of());

        assertThat(report)
                .contains(
                        "20,416 connections of 3 phone models and of unknown devices to 5 destinations. One destination needs")
                .contains("Contacted by one kind of device only: model Xiaomi Redmi Note")
                .contains("CN, IDC, China Telecommunications Corporation")
                .contains(
                        "100 % (share of devices that contact it)", "up to 6.14 %", "3 (minutes from reset to contact)")
                .contains("Confidence 97 of 100")
                .contains("1 more findings about this destination, among them device redmi-01")
                .contains("Noted, no cause for concern (1)")
                .contains("rule chat-is-fine")
                .contains("31 devices could be judged, 12 could not")
                .contains("4 models could be judged, 1 could not")
                .contains("nothing: it takes four days and three devices of a model")
                .contains("unknown-192.168.1.77")
                .contains("27,125 read = 27,123 counted + 2 left out")
                .contains("zeek/conn.log: line 77: 19 fields where the header names 21")
                .contains("<a href=\"https://db-ip.com\">IP Geolocation by DB-IP</a>")
                .doesNotContain("a-gone");
    }

    @Test
    void silenceIsWeighedByHowManyDevicesWereLookedAt() {
        String report = ReportHtml.text(Cases.fleet(), Set.of());

        // none of 20: 1 - 0.05^(1/20) = 13.91 %, rounded up
        assertThat(report)
                .contains("20 devices could be judged, 3 could not</td><td>at most 14 % of such devices do it");
        assertThat(report)
                .as("something was found, so nothing is said of silence")
                .contains("31 devices could be judged, 12 could not</td><td>–</td>");
        assertThat(report).doesNotContain("Promises that were kept");
    }

    @Test
    void promisesThatWereKeptStandWithTheirSampleAndBound() {
        CaseResult fleet = Cases.fleet();
        List<Alert> alerts = new ArrayList<>(fleet.alerts());
        alerts.add(Alert.newBuilder(fleet.alerts().get(0))
                .setId("kept")
                .setDetector("opt-out-honoured")
                .setSubject(new AlertSubject(SubjectLevel.FIRMWARE, "Xiaomi Redmi Note V5"))
                .setDestination("api.account.xiaomi.com")
                .setSeverity(Severity.INFORMATIONAL)
                .setSamples(59)
                .setSuppressedBy(null)
                .build());

        String report = ReportHtml.text(new CaseResult(fleet.facts(), fleet.counts(), alerts), Set.of());

        // the classical 59: none of 59 shows with 95 % confidence that fewer than 5 % do
        assertThat(report)
                .contains("Promises that were kept")
                .contains("<td>Xiaomi Redmi Note V5</td><td>api.account.xiaomi.com</td>")
                .contains("none of 59 devices")
                .contains("at most 5 % of such devices do it");
    }

    @Test
    void loadsNothingFromAnywhere() {
        assertThat(ReportHtml.text(Cases.fleet(), Set.of()))
                .contains("content=\"default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;\"")
                .doesNotContain("<script", "<link", "<img", "<iframe", " src=", "@import", "url(");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\" onmouseover=\"alert(1)",
                "' onload='alert(1)",
                "</style><script>",
                "-->",
                "&lt;b&gt;",
                "\u202e\u001b[31m\u0000",
                "{0}{1}$1\\",
                "<svg onload=alert(1)>",
                "中文 \ud83d\udcf1",
                "x"
            })
    void hostileNamesAreTextAndNothingElse(String name) {
        String report = ReportHtml.text(Cases.hostile(name), Set.of());

        assertThat(elements(report)).isEqualTo(elements(ReportHtml.text(Cases.hostile("harmless"), Set.of())));
        assertThat(report.replace("\n", "").codePoints().anyMatch(Hazards::isHazard))
                .isFalse();
    }

    @Test
    void everyElementIsClosed() {
        Deque<String> open = new ArrayDeque<>();
        Matcher tag = TAG.matcher(body(ReportHtml.text(Cases.fleet(), Set.of())));
        while (tag.find()) {
            if (tag.group(1).isEmpty() && !VOID.contains(tag.group(2))) {
                open.push(tag.group(2));
            } else if (!tag.group(1).isEmpty()) {
                assertThat(open.pop()).isEqualTo(tag.group(2));
            }
        }
        assertThat(open).isEmpty();
    }

    @Test
    void emptyCaseSaysSo() {
        assertThat(ReportHtml.text(Cases.empty(), Set.of()))
                .contains("No event was counted", "Which detectors ran was not recorded")
                .doesNotContain("<article");
    }

    /** How often each element stands in the page: a name that became markup would change it. */
    private static TreeMap<String, Integer> elements(String report) {
        TreeMap<String, Integer> elements = new TreeMap<>();
        Matcher tag = TAG.matcher(body(report));
        while (tag.find()) {
            String attributes = tag.group(3).replaceAll("\"[^\"]*\"", "");
            elements.merge(tag.group(1) + tag.group(2) + attributes, 1, Integer::sum);
        }
        return elements;
    }

    private static String body(String report) {
        return report.substring(report.indexOf("<body>"), report.indexOf("</html>"));
    }
}
