package io.waybill.streams.detect.cohort;

import static io.waybill.streams.detect.selftest.SampleHistory.DAY;
import static io.waybill.streams.detect.selftest.SampleHistory.HOUR;
import static io.waybill.streams.detect.selftest.SampleHistory.MINUTE;
import static io.waybill.streams.detect.selftest.SampleHistory.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.schemas.Severity;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.Verdict;
import io.waybill.streams.detect.selftest.SampleFleet;
import io.waybill.streams.detect.selftest.SampleHistory;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Detectors that compare a time with times before: where they fire, and where they abstain. */
class OverTimeTest {

    private static final String SITE = "sync.example";

    private static SampleFleet fleet(int days) {
        return new SampleFleet()
                .watched(MONDAY, MONDAY + days * DAY)
                .devices("a-", 10, "Acme", "One")
                .devices("b-", 10, "Bolt", "Two")
                .devices("c-", 10, "Civic", "Three");
    }

    private static SampleHistory acme(int i) {
        return SampleHistory.of("a-" + i, "Acme", "One").site(SITE, "www." + SITE);
    }

    private static List<Verdict> of(String detector, SampleFleet fleet, Policy policy) {
        return fleet.verdicts(policy).stream()
                .filter(verdict -> verdict.detector().equals(detector))
                .toList();
    }

    private static List<Verdict> of(String detector, SampleFleet fleet) {
        return of(detector, fleet, Policy.EMPTY);
    }

    @ParameterizedTest(name = "{0} days before, {1} devices, {2} contacts each: {3}")
    @CsvSource({
        "6, 5, 60, true",
        "3, 5, 60, false", // four windows of the same hour are asked for
        "6, 2, 200, false", // three devices
        "6, 5, 9, false", // fifty connections
        "6, 5, 12, true"
    })
    void surge(int before, int devices, int contacts, boolean fires) {
        SampleFleet fleet = fleet(before + 1);
        for (int i = 1; i <= devices; i++) {
            SampleHistory history = acme(i);
            for (int day = 0; day < before; day++) {
                history.at(MONDAY + day * DAY + 9 * HOUR + i * MINUTE);
            }
            history.every(10_000, contacts, MONDAY + before * DAY + 9 * HOUR);
            fleet.with(history);
        }

        assertThat(of("surge", fleet)).hasSize(fires ? 1 : 0).allSatisfy(verdict -> {
            assertThat(verdict.subject()).isEqualTo("Acme One");
            assertThat(verdict.severity()).isEqualTo(Severity.LOW);
            assertThat(verdict.explanation()).contains(before + " earlier windows of the same hours");
            assertThat(verdict.subscores()).containsKeys("pValue", "qValue");
        });
    }

    @Test
    void aSurgeOfTheSameHourOfTheWeekIsNone() {
        SampleFleet fleet = fleet(36);
        for (int i = 1; i <= 5; i++) {
            SampleHistory history = acme(i);
            for (int week = 0; week < 6; week++) {
                history.every(10_000, 60, MONDAY + week * 7 * DAY + 9 * HOUR);
            }
            for (int day = 0; day < 36; day++) {
                history.at(MONDAY + day * DAY + 20 * HOUR);
            }
            fleet.with(history);
        }

        assertThat(of("surge", fleet)).isEmpty();
    }

    @ParameterizedTest(name = "{0} devices hourly for {1} days, silent for {2} h: {3}")
    @CsvSource({
        "5, 3, 24, true",
        "2, 3, 24, false",
        "5, 3, 10, false",
        "3, 2, 13, true",
        "3, 1, 13, true",
        "3, 3, 48, true"
    })
    void wentDark(int devices, int days, int silentHours, boolean fires) {
        SampleFleet fleet = fleet(1).watched(MONDAY, MONDAY + days * DAY + silentHours * HOUR);
        for (int i = 1; i <= devices; i++) {
            fleet.with(acme(i).every(HOUR, days * 24, MONDAY + i * MINUTE));
        }

        assertThat(of("went-dark", fleet)).hasSize(fires ? 1 : 0).allSatisfy(verdict -> {
            assertThat(verdict.subject()).isEqualTo("Acme One");
            assertThat(verdict.explanation()).contains("stopped contacting " + SITE);
        });
    }

    @Test
    void whatFallsSilentAcrossMakersIsGone() {
        SampleFleet fleet = fleet(5);
        for (int i = 1; i <= 8; i++) {
            for (String[] model : new String[][] {{"a-", "Acme", "One"}, {"b-", "Bolt", "Two"}}) {
                fleet.with(SampleHistory.of(model[0] + i, model[1], model[2])
                        .site(SITE, "www." + SITE)
                        .every(HOUR, 72, MONDAY + i * MINUTE));
            }
        }

        assertThat(of("went-dark", fleet)).singleElement().satisfies(verdict -> {
            assertThat(verdict.subject()).isEqualTo("fleet");
            assertThat(verdict.severity()).isEqualTo(Severity.INFORMATIONAL);
        });
    }

    @ParameterizedTest(name = "from {0} to {1}, by {2} of ten devices: {3}")
    @CsvSource({"US, CN, 10, CN", "US, US, 10, AS2", "US, CN, 2,", "CN, US, 10, US"})
    void countryShift(String before, String after, int moved, @Nullable String to) {
        SampleFleet fleet = fleet(6);
        for (int i = 1; i <= 10; i++) {
            fleet.with(acme(i).in(before, 1)
                    .every(3 * HOUR, 40, MONDAY + i * MINUTE)
                    .in(i <= moved ? after : before, i <= moved ? 2 : 1)
                    .every(3 * HOUR, 8, MONDAY + 5 * DAY + i * MINUTE));
        }

        assertThat(of("country-shift", fleet)).hasSize(to == null ? 0 : 1).allSatisfy(verdict -> {
            assertThat(verdict.subject()).isEqualTo("Acme One");
            assertThat(verdict.explanation()).contains(" moved to " + to + ": 100 % since ");
            assertThat(verdict.score()).isEqualTo(1);
        });
    }

    @ParameterizedTest(name = "first contact after {0} h, {1} of ten Acme, {2} of twenty others: {3}")
    @CsvSource({
        "60, 10, 0, true",
        "47, 10, 0, false",
        "60, 4, 0, false",
        "60, 10, 12, false",
        "49, 6, 1, false",
        "49, 9, 1, true",
        "60, 2, 0, false"
    })
    void newDestination(int hours, int acme, int others, boolean fires) {
        SampleFleet fleet = fleet(5);
        for (int i = 1; i <= acme; i++) {
            fleet.with(acme(i).every(HOUR, 5, MONDAY + hours * HOUR + i * MINUTE));
        }
        for (int i = 1; i <= others; i++) {
            String[] model = i <= 10 ? new String[] {"b-", "Bolt", "Two"} : new String[] {"c-", "Civic", "Three"};
            fleet.with(SampleHistory.of(model[0] + (i <= 10 ? i : i - 10), model[1], model[2])
                    .site(SITE, "www." + SITE)
                    .every(HOUR, 5, MONDAY + hours * HOUR + i * MINUTE));
        }

        assertThat(of("new-destination", fleet)).hasSize(fires ? 1 : 0).allSatisfy(verdict -> {
            assertThat(verdict.subject()).isEqualTo("Acme One");
            assertThat(verdict.explanation()).contains("after being watched without it");
        });
    }

    @Test
    void aParameterChangesTheLearningPeriodAndTheVerdictShowsIt() {
        PolicyRule rule = PolicyRule.newBuilder()
                .setRuleId("p")
                .setKind(PolicyKind.PARAMETER)
                .setDetectors(List.of("new-destination"))
                .setParameters(Map.of("learningHours", "24"))
                .build();
        SampleFleet fleet = fleet(5);
        for (int i = 1; i <= 10; i++) {
            fleet.with(acme(i).every(HOUR, 5, MONDAY + 30 * HOUR + i * MINUTE));
        }

        assertThat(of("new-destination", fleet)).isEmpty();
        assertThat(of("new-destination", fleet, new Policy(List.of(rule))))
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.parameters()).containsEntry("learningHours", "24"));
    }
}
