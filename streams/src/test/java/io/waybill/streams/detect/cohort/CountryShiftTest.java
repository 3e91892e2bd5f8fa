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
import io.waybill.streams.detect.stats.TwoByTwo;
import java.util.Arrays;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shares of device-windows before and since, number by number. */
class CountryShiftTest {

    private static Judgement judge(Views views) {
        return new CountryShift().judge(views.build(), Policy.EMPTY);
    }

    private static TreeMap<String, Long> places(String words) {
        TreeMap<String, Long> places = new TreeMap<>();
        Arrays.stream(words.split(" "))
                .map(word -> word.split("="))
                .forEach(parts -> places.put(parts[0], Long.parseLong(parts[1])));
        return places;
    }

    /** One window before the last day and one in it. */
    private static Views views(long devicesBefore, String before, long devicesSince, String since) {
        return new Views()
                .until(48)
                .row("Acme", 0, 1, devicesBefore, places(before))
                .row("Acme", 24, 1, devicesSince, places(since));
    }

    @ParameterizedTest(name = "{0} at {1}, then {2} at {3}: {5} after {4} tests")
    @CsvSource({
        "100, US/1=1, 100, CN/1=1, 1, CN",
        "100, US/1=7 CN/1=3, 100, US/1=2 CN/1=8, 2, CN",
        "100, US/1=5 CN/1=5, 100, US/1=2 CN/1=8, 2, CN", // three tenths more
        "100, US/1=5 CN/1=5, 100, US/1=21 CN/1=79, 3,", // less than that, and the system is the same
        "30, US/1=1, 30, CN/1=1, 1, CN", // thirty device-windows each
        "29, US/1=1, 30, CN/1=1, 0,",
        "30, US/1=1, 29, CN/1=1, 0,",
        "100, US/1=1, 100, US/2=1, 2, AS2", // the same country, another system
        "100, -/0=1, 100, CN/1=1, 0,", // unknown places are no places
        "100, US/1=1 -/0=9, 100, CN/1=1, 1, CN",
        "100, US/1=6 CN/1=2 IN/1=2, 100, CN/1=5 IN/1=5, 2, CN" // of equals the first
    })
    void whatShifts(
            long devicesBefore, String before, long devicesSince, String since, long tests, @Nullable String to) {
        Judgement judgement = judge(views(devicesBefore, before, devicesSince, since));

        assertThat(judgement.tests()).isEqualTo(tests);
        assertThat(judgement.verdicts())
                .hasSize(to == null ? 0 : 1)
                .allSatisfy(verdict -> assertThat(verdict.measure()).isEqualTo("share of device-windows at " + to));
    }

    @Test
    void saysWhatShareMovedWhereAndHowLikelyThatIs() {
        Views views = views(40, "US/1=3 CN/1=1 -/0=4", 60, "US/1=1 CN/1=4").reached(model("Acme"), 70, 90, 0, 40);

        assertThat(judge(views).verdicts()).singleElement().satisfies(verdict -> {
            assertThat(verdict.expected()).isEqualTo(0.25);
            assertThat(verdict.observed()).isEqualTo(0.8);
            assertThat(verdict.score()).isEqualTo(0.55);
            assertThat(verdict.samples()).isEqualTo(100);
            assertThat(verdict.devices()).isEqualTo(70);
            assertThat(verdict.window().start()).isEqualTo(24 * HOUR);
            assertThat(verdict.severity()).isEqualTo(Severity.MEDIUM);
            double p = new TwoByTwo(48, 60, 10, 40).greaterInside();
            assertThat(verdict.pValue().orElseThrow()).isCloseTo(p, within(p * 1e-5));
        });
        views.reached(Cohort.FLEET, 70, 100, 0, 40)
                .reached(Cohort.manufacturer("Acme"), 60, 90, 0, 40)
                .reached(Cohort.manufacturer("Bolt"), 10, 10, 0, 40);
        assertThat(judge(views).verdicts())
                .as("everyday life")
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.severity()).isEqualTo(Severity.INFORMATIONAL));
    }

    @Test
    void whereItIsKnownItIsSaid() {
        Views views = views(40, "US/1=1", 60, "CN/1=1");

        assertThat(judge(views).verdicts())
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.explanation())
                        .isEqualTo(
                                "Contacts of Acme One with a.example moved to CN: 100 % since 2 January 1970 00:00 UTC, against"
                                        + " 0 % before. Places are what the IP database says."));
        assertThat(judge(views.at("google.com", DestinationKind.SITE)).verdicts())
                .singleElement()
                .satisfies(verdict -> {
                    assertThat(verdict.severity()).isEqualTo(Severity.INFORMATIONAL);
                    assertThat(verdict.explanation())
                            .endsWith("It is a known service: Android and Google services (Google).");
                });
    }

    @Test
    void theLeastLikelyShiftIsTheVerdict() {
        assertThat(judge(views(100, "US/1=100", 100, "CN/1=35 IN/1=65")).verdicts())
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.measure()).endsWith("at IN"));
    }
}
