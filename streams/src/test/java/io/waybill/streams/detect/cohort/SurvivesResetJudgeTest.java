package io.waybill.streams.detect.cohort;

import static io.waybill.streams.detect.cohort.Views.model;
import static io.waybill.streams.detect.selftest.SampleHistory.DAY;
import static io.waybill.streams.detect.selftest.SampleHistory.HOUR;
import static io.waybill.streams.detect.selftest.SampleHistory.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.LifecycleKind;
import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.PairHistory;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.Verdict;
import io.waybill.streams.detect.report.FindingDraft;
import io.waybill.streams.detect.selftest.SampleFleet;
import io.waybill.streams.detect.selftest.SampleHistory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Coming back after a reset, against what every cohort does: same destination, same time since. */
class SurvivesResetJudgeTest {

    private static final long RESET = MONDAY + 3 * DAY;

    /** Twelve phones of each of three models know a news site; after a reset so many come back to it within the day. */
    private static List<Verdict> cohortVerdicts(int backOfOne, int backOfOthers, LifecycleKind kind) {
        SampleFleet fleet = new SampleFleet();
        String[][] models = {{"Acme", "One"}, {"Brand", "Two"}, {"Civic", "Three"}};
        for (String[] model : models) {
            for (int i = 0; i < 12; i++) {
                boolean back = i < (model[0].equals("Acme") ? backOfOne : backOfOthers);
                SampleHistory history = SampleHistory.of(model[1] + i, model[0], model[1])
                        .site("news.example", "www.news.example")
                        .watched(MONDAY, MONDAY + 7 * DAY)
                        .mark(RESET, kind, kind == LifecycleKind.FIRMWARE_INSTALLED ? "B" : "")
                        .at(MONDAY + i * HOUR, MONDAY + DAY);
                // The others come back too, but only days later, when their owners feel like it.
                fleet.with(history.at(RESET + (back ? 2 * HOUR : 3 * DAY)));
            }
        }
        return fleet.verdicts(Policy.EMPTY).stream()
                .filter(verdict -> verdict.detector().equals("survives-reset"))
                .filter(verdict -> verdict.level() != SubjectLevel.DEVICE)
                .toList();
    }

    @Test
    void oneModelComesBackAtOnceAndNoOther() {
        assertThat(cohortVerdicts(12, 0, LifecycleKind.FACTORY_RESET))
                .singleElement()
                .satisfies(verdict -> {
                    assertThat(verdict.subject()).isEqualTo("Acme One");
                    assertThat(verdict.severity()).isEqualTo(Severity.HIGH);
                    assertThat(verdict.explanation()).contains("12 of 12 devices", "0 of 24 devices");
                });
    }

    @ParameterizedTest(name = "{0} and {1} of twelve come back after {2}")
    @CsvSource({
        "12, 12, FACTORY_RESET",
        "6, 6, FACTORY_RESET",
        "4, 3, FACTORY_RESET",
        "0, 0, FACTORY_RESET",
        "12, 0, FIRMWARE_INSTALLED"
    })
    void nobodyIsBlamed(int one, int others, LifecycleKind kind) {
        assertThat(cohortVerdicts(one, others, kind)).isEmpty();
    }

    @Test
    void whoNeverWentThereIsNoComparison() {
        SampleFleet fleet = new SampleFleet().devices("other-", 40, "Brand", "Two");
        for (int i = 0; i < 40; i++) {
            fleet.with(SampleHistory.of("elsewhere" + i, "Brand", "Two")
                    .site("else.example", "www.else.example")
                    .watched(MONDAY, MONDAY + 7 * DAY)
                    .mark(RESET, LifecycleKind.FACTORY_RESET, "")
                    .at(MONDAY, RESET + DAY));
        }
        for (String[] model : new String[][] {{"Acme", "One"}, {"Brand", "Two"}}) {
            for (int i = 0; i < 6; i++) {
                fleet.with(SampleHistory.of(model[1] + i, model[0], model[1])
                        .site("news.example", "www.news.example")
                        .watched(MONDAY, MONDAY + 7 * DAY)
                        .mark(RESET, LifecycleKind.FACTORY_RESET, "")
                        .at(MONDAY, RESET + HOUR));
            }
        }

        assertThat(fleet.verdicts(Policy.EMPTY))
                .filteredOn(verdict -> verdict.detector().equals("survives-reset")
                        && verdict.destination().equals("news.example")
                        && verdict.level() != SubjectLevel.DEVICE)
                .noneMatch(verdict -> verdict.subject().startsWith("Brand"));
    }

    @Test
    void whoStaysAwayIsNoVerdict() {
        SampleFleet fleet = new SampleFleet();
        for (int i = 0; i < 5; i++) {
            fleet.with(SampleHistory.of("away" + i, "Acme", "One")
                    .site("news.example", "www.news.example")
                    .watched(MONDAY, MONDAY + 7 * DAY)
                    .mark(RESET, LifecycleKind.FACTORY_RESET, "")
                    .at(MONDAY, MONDAY + DAY));
        }

        assertThat(fleet.verdicts(Policy.EMPTY))
                .noneMatch(verdict -> verdict.detector().equals("survives-reset"));
    }

    private static Finding back(int device, String kinds) {
        return back(device, "One", kinds);
    }

    private static Finding back(int device, String model, String kinds) {
        PairHistory history =
                SampleHistory.of("p-" + device, "Acme", model).at(5).build();
        return new FindingDraft("survives-reset", history, history.contacts())
                .fact("delayMs", 2 * HOUR)
                .fact("markTime", MONDAY)
                .fact("resets", 1)
                .note("kinds", kinds)
                .write();
    }

    /** Six phones of Acme of which all go there, twenty of Bolt of which one does. */
    private static Views acmes() {
        return new Views()
                .reached(model("Acme"), 6, 6, 1, 9)
                .reached(Cohort.manufacturer("Acme"), 6, 6, 1, 9)
                .reached(model("Bolt"), 1, 20, 1, 9)
                .reached(Cohort.FLEET, 7, 26, 1, 9);
    }

    @ParameterizedTest(name = "at {0}: {1}")
    @CsvSource({"a.example, HIGH", "google.com, INFORMATIONAL"})
    void sharesAreOfThoseThatWereReset(String site, Severity severity) {
        Views views = acmes().at(site, DestinationKind.SITE).reset(model("Acme"), 5);
        views.found(back(1, "FACTORY_RESET"), back(2, "FACTORY_RESET"), back(3, "Two", "FACTORY_RESET"));

        Verdict verdict = new SurvivesResetJudge()
                .judge(views.build(), Policy.EMPTY)
                .verdicts()
                .get(0);

        assertThat(verdict.severity()).isEqualTo(severity);
        assertThat(verdict.score()).isEqualTo(0.4);
        assertThat(verdict.observed()).isEqualTo(0.4);
        assertThat(verdict.expected()).isEqualTo(0.05);
        assertThat(verdict.samples()).isEqualTo(5);
        assertThat(verdict.explanation())
                .contains("2 of 5 devices (40 %) of Acme One that were reset", "1 of 20 devices (5 %) did.");
        assertThat(verdict.explanation().contains("known service")).isEqualTo(site.equals("google.com"));
    }

    @ParameterizedTest(name = "{0} at {1}, of a fleet of {2}: {3}")
    @CsvSource({
        "FACTORY_RESET, a.example, 26, a factory reset on 4 August 2014 00:00 UTC.",
        "FIRMWARE_INSTALLED, a.example, 26, new firmware was installed on 4 August 2014 00:00 UTC.",
        "APP_REMOVED, a.example, 26, the app that contacted it was removed on 4 August 2014 00:00 UTC.",
        "'APP_REMOVED, FACTORY_RESET', a.example, 26, the last of several resets and installations on 4 August 2014 00:00"
                + " UTC.",
        "FACTORY_RESET, a.example, 14, 'a factory reset on 4 August 2014 00:00 UTC. Half of the fleet or more contacts it,"
                + " across makers.'",
        "FACTORY_RESET, google.com, 14, a factory reset on 4 August 2014 00:00 UTC. It is a known service: Android and"
                + " Google services (Google)."
    })
    void whatADeviceCameBackAfter(String kinds, String site, long fleet, String words) {
        Views views = acmes().at(site, DestinationKind.SITE)
                .reached(Cohort.manufacturer("Bolt"), 1, 20, 1, 9)
                .reached(Cohort.FLEET, 7, fleet, 1, 9)
                .found(back(1, kinds));

        assertThat(new SurvivesResetJudge().judge(views.build(), Policy.EMPTY).verdicts())
                .extracting(Verdict::explanation)
                .containsExactly("Device p-1 contacted 198.51.100.0/24 again 2 hours after " + words);
    }
}
