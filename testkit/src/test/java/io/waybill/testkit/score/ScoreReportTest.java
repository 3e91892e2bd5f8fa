package io.waybill.testkit.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import io.waybill.testkit.truth.Expectation;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Isolated("sets the locale that all of this JVM reads")
class ScoreReportTest {

    private static DetectorScore row(long found, long missed, long unexpected, OptionalDouble hours) {
        return new DetectorScore("surge", found, missed, unexpected, 2, hours, OptionalDouble.empty());
    }

    @ParameterizedTest(name = "{0} found, {1} missed, {2} unexpected")
    @CsvSource({
        "0, 0, 0, 1, 1, 1", // nothing was asked and nothing said
        "4, 0, 0, 1, 1, 1",
        "0, 4, 0, 1, 0, 0",
        "0, 0, 4, 0, 1, 0",
        "3, 1, 2, 0.6, 0.75, 0.6666667",
        "1, 1, 1, 0.5, 0.5, 0.5"
    })
    void measures(long found, long missed, long unexpected, double precision, double recall, double f1) {
        DetectorScore row = row(found, missed, unexpected, OptionalDouble.empty());

        assertThat(row.precision().value()).isEqualTo(precision);
        assertThat(row.recall().value()).isEqualTo(recall);
        assertThat(row.f1()).isCloseTo(f1, within(1e-6));
    }

    /** F1 is the harmonic mean of precision and recall (C. J. van Rijsbergen, Information Retrieval, 1979). */
    @Test
    void f1IsTheHarmonicMean() {
        for (long found = 1; found < 20; found++) {
            for (long missed = 0; missed < 20; missed++) {
                DetectorScore row = row(found, missed, 20 - missed, OptionalDouble.empty());
                double p = row.precision().value();
                double r = row.recall().value();

                assertThat(row.f1()).isCloseTo(2 * p * r / (p + r), within(1e-12));
            }
        }
    }

    @Test
    void saysWhatIsMissingAndWhatIsUnexpectedInWhateverLocale() {
        Expectation missing = new Expectation(
                "surge", SubjectLevel.MODEL, "Acme One", "evil\u202e.example", Severity.LOW, 0, List.of(), "it surges");
        ReportedAlert unexpected =
                new ReportedAlert("went-dark", "DEVICE", "phone\n1", "example.com", Severity.HIGH, 0, "gone\u001b[2J");
        ScoreReport report = new ScoreReport(
                "redmi-note",
                List.of(row(3, 1, 1, OptionalDouble.of(12.34)), row(0, 0, 0, OptionalDouble.empty())),
                List.of(missing),
                List.of(unexpected),
                5,
                6);
        Locale before = Locale.getDefault();
        String text;
        try {
            Locale.setDefault(Locale.GERMANY);
            text = report.render();
        } finally {
            Locale.setDefault(before);
        }

        assertThat(report.passed()).isFalse();
        assertThat(text)
                .contains("0.750 [0.30, 0.95]")
                .contains(" 12.3")
                .contains("at least LOW: it surges")
                .contains("unexpected  went-dark DEVICE 'phone")
                .contains("5 informational and 6 retracted or suppressed alerts left out")
                .endsWith("redmi-note: NOT as expected, 3 found, 1 missing, 1 unexpected\n")
                .doesNotContain("\u202e")
                .doesNotContain("\u001b");
    }

    @Test
    void theTimeToDetectionHasAColumnOfItsOwn() {
        DetectorScore watched = new DetectorScore("surge", 1, 0, 0, 0, OptionalDouble.of(7), OptionalDouble.of(2.55));

        assertThat(new ScoreReport("s", List.of(watched), List.of(), List.of(), 0, 0).render())
                .containsPattern("span h +delay h\n")
                .containsPattern("surge .* 7\\.0 +2\\.[56]\n");
        assertThat(new ScoreReport("s", List.of(row(1, 0, 0, OptionalDouble.of(7))), List.of(), List.of(), 0, 0)
                        .render())
                .containsPattern("surge .* 7\\.0 +-\n");
    }

    @Test
    void aSpanOfEvidenceIsNotCalledTimeToDetection() {
        String text =
                new ScoreReport("s", List.of(row(1, 0, 0, OptionalDouble.of(7))), List.of(), List.of(), 0, 0).render();

        assertThat(text)
                .contains("span h")
                .contains(
                        "span h: median hours from the onset to the end of the final alert's evidence, which is no time"
                                + " to detection");
    }
}
