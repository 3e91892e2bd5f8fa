package io.waybill.streams.detect.device;

import static io.waybill.streams.detect.selftest.SampleHistory.DAY;
import static io.waybill.streams.detect.selftest.SampleHistory.HOUR;
import static io.waybill.streams.detect.selftest.SampleHistory.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.selftest.SampleHistory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LongConnectionTest {

    private static List<Finding> examine(SampleHistory history, Policy policy) {
        return new LongConnection().examine(history.build(), policy);
    }

    private static Policy hours(String value) {
        AvroTrust.vouch();
        return new Policy(List.of(PolicyRule.newBuilder()
                .setRuleId("r")
                .setKind(PolicyKind.PARAMETER)
                .setParameters(Map.of("hours", value))
                .build()));
    }

    @ParameterizedTest(name = "{0} ms: score {1}")
    @CsvSource({"0,", "14399999,", "14400000, 0.5", "28800000, 0.75", "144000000, 0.95"})
    void firesFromFourHoursOnAndIsSurerTheLonger(long millis, @org.jspecify.annotations.Nullable Double score) {
        List<Finding> findings =
                examine(SampleHistory.device("p").lasting(millis).at(MONDAY), Policy.EMPTY);

        assertThat(findings).hasSize(score == null ? 0 : 1).allSatisfy(finding -> {
            assertThat(finding.score()).isCloseTo(score, within(1e-6));
            assertThat(finding.observed()).isCloseTo(millis / 3.6e6, within(1e-6));
            assertThat(finding.expected()).isEqualTo(4);
            assertThat(finding.facts()).containsEntry("longestMs", (double) millis);
        });
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "8, 0", "-3, 1", "0.1, 1"})
    void theThresholdIsAParameterWithinItsRange(String hours, int findings) {
        SampleHistory history = SampleHistory.device("p").lasting(5 * HOUR).at(MONDAY);

        assertThat(examine(history, hours(hours))).hasSize(findings);
    }

    @Test
    void theLeastThresholdIsSixMinutes() {
        SampleHistory history = SampleHistory.device("p").lasting(360_000).at(MONDAY);

        assertThat(examine(history, hours("0.1"))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "false, 0"})
    void tellsThePortOfTheLastAndWhetherAnyHadAName(boolean named, double told) {
        SampleHistory history = SampleHistory.device("p").lasting(5 * HOUR);
        if (named) {
            history.site("a.example", "www.a.example");
        }
        history.to("198.51.100.7", 443).at(MONDAY).to("198.51.100.7", 8443).at(MONDAY + DAY);

        assertThat(examine(history, Policy.EMPTY))
                .singleElement()
                .satisfies(finding -> assertThat(finding.facts())
                        .isEqualTo(Map.of("longestMs", 1.8e7, "named", told, "port", 8443.0)));
    }

    @Test
    void aggregatedRecordsTellNoDuration() {
        assertThat(examine(SampleHistory.device("p").occurrences(2).lasting(DAY).at(MONDAY), Policy.EMPTY))
                .isEmpty();
    }

    @Test
    void restsOnTheLongOnesAlone() {
        SampleHistory history = SampleHistory.device("p")
                .every(HOUR, 50, MONDAY)
                .lasting(6 * HOUR)
                .at(MONDAY + 3 * DAY, MONDAY + 4 * DAY);

        assertThat(examine(history, Policy.EMPTY)).singleElement().satisfies(finding -> {
            assertThat(finding.samples()).isEqualTo(2);
            assertThat(finding.window().start()).isEqualTo(MONDAY + 3 * DAY);
        });
    }
}
