package io.waybill.streams.detect.cohort;

import static io.waybill.streams.detect.selftest.SampleHistory.DAY;
import static io.waybill.streams.detect.selftest.SampleHistory.HOUR;
import static io.waybill.streams.detect.selftest.SampleHistory.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.waybill.schemas.LifecycleKind;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.Verdict;
import io.waybill.streams.detect.selftest.SampleFleet;
import io.waybill.streams.detect.selftest.SampleHistory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a promise, kept or broken: sample size, time watched, and a bound. */
class OptOutJudgeTest {

    private static final Policy POLICY = new Policy(List.of(PolicyRule.newBuilder()
            .setRuleId("cloud")
            .setKind(PolicyKind.OPT_OUT)
            .setTitle("Cloud messaging is an opt-in")
            .setSetting("cloud-messaging")
            .setSites(List.of("cloud.example"))
            .build()));

    private static List<Verdict> verdicts(int kept, int broken, String firmware) {
        SampleFleet fleet = new SampleFleet().watched(MONDAY, MONDAY + 5 * DAY);
        for (int i = 0; i < kept + broken; i++) {
            SampleHistory history = SampleHistory.of("p-" + i, "Acme", "One")
                    .firmware(firmware)
                    .site("cloud.example", "api.cloud.example")
                    .watched(MONDAY, MONDAY + DAY + 73 * HOUR)
                    .mark(MONDAY + DAY, LifecycleKind.SETTING_CHANGED, "cloud-messaging=off")
                    .at(MONDAY + HOUR, MONDAY + 2 * HOUR);
            if (i >= kept) {
                history.every(6 * HOUR, 4, MONDAY + 2 * DAY);
            }
            fleet.with(history);
        }
        return fleet.verdicts(POLICY);
    }

    private static List<Verdict> ofFirmware(List<Verdict> verdicts) {
        return verdicts.stream()
                .filter(verdict -> verdict.detector().startsWith("opt-out"))
                .filter(verdict -> verdict.level() == SubjectLevel.FIRMWARE)
                .toList();
    }

    @Test
    void aKeptPromiseHasASampleATimeAndAnUpperBound() {
        assertThat(ofFirmware(verdicts(38, 0, "B"))).singleElement().satisfies(verdict -> {
            assertThat(verdict.detector()).isEqualTo("opt-out-honoured");
            assertThat(verdict.subject()).isEqualTo("Acme One B");
            assertThat(verdict.severity()).isEqualTo(Severity.INFORMATIONAL);
            assertThat(verdict.samples()).isEqualTo(38);
            assertThat(verdict.upperBound().orElseThrow()).isBetween(0.0757, 0.0759);
            assertThat(verdict.score()).isBetween(0.9241, 0.9243);
            assertThat(verdict.explanation()).contains("0 of 38 devices", "3 days", "at most 7.6 %");
        });
    }

    @ParameterizedTest(name = "{0} kept it, {1} broke it: {2}")
    @CsvSource({
        "0, 2, opt-out-ignored",
        "5, 2, opt-out-ignored",
        "1, 1, ''",
        "1, 0, ''",
        "2, 0, opt-out-honoured",
        "30, 1, ''"
    })
    void aFirmwareIsJudgedFromTwoDevicesOn(int kept, int broken, String detector) {
        List<Verdict> verdicts = ofFirmware(verdicts(kept, broken, "A"));

        assertThat(verdicts)
                .extracting(Verdict::detector)
                .isEqualTo(detector.isEmpty() ? List.of() : List.of(detector));
        verdicts.stream()
                .filter(verdict -> verdict.detector().equals("opt-out-ignored"))
                .forEach(verdict -> {
                    assertThat(verdict.severity()).isEqualTo(Severity.HIGH);
                    assertThat(verdict.observed()).isCloseTo((double) broken / (kept + broken), within(1e-6));
                    assertThat(verdict.explanation())
                            .contains(broken + " of " + (kept + broken) + " devices", "With 95 % confidence at least");
                });
    }

    @Test
    void eachDeviceThatIgnoresItHasAVerdictWithTheRule() {
        assertThat(verdicts(0, 3, "A"))
                .filteredOn(verdict ->
                        verdict.detector().equals("opt-out-ignored") && verdict.level() == SubjectLevel.DEVICE)
                .hasSize(3)
                .allSatisfy(verdict -> {
                    assertThat(verdict.severity()).isEqualTo(Severity.MEDIUM);
                    assertThat(verdict.explanation())
                            .contains("Cloud messaging is an opt-in", "still contacted 4 times");
                });
    }
}
