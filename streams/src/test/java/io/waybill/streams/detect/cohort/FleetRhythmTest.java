package io.waybill.streams.detect.cohort;

import static io.waybill.streams.detect.cohort.Views.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.DestinationDetector;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Judgement;
import io.waybill.streams.detect.PairHistory;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.Span;
import io.waybill.streams.detect.Verdict;
import io.waybill.streams.detect.report.FindingDraft;
import io.waybill.streams.detect.report.Words;
import io.waybill.streams.detect.selftest.SampleHistory;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One cohort's own destination: what is said of its devices, and what of the cohort. */
class FleetRhythmTest {

    /** Six phones of Acme of which all go there, twenty of Bolt of which none does. */
    private static Views acmes() {
        Views views = new Views().until(100);
        for (Cohort cohort : List.of(model("Acme"), Cohort.manufacturer("Acme"), Cohort.firmware("Acme", "One", "A"))) {
            views.reached(cohort, 6, 6, 1, 9);
        }
        return views.reached(Cohort.FLEET, 6, 26, 1, 9)
                .reached(model("Bolt"), 0, 20, 0, 0)
                .reached(Cohort.manufacturer("Bolt"), 0, 20, 0, 0);
    }

    private static FindingDraft finding(String detector, int device, String maker) {
        PairHistory history =
                SampleHistory.of("p-" + device, maker, "One").at(5).build();
        return new FindingDraft(detector, history, history.contacts());
    }

    private static Finding beat(int device, String maker, double minutes) {
        return finding("periodic-contact", device, maker)
                .score(device / 10.0)
                .window(new Span(100 - device, 200 + device))
                .fact("periodMs", minutes * 60_000)
                .fact("usualPort", 1)
                .fact("named", 1)
                .write();
    }

    @ParameterizedTest(name = "{0} of Acme and {1} of Bolt with a rhythm: {2}")
    @CsvSource({"1, 3,", "2, 0, 0.333333", "3, 1, 0.5", "6, 0, 1"})
    void aCohortIsSummedUpFromTwoDevicesOn(int acme, int bolt, @Nullable Double share) {
        Views views = acmes();
        for (int i = 1; i <= acme; i++) {
            views.found(beat(i, "Acme", i));
        }
        for (int i = 1; i <= bolt; i++) {
            views.found(beat(10 + i, "Bolt", 60));
        }

        List<Verdict> verdicts =
                new PeriodicContactJudge().judge(views.build(), Policy.EMPTY).verdicts();

        assertThat(verdicts.subList(0, acme + bolt)).allSatisfy(verdict -> {
            boolean own = Integer.parseInt(verdict.subject().substring(2)) <= 6;
            assertThat(verdict.severity()).isEqualTo(own ? Severity.MEDIUM : Severity.INFORMATIONAL);
            assertThat(verdict.explanation().contains("Nearly only devices of Acme One go there."))
                    .isEqualTo(own);
        });
        assertThat(verdicts.subList(acme + bolt, verdicts.size()))
                .hasSize(share == null ? 0 : 1)
                .allSatisfy(verdict -> {
                    assertThat(verdict.subject()).isEqualTo("Acme One");
                    assertThat(verdict.observed()).isEqualTo(share);
                    assertThat(verdict.samples()).isEqualTo(6);
                    assertThat(verdict.devices()).isEqualTo(acme);
                    assertThat(verdict.evidence()).hasSize(acme);
                    assertThat(verdict.explanation())
                            .contains("in the middle every " + Words.duration((acme + 1) * 30_000) + ";");
                    assertThat(verdict.score()).isCloseTo((acme + 1) / 20.0, within(1e-6));
                    assertThat(verdict.window()).isEqualTo(new Span(100 - acme, 200 + acme));
                });
    }

    private static Finding beatOf(int device, String model, String firmware) {
        PairHistory history = SampleHistory.of("p-" + device, "Acme", model)
                .firmware(firmware)
                .at(5)
                .build();
        return new FindingDraft("periodic-contact", history, history.contacts()).write();
    }

    /** The old build and another model of the maker may have a rhythm too; the new build is what keeps the destination to itself. */
    @Test
    void onlyWhoBelongsToTheCohortIsSummedUp() {
        Views views = acmes().reached(model("Acme"), 6, 12, 1, 9)
                .reached(Cohort.firmware("Acme", "One", "B"), 6, 6, 1, 9)
                .reached(Cohort.firmware("Acme", "One", "A"), 0, 6, 0, 0)
                .reached(Cohort.manufacturer("Acme"), 6, 12, 1, 9)
                .reached(Cohort.FLEET, 6, 32, 1, 9);
        views.found(beatOf(1, "One", "B"), beatOf(2, "One", "B"), beatOf(3, "One", "A"), beatOf(4, "Two", "B"));

        List<Verdict> verdicts =
                new PeriodicContactJudge().judge(views.build(), Policy.EMPTY).verdicts();

        assertThat(verdicts)
                .filteredOn(verdict -> verdict.explanation().contains("Nearly only devices of Acme One B"))
                .extracting(Verdict::subject)
                .containsExactly("p-1", "p-2");
        assertThat(verdicts.get(4).subject()).isEqualTo("Acme One B");
        assertThat(verdicts.get(4).devices()).isEqualTo(2);
    }

    @Test
    void aRhythmIsToldInWords() {
        Finding finding = finding("periodic-contact", 7, "Acme")
                .window(new Span(SampleHistory.MONDAY, SampleHistory.MONDAY + SampleHistory.DAY))
                .note("to", "a.example:443")
                .note("rhythm", "INTERLEAVED")
                .fact("periodMs", 300_000)
                .fact("spread", 0.05)
                .fact("beats", 288)
                .fact("contactsPerBeat", 1.3)
                .fact("unansweredShare", 0.5)
                .fact("usualPort", 1)
                .write();

        assertThat(new PeriodicContactJudge()
                        .judge(new Views().found(finding).build(), Policy.EMPTY)
                        .verdicts())
                .extracting(Verdict::explanation)
                .containsExactly(
                        "Device p-7 contacts a.example:443 every 5 minutes, inside other traffic to the same place,"
                                + " give or take 5 %: 288 times from 4 August 2014 00:00 UTC to 5 August 2014 00:00 UTC,"
                                + " 1.3 connections each time. Most attempts get no answer. The destination has no name that the"
                                + " capture shows.");
    }

    @ParameterizedTest(name = "{0} connections each time, {1} unanswered, named {2}: {3}")
    @CsvSource({
        "1.2, 0.49, 1, ''",
        "1.21, 0.49, 1, ' connections each time'",
        "1.2, 0.5, 1, ' Most attempts get no answer.'",
        "1.2, 0.49, 0, ' The destination has no name that the capture shows.'"
    })
    void oddsAndEndsAreToldFromWhereTheyMatter(double bundle, double unanswered, double named, String told) {
        Finding finding = finding("periodic-contact", 7, "Acme")
                .fact("contactsPerBeat", bundle)
                .fact("unansweredShare", unanswered)
                .fact("named", named)
                .write();
        String words = new PeriodicContactJudge()
                .judge(new Views().found(finding).build(), Policy.EMPTY)
                .verdicts()
                .get(0)
                .explanation();

        assertThat(Stream.of(
                                " connections each time",
                                " Most attempts get no answer.",
                                " The destination has no name that the capture shows.")
                        .filter(words::contains))
                .isEqualTo(told.isEmpty() ? List.of() : List.of(told));
    }

    /** A name that is not known says more than the network it stands in. */
    @ParameterizedTest(name = "named {0}: {1}")
    @CsvSource({"0, INFORMATIONAL", "1, LOW"})
    void aNamelessBeatIsKnownByItsNetwork(double named, Severity severity) {
        Finding finding = finding("periodic-contact", 7, "Acme")
                .fact("periodMs", 60_000)
                .fact("beats", 60)
                .fact("usualPort", 1)
                .fact("named", named)
                .write();
        Views apple = new Views().at("17.57.144.0/24", DestinationKind.NETWORK).found(finding);

        assertThat(new PeriodicContactJudge().judge(apple.build(), Policy.EMPTY).verdicts())
                .extracting(Verdict::severity)
                .containsExactly(severity);
    }

    private static Finding back(int device, String maker, double resets, double updates) {
        return finding("survives-reset", device, maker)
                .window(new Span(100 - device, 200 + device))
                .fact("delayMs", device * 3_600_000.0)
                .fact("resets", resets)
                .fact("updates", updates)
                .fact("erased", 1)
                .fact("returned", 1)
                .note("kinds", "FACTORY_RESET")
                .write();
    }

    @ParameterizedTest(name = "{0} devices erased, {1} updated twice, {2} once: {3}")
    @CsvSource({
        "2, 0, 0, HIGH",
        "1, 1, 0, INFORMATIONAL",
        "0, 2, 0, MEDIUM",
        "1, 2, 0, MEDIUM",
        "0, 1, 1, INFORMATIONAL",
        "1, 0, 0,"
    })
    void howMuchItMattersThatACohortComesBack(int erased, int twice, int once, @Nullable Severity severity) {
        Views views = acmes();
        int device = 0;
        for (int i = 0; i < erased; i++) {
            views.found(back(++device, "Acme", 1, 0));
        }
        for (int i = 0; i < twice; i++) {
            views.found(back(++device, "Acme", 0, 2));
        }
        for (int i = 0; i < once; i++) {
            views.found(back(++device, "Acme", 0, 1));
        }
        views.found(back(99, "Bolt", 1, 0));

        List<Verdict> cohorts = new SurvivesResetJudge()
                .judge(views.build(), Policy.EMPTY).verdicts().stream()
                        .filter(verdict -> verdict.level() != SubjectLevel.DEVICE)
                        .toList();

        int own = device;
        assertThat(cohorts).hasSize(severity == null ? 0 : 1).allSatisfy(verdict -> {
            assertThat(verdict.subject()).isEqualTo("Acme One");
            assertThat(verdict.severity()).isEqualTo(severity);
            assertThat(verdict.score()).isEqualTo(1);
            assertThat(verdict.samples()).isEqualTo(own);
            assertThat(verdict.evidence()).hasSize(own);
            assertThat(verdict.subscores()).containsEntry("medianDelayHours", (own + 1) / 2.0);
            assertThat(verdict.window()).isEqualTo(new Span(100 - own, 200 + own));
        });
    }

    @ParameterizedTest(name = "first contact after {0} h: {1}")
    @CsvSource({"48, 1", "47.99, 0"})
    void newIsWhatComesAfterTheLearningPeriod(double hours, int verdicts) {
        Views views = acmes();
        for (Cohort cohort : List.of(
                Cohort.FLEET, model("Acme"), Cohort.manufacturer("Acme"), Cohort.firmware("Acme", "One", "A"))) {
            views.reached(cohort, 6, cohort.equals(Cohort.FLEET) ? 26 : 6, hours, 90);
        }

        Judgement judgement = new NewDestination().judge(views.build(), Policy.EMPTY);

        assertThat(judgement.tests() > 0).as("nothing new costs no test").isEqualTo(verdicts > 0);
        assertThat(judgement.verdicts()).hasSize(verdicts).allSatisfy(verdict -> {
            assertThat(verdict.score()).isEqualTo(1);
            assertThat(verdict.samples()).isEqualTo(26);
            assertThat(verdict.window()).isEqualTo(new Span((long) (hours * Views.HOUR), 90 * Views.HOUR + 1));
        });
        assertThat(new NewDestination().learningMillis(Policy.EMPTY, 1)).isEqualTo(48 * Views.HOUR);
        assertThat(new WentDark().learningMillis(Policy.EMPTY, Views.HOUR)).isEqualTo(36 * Views.HOUR);
    }

    @ParameterizedTest(name = "of a model seen since hour {0}: {1}")
    @CsvSource({"12, 1", "12.01, 0"})
    void aModelLearnsFromWhenItWasFirstSeen(double since, int verdicts) {
        Views views = acmes();
        for (Cohort cohort : List.of(Cohort.FLEET, model("Acme"), Cohort.manufacturer("Acme"))) {
            views.reached(cohort, 6, cohort.equals(Cohort.FLEET) ? 26 : 6, 60, 90);
        }

        assertThat(new NewDestination()
                        .judge(views.since(model("Acme"), since).build(), Policy.EMPTY)
                        .verdicts())
                .hasSize(verdicts);
    }

    /** The build came with the destination at hour 60; its model was there before. */
    @Test
    void aBuildNeedsNoLearning() {
        Cohort build = Cohort.firmware("Acme", "One", "B");
        Views views = acmes().reached(Cohort.firmware("Acme", "One", "A"), 0, 6, 0, 0)
                .reached(model("Acme"), 6, 12, 60, 90)
                .reached(Cohort.manufacturer("Acme"), 6, 12, 60, 90)
                .reached(Cohort.FLEET, 6, 32, 60, 90)
                .reached(build, 6, 6, 60, 90)
                .since(build, 60);

        assertThat(new NewDestination().judge(views.build(), Policy.EMPTY).verdicts())
                .singleElement()
                .satisfies(verdict -> {
                    assertThat(verdict.subject()).isEqualTo("Acme One B");
                    assertThat(verdict.explanation()).contains("It arrived with firmware B: 6 of 6 devices");
                });
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"a.example, MEDIUM", "google.com, INFORMATIONAL"})
    void sixOfEightDevicesGoThere(String site, Severity severity) {
        Views views = acmes().at(site, DestinationKind.SITE);
        for (Cohort cohort : List.of(Cohort.FLEET, model("Acme"), Cohort.manufacturer("Acme"))) {
            views.reached(cohort, 6, cohort.equals(Cohort.FLEET) ? 28 : 8, 60, 90);
        }

        for (DestinationDetector detector : List.of(new NewDestination(), new CohortExclusive())) {
            assertThat(detector.judge(views.build(), Policy.EMPTY).verdicts())
                    .singleElement()
                    .satisfies(verdict -> {
                        assertThat(verdict.severity()).isEqualTo(severity);
                        assertThat(verdict.score()).isEqualTo(0.75);
                        assertThat(verdict.explanation().contains("It is a known service"))
                                .isEqualTo(severity == Severity.INFORMATIONAL);
                    });
        }
    }

    @ParameterizedTest(name = "an app on {0} devices, {1} is named: {2}")
    @CsvSource({"12, com.app, The app explains the contacts", "6, Acme One, The contacts are made by the app com.app."})
    void whoIsNamedForTheContactsOfAnApp(long users, String subject, String words) {
        Views views = acmes().reached(Cohort.app("com.app"), 6, users, 1, 9);

        assertThat(new CohortExclusive().judge(views.build(), Policy.EMPTY).verdicts())
                .singleElement()
                .satisfies(verdict -> {
                    assertThat(verdict.subject()).isEqualTo(subject);
                    assertThat(verdict.explanation()).contains(words);
                });
    }
}
