package io.waybill.streams.detect.cohort;

import static io.waybill.streams.detect.cohort.Views.HOUR;
import static io.waybill.streams.detect.cohort.Views.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.Severity;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.Judgement;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Silence, number by number. */
class WentDarkTest {

    private static Judgement judge(Views views) {
        return new WentDark().judge(views.build(), Policy.EMPTY);
    }

    /** Devices of a maker go there in the first hours, every so many, and are active up to the end. */
    private static void used(Views views, String maker, long devices, int windows, int every, int hours) {
        for (int i = 0; i < windows; i++) {
            views.row(maker, i * every, 5, devices, "US/1");
        }
        views.active(maker, 9, 0, hours);
        views.reached(model(maker), devices, 12, 0, (windows - 1) * every + 0.5);
    }

    @ParameterizedTest(name = "{0} devices in {1} windows, one in {2}, silent for {3} h: established {4}, dark {5}")
    @CsvSource({
        "3, 24, 1, 24, 1, 1",
        "2, 24, 1, 24, 0, 0", // three devices
        "3, 23, 1, 24, 0, 0", // twenty-four windows
        "3, 24, 2, 24, 1, 1", // half of the windows
        "3, 48, 3, 24, 0, 0",
        "3, 24, 1, 12, 1, 1", // twelve hours
        "3, 24, 1, 11.9, 1, 0"
    })
    void whatMustHold(long devices, int windows, int every, double silent, long established, int dark) {
        double last = (windows - 1) * every + 0.5;
        Views views = new Views().until(last + silent);
        used(views, "Acme", devices, windows, every, (int) (last + silent));

        Judgement judgement = judge(views);

        assertThat(judgement.tests()).isEqualTo(established);
        assertThat(judgement.verdicts()).hasSize(dark);
    }

    @Test
    void saysSinceWhenAndHowLikelyThatIs() {
        Views views = new Views().until(61);
        used(views, "Acme", 3, 25, 2, 61); // 25 of 49 windows, the last at 48; twelve active windows since

        assertThat(judge(views).verdicts()).singleElement().satisfies(verdict -> {
            double p = Math.pow(1 - 25 / 49.0, 12 / 3.0);
            assertThat(verdict.pValue().orElseThrow()).isCloseTo(p, within(1e-6));
            assertThat(verdict.score()).isCloseTo(1 - p, within(1e-6));
            assertThat(verdict.expected()).isCloseTo(25 / 49.0, within(1e-6));
            assertThat(verdict.samples()).isEqualTo(61);
            assertThat(verdict.devices()).isEqualTo(3);
            assertThat(verdict.window().start()).isEqualTo((long) (48.5 * HOUR));
            assertThat(verdict.window().end()).isEqualTo(61 * HOUR);
        });
    }

    @ParameterizedTest(name = "twenty-five windows, the last one at {0}: established {1}")
    @CsvSource({"49, 1", "50, 0"})
    void halfOfTheWindowsIsEnough(int last, long established) {
        Views views = new Views().until(last + 24);
        used(views, "Acme", 3, 24, 2, last + 24);
        views.row("Acme", last, 5, 3, "US/1");

        assertThat(judge(views).tests()).isEqualTo(established);
    }

    @ParameterizedTest(name = "{0} of Acme, {1} of Bolt, at {2}: {3}")
    @CsvSource({
        "12, 0, a.example, MEDIUM", // its own destination was switched off
        "12, 12, a.example, INFORMATIONAL",
        "12, 0, google.com, INFORMATIONAL"
    })
    void whoseDestinationItWas(long acme, long bolt, String site, Severity severity) {
        Views views = new Views().at(site, DestinationKind.SITE).until(60);
        used(views, "Acme", 5, 30, 1, 60);
        views.reached(model("Acme"), acme, 12, 0, 29.5)
                .reached(model("Bolt"), bolt, 12, 0, 29.5)
                .reached(Cohort.FLEET, acme + bolt, 24, 0, 29.5);

        assertThat(judge(views).verdicts()).singleElement().satisfies(verdict -> {
            assertThat(verdict.severity()).isEqualTo(severity);
            assertThat(verdict.evidence()).containsExactly(Views.EVENT);
            assertThat(verdict.explanation())
                    .startsWith("Acme One stopped contacting " + site + " after 2 January 1970 05:30 UTC.")
                    .contains(" in 100 % of the windows in which such devices were active, on 12 devices; in 30 active"
                            + " windows since there was none.");
            assertThat(verdict.explanation().contains("known service")).isEqualTo(site.equals("google.com"));
        });
    }

    @Test
    void silenceOfTheModelItselfIsNone() {
        Views views = new Views().until(60);
        used(views, "Acme", 3, 24, 1, 24);
        views.active("Acme", 0, 24, 60);

        assertThat(judge(views).verdicts()).isEmpty();
    }

    /** All who used it, of two makers: it is gone. One of them still does: those who stopped. */
    @ParameterizedTest(name = "{0}, {1} and {2} windows: {3}")
    @CsvSource({
        "30, 30, 0, fleet",
        "30, 40, 0, fleet",
        "30, 0, 0, Acme One",
        "30, 100, 0, Acme One",
        "30, 30, 100, Acme One;Bolt One"
    })
    void whoFellSilent(int acme, int bolt, int civic, String subjects) {
        Views views = new Views().until(100);
        int[] windows = {acme, bolt, civic};
        String[] makers = {"Acme", "Bolt", "Civic"};
        for (int i = 0; i < 3; i++) {
            if (windows[i] > 0) {
                used(views, makers[i], 5, windows[i], 1, 100);
            }
        }
        views.reached(Cohort.FLEET, 10, 36, 0, 40);

        assertThat(judge(views).verdicts()).extracting(Verdict::subject).containsExactly(subjects.split(";"));
        if (subjects.equals("fleet")) {
            assertThat(judge(views).verdicts()).singleElement().satisfies(verdict -> {
                assertThat(verdict.severity()).isEqualTo(Severity.INFORMATIONAL);
                assertThat(verdict.devices()).isEqualTo(10);
                assertThat(verdict.explanation()).startsWith("All models that used it stopped contacting");
                assertThat(verdict.window().start())
                        .as("of the silences the shortest")
                        .isEqualTo((long) ((Math.max(acme, bolt) - 0.5) * HOUR));
            });
        }
    }
}
