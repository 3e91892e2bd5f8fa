package io.waybill.streams.detect.cohort;

import static io.waybill.streams.detect.cohort.Views.HOUR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.Severity;
import io.waybill.streams.detect.Judgement;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.stats.NegativeBinomial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A window against the same hours before, number by number. */
class SurgeTest {

    private static final int NOW = 28 * 24 + 9;

    private static Judgement judge(Views views) {
        return new Surge().judge(views.build(), Policy.EMPTY);
    }

    /** So many days with so many connections at nine, and then this. */
    private static Views days(int days, long usual, long connections, long devices) {
        Views views = new Views().until(NOW + 1).active("Acme", 9, NOW - 24 * days, NOW + 1);
        for (int day = 1; day <= days; day++) {
            views.row("Acme", NOW - 24 * day, usual, 3, "US/1");
        }
        return views.row("Acme", NOW, connections, devices, "US/1");
    }

    @ParameterizedTest(name = "{0} days of {1}, then {2} on {3} devices: {4} tests, {5} verdicts")
    @CsvSource({
        "4, 20, 80, 3, 1, 1", // four times
        "4, 20, 79, 3, 1, 0",
        "4, 10, 50, 3, 1, 1", // fifty
        "4, 10, 49, 3, 1, 0",
        "4, 20, 80, 2, 1, 0", // three devices
        "3, 20, 800, 3, 0, 0", // four windows before it
    })
    void whatMustHold(int days, long usual, long connections, long devices, long tests, int verdicts) {
        Judgement judgement = judge(days(days, usual, connections, devices));

        assertThat(judgement.tests()).isEqualTo(tests);
        assertThat(judgement.verdicts()).hasSize(verdicts);
    }

    @Test
    void saysHowMuchAgainstWhat() {
        assertThat(judge(days(5, 20, 100, 4)).verdicts()).singleElement().satisfies(verdict -> {
            assertThat(verdict.score()).isEqualTo(0.8);
            assertThat(verdict.observed()).isEqualTo(100);
            assertThat(verdict.expected()).isEqualTo(20);
            assertThat(verdict.samples()).isEqualTo(5);
            assertThat(verdict.devices()).isEqualTo(4);
            assertThat(verdict.window().start()).isEqualTo(NOW * HOUR);
            assertThat(verdict.window().end()).isEqualTo((NOW + 1) * HOUR);
            double p = new NegativeBinomial(20, 10).atLeast(100);
            assertThat(verdict.pValue().orElseThrow())
                    .as("variance three times the mean")
                    .isCloseTo(p, within(p * 1e-5));
        });
    }

    @ParameterizedTest(name = "at {0}: {1}")
    @CsvSource({"a.example, LOW", "google.com, INFORMATIONAL"})
    void whereItIsKnownItIsSaid(String site, Severity severity) {
        assertThat(judge(days(5, 20, 100, 4).at(site, DestinationKind.SITE)).verdicts())
                .singleElement()
                .satisfies(verdict -> {
                    assertThat(verdict.severity()).isEqualTo(severity);
                    assertThat(verdict.explanation().contains("known service")).isEqualTo(site.equals("google.com"));
                });
    }

    @ParameterizedTest(name = "{0} h before the end: {1}")
    @CsvSource({"1, 1", "24, 1", "24.1, 0", "30, 0"})
    void whatIsOlderThanADayIsHistory(double age, int verdicts) {
        assertThat(judge(days(5, 10, 100, 4).until(NOW + age)).verdicts()).hasSize(verdicts);
    }

    @Test
    void hoursOfTheModelWithoutItCountAsNoneAndHoursWithoutTheModelDoNotCount() {
        Views quiet = new Views().until(NOW + 1).active("Acme", 9, NOW - 4 * 24, NOW + 1);
        quiet.row("Acme", NOW - 24, 40, 3, "US/1").row("Acme", NOW, 100, 4, "US/1");
        assertThat(judge(quiet).verdicts()).singleElement().satisfies(verdict -> {
            assertThat(verdict.expected()).isEqualTo(10);
            assertThat(verdict.samples()).isEqualTo(4);
        });

        Views off = quiet.active("Acme", 0, NOW - 2 * 24, NOW - 2 * 24 + 1);
        assertThat(judge(off).tests()).isZero();
    }

    @Test
    void theSameHourOfTheWeekIsTakenWhereFourWeeksWereWatched() {
        Views views = days(28, 1, 100, 4);
        for (int week = 1; week <= 4; week++) {
            views.row("Acme", NOW - 7 * 24 * week, 19, 3, "US/1");
        }

        assertThat(judge(views).verdicts()).singleElement().satisfies(verdict -> {
            assertThat(verdict.expected()).isEqualTo(20);
            assertThat(verdict.samples()).isEqualTo(4);
        });
    }

    @Test
    void ofSeveralWindowsTheLeastLikelyIsTheVerdict() {
        Views views = days(5, 10, 200, 4);
        for (int day = 1; day <= 5; day++) {
            views.row("Acme", NOW - 1 - 24 * day, 10, 3, "US/1");
            views.row("Acme", NOW - 2 - 24 * day, 10, 3, "US/1");
        }
        views.active("Acme", 9, NOW - 2 - 5 * 24, NOW);
        views.row("Acme", NOW - 1, 100, 4, "US/1").row("Acme", NOW - 2, 300, 4, "US/1");

        Judgement judgement = judge(views);

        assertThat(judgement.tests()).isEqualTo(3);
        assertThat(judgement.verdicts())
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.observed()).isEqualTo(300));

        views.row("Acme", NOW - 1, 200, 4, "US/1").row("Acme", NOW, 100, 4, "US/1");
        assertThat(judge(views).verdicts())
                .as("of equals the first")
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.window().start()).isEqualTo((NOW - 2) * HOUR));
    }

    /** The same hour of four days. */
    @Test
    void learnsForAsManyDaysAsItCompares() {
        assertThat(new Surge().learningMillis(Policy.EMPTY, HOUR)).isEqualTo(4 * 24 * HOUR);
    }
}
