package io.waybill.streams.detect.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.Severity;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.report.FindingDraft;
import io.waybill.streams.detect.selftest.SampleHistory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConcernTest {

    private static FindingDraft beat(double periodMs, double beats) {
        var history = SampleHistory.device("p").at(1).build();
        return new FindingDraft("periodic-contact", history, history.contacts())
                .fact("periodMs", periodMs)
                .fact("beats", beats)
                .fact("named", 1)
                .fact("usualPort", 1);
    }

    @ParameterizedTest
    @CsvSource({"-1, INFORMATIONAL", "0, INFORMATIONAL", "1, LOW", "2, MEDIUM", "3, HIGH", "9, HIGH"})
    void pointsAddUpToHighAndNoFurther(int points, Severity severity) {
        assertThat(Concern.ofPoints(points)).isEqualTo(severity);
    }

    @ParameterizedTest
    @EnumSource(Severity.class)
    void manyDevicesRaiseByOneLevelButNothingOutOfNothing(Severity severity) {
        assertThat(Concern.raised(severity, 9)).isEqualTo(severity);
        Severity raised = Concern.raised(severity, 10);
        if (severity == Severity.INFORMATIONAL || severity == Severity.CRITICAL) {
            assertThat(raised).isEqualTo(severity);
        } else {
            assertThat(raised.ordinal()).isEqualTo(severity.ordinal() + 1);
        }
    }

    @ParameterizedTest(name = "a beat of {0} ms, {1} times: {2} points")
    @CsvSource({"1200000, 12, 1", "1200001, 12, 0", "1200000, 11, 0", "1000, 500, 1"})
    void aFastBeatOfADozenIsAMachines(double periodMs, double beats, int points) {
        assertThat(Concern.periodic(beat(periodMs, beats).write(), false)).isEqualTo(points);
    }

    @ParameterizedTest(name = "slow, spread {0}, regularity {1}, coverage {2}: {3} points")
    @CsvSource({"0.2, 0.5, 0.7, 1", "0.21, 0.5, 0.7, 0", "0.2, 0.49, 0.7, 0", "0.2, 0.5, 0.69, 0"})
    void aSlowOneNeedsASteadinessThatNoPersonHas(double spread, double regularity, double coverage, int points) {
        Finding finding = beat(6 * 3_600_000.0, 40)
                .fact("spread", spread)
                .subscore("regularity", regularity)
                .subscore("coverage", coverage)
                .write();

        assertThat(Concern.periodic(finding, false)).isEqualTo(points);
    }

    @Test
    void eachOddityIsAPointAndKeepingItToOneCohortTwo() {
        assertThat(Concern.periodic(beat(1_000, 50).fact("usualPort", 0).write(), false))
                .isEqualTo(2);
        assertThat(Concern.periodic(beat(1_000, 50).fact("unansweredShare", 0.5).write(), false))
                .isEqualTo(2);
        assertThat(Concern.periodic(
                        beat(1_000, 50).fact("unansweredShare", 0.49).write(), false))
                .isEqualTo(1);
        assertThat(Concern.periodic(beat(1_000, 50).fact("named", 0).write(), false))
                .isEqualTo(2);
        assertThat(Concern.periodic(beat(1_000, 50).write(), true)).isEqualTo(3);
        assertThat(Concern.periodic(
                        beat(9e9, 50).fact("spread", 1).fact("named", 0).write(), false))
                .as("no name alone is nothing odd")
                .isZero();
    }

    @ParameterizedTest(name = "{0} names in {1} contacts: {2} points")
    @CsvSource({"20, 40, 2", "19, 20, 0", "20, 41, 0", "500, 500, 2"})
    void questionsCountWhenNearlyEachAsksForAnother(double names, double contacts, int points) {
        Finding finding = beat(1_000, 50)
                .fact("lookups", 1)
                .fact("names", names)
                .fact("contacts", contacts)
                .write();

        assertThat(Concern.periodic(finding, true)).isEqualTo(points);
    }

    @Test
    void aPingIsNoConcern() {
        assertThat(Concern.periodic(
                        beat(1_000, 50).fact("icmp", 1).fact("usualPort", 0).write(), true))
                .isZero();
    }
}
