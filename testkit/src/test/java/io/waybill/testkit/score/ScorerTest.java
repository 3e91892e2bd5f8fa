package io.waybill.testkit.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import io.waybill.testkit.truth.Expectation;
import io.waybill.testkit.truth.Truth;
import io.waybill.testkit.truth.TruthFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScorerTest {

    private static final String NET = "42.62.48.0/24";
    private static final Truth TRUTH = truth(
            List.of(
                    expectation("cohort-exclusive", SubjectLevel.MODEL, "Xiaomi Redmi Note"),
                    expectation("periodic-contact", SubjectLevel.DEVICE, "phone-0001")),
            List.of(expectation("survives-reset", SubjectLevel.DEVICE, "phone-0001")));

    @Test
    void passesWhenAllThatIsExpectedIsThere() {
        ScoreReport report = score(
                alert("cohort-exclusive", "MODEL", "Xiaomi Redmi Note", Severity.HIGH),
                alert("periodic-contact", "DEVICE", "phone-0001", Severity.MEDIUM));

        assertThat(report.passed()).isTrue();
        assertThat(report.detectors()).allSatisfy(row -> {
            assertThat(row.f1()).isEqualTo(1);
            assertThat(row.spanHours()).hasValue(2);
        });
        assertThat(report.render()).contains("as expected, 2 found, 0 missing, 0 unexpected");
    }

    @Test
    void countsAVerdictAboutTheWrongLevelTwice() {
        ScoreReport report = score(
                alert("cohort-exclusive", "MANUFACTURER", "Xiaomi", Severity.HIGH),
                alert("periodic-contact", "DEVICE", "phone-0001", Severity.MEDIUM));

        assertThat(report.passed()).isFalse();
        assertThat(report.missing()).hasSize(1);
        assertThat(report.unexpected()).hasSize(1);
        assertThat(report.render())
                .contains("missing     cohort-exclusive MODEL 'Xiaomi Redmi Note'")
                .contains("unexpected  cohort-exclusive MANUFACTURER 'Xiaomi'");
    }

    @Test
    void takesAnExpectedAlertBelowItsSeverityForMissing() {
        ScoreReport report = score(
                alert("cohort-exclusive", "MODEL", "Xiaomi Redmi Note", Severity.LOW),
                alert("periodic-contact", "DEVICE", "phone-0001", Severity.MEDIUM));

        assertThat(report.missing()).extracting(Expectation::detector).containsExactly("cohort-exclusive");
        assertThat(report.unexpected()).isEmpty();
    }

    @Test
    void leavesInformationalAndAllowedAlertsAlone() {
        ScoreReport report = score(
                alert("cohort-exclusive", "MODEL", "Xiaomi Redmi Note", Severity.HIGH),
                alert("periodic-contact", "DEVICE", "phone-0001", Severity.MEDIUM),
                alert("survives-reset", "DEVICE", "phone-0001", Severity.HIGH),
                alert("periodic-contact", "DEVICE", "phone-0009", Severity.INFORMATIONAL));

        assertThat(report.passed()).isTrue();
        assertThat(report.informational()).isEqualTo(1);
    }

    @Test
    void reportsAlertsOfAQuietFleet() {
        ScoreReport report = Scorer.score(
                truth(List.of(), List.of()), List.of(alert("surge", "MODEL", "Google Pixel 7", Severity.LOW)), 0);

        assertThat(report.passed()).isFalse();
        assertThat(report.detectors()).singleElement().satisfies(row -> {
            assertThat(row.precision().value()).isZero();
            assertThat(row.recall().trials()).isZero();
        });
    }

    @Test
    void readsAlertsAsTheyAreExported(@TempDir Path folder) throws IOException {
        Path truth = folder.resolve("truth.json");
        Path alerts = folder.resolve("alerts.jsonl");
        TruthFile.write(TRUTH, truth);
        Files.writeString(alerts, """
            {"detector":"cohort-exclusive","subject":{"level":"model","value":"Xiaomi Redmi Note"},"destination":"42.62.48.0/24","severity":"high","window":{"start":0,"end":7200000}}
            {"detector":"periodic-contact","subject":{"level":"DEVICE","value":"phone-0001"},"destination":"42.62.48.0/24","severity":"MEDIUM","window":{"start":0,"end":7200000},"status":"OPEN"}
            {"detector":"surge","subject":{"level":"MODEL","value":"X"},"destination":null,"severity":"HIGH","status":"RETRACTED"}
            {"detector":"surge","subject":{"level":"MODEL","value":"Y"},"severity":"HIGH","suppressedBy":"rule-1"}
            """);

        ScoreReport report = Scorer.score(truth, alerts);

        assertThat(report.passed()).isTrue();
        assertThat(report.withdrawn()).isEqualTo(2);
    }

    @Test
    void namesTheLineThatIsNoAlert(@TempDir Path folder) throws IOException {
        Path truth = folder.resolve("truth.json");
        TruthFile.write(TRUTH, truth);
        Path alerts = Files.writeString(folder.resolve("alerts.jsonl"), "\n{\"severity\":\"HIGH\"}\n");

        assertThatThrownBy(() -> Scorer.score(truth, alerts))
                .hasMessageContaining("line 2")
                .hasMessageContaining("detector");
    }

    /** Low after an hour and medium, which is what is asked for, after three. */
    @Test
    void theTimeToDetectionIsThatOfTheSeverityAskedFor() {
        Truth truth = truth(List.of(expectation("surge", SubjectLevel.MODEL, "Acme One")), List.of());
        ReportedAlert alert = new ReportedAlert(
                "surge",
                "MODEL",
                "Acme One",
                NET,
                Severity.HIGH,
                9 * 3_600_000L,
                "because",
                Map.of(
                        Severity.LOW, 3_600_000L,
                        Severity.MEDIUM, 3 * 3_600_000L,
                        Severity.HIGH, 7 * 3_600_000L));

        DetectorScore row = Scorer.score(truth, List.of(alert), 0).detectors().get(0);

        assertThat(row.delayHours()).hasValue(3);
        assertThat(row.spanHours()).hasValue(9);
        assertThat(score(alert("surge", "MODEL", "Acme One", Severity.HIGH))
                        .detectors()
                        .get(0)
                        .delayHours())
                .as("nobody watched")
                .isEmpty();
    }

    private static ScoreReport score(ReportedAlert... alerts) {
        return Scorer.score(TRUTH, List.of(alerts), 0);
    }

    private static ReportedAlert alert(String detector, String level, String subject, Severity severity) {
        return new ReportedAlert(detector, level, subject, NET, severity, 2 * 3_600_000L, "because");
    }

    private static Expectation expectation(String detector, SubjectLevel level, String subject) {
        return new Expectation(detector, level, subject, NET, Severity.MEDIUM, 0, List.of("phone-0001"), "why");
    }

    private static Truth truth(List<Expectation> expected, List<Expectation> allowed) {
        return new Truth(Truth.VERSION, "test", "a test", 1, 1, 1, 0, 3_600_000L, 10, expected, allowed);
    }
}
