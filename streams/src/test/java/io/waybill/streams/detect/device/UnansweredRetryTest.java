package io.waybill.streams.detect.device;

import static io.waybill.streams.detect.selftest.SampleHistory.MINUTE;
import static io.waybill.streams.detect.selftest.SampleHistory.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.PairHistory;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.selftest.SampleHistory;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where it begins to fire, and what it writes down. */
class UnansweredRetryTest {

    private static List<Finding> examine(PairHistory history) {
        return new UnansweredRetry().examine(history, Policy.EMPTY);
    }

    @ParameterizedTest(name = "{0} unanswered, {1} answered, one every {2} ms: score {3}")
    @CsvSource({
        "20, 0, 120000, 0.5",
        "19, 0, 120000,",
        "40, 0, 120000, 0.75",
        "49, 1, 120000, 0.795918", // two of a hundred
        "48, 1, 120000,",
        "21, 0, 60000, 0.52381", // twenty minutes from the first to the last
        "21, 0, 59999,"
    })
    void aRetryAtOnePort(int lost, int answered, long every, @Nullable Double score) {
        SampleHistory history = SampleHistory.device("p").outcome(Outcome.UNANSWERED);
        history.every(every, lost, MONDAY).outcome(Outcome.ESTABLISHED).every(1, answered, MONDAY + 1);

        assertThat(examine(history.build())).hasSize(score == null ? 0 : 1).allSatisfy(finding -> {
            assertThat(finding.score()).isCloseTo(score, within(1e-6));
            assertThat(finding.observed()).isEqualTo(lost);
            assertThat(finding.samples()).isEqualTo(lost + answered);
        });
    }

    @ParameterizedTest(name = "{0} ports unanswered, {1} answered: score {2}")
    @CsvSource({"49, 0,", "50, 0, 0.5", "100, 0, 0.75", "90, 10, 0.722222", "90, 11,"})
    void aScan(int lost, int answered, @Nullable Double score) {
        SampleHistory history = SampleHistory.device("p");
        for (int port = 1; port <= lost + answered; port++) {
            history.outcome(port <= lost ? Outcome.REJECTED : Outcome.ESTABLISHED)
                    .to("198.51.100.7", port)
                    .at(MONDAY + port);
        }

        assertThat(examine(history.build())).hasSize(score == null ? 0 : 1).allSatisfy(finding -> {
            assertThat(finding.score()).isCloseTo(score, within(1e-6));
            assertThat(finding.facts())
                    .containsEntry("ports", (double) lost)
                    .containsEntry("refused", (double) lost)
                    .containsEntry("named", 0.0);
        });
    }

    @Test
    void writesDownWhatItSaw() {
        SampleHistory history = SampleHistory.device("p").site("a.example", "c2.a.example");
        history.to("198.51.100.7", 8443).outcome(Outcome.UNANSWERED).every(MINUTE, 55, MONDAY);
        history.outcome(Outcome.REJECTED).every(MINUTE, 5, MONDAY + 60 * MINUTE);
        history.outcome(Outcome.ESTABLISHED).at(MONDAY + 70 * MINUTE);
        history.to("198.51.100.7", 9443).outcome(Outcome.UNANSWERED).every(MINUTE, 61, MONDAY);

        assertThat(examine(history.build())).singleElement().satisfies(finding -> {
            assertThat(finding.facts())
                    .as("of two ports tried as often, the lower")
                    .isEqualTo(Map.of("answered", 1.0, "refused", 5.0, "named", 1.0, "port", 8443.0, "ports", 1.0));
            assertThat(finding.subscores()).isEqualTo(Map.of("unansweredShare", 0.983607));
        });
    }

    /** What is not shown was the earliest; whether it was answered is not known. */
    @ParameterizedTest(name = "{0} not shown, {1} answered: {2}")
    @CsvSource({"0, 1, 1", "1, 0, 1", "1, 1, 0"})
    void abstainsWhereAnswersMayBeMissing(long omitted, int answered, int findings) {
        PairHistory shown = SampleHistory.device("p")
                .outcome(Outcome.UNANSWERED)
                .every(MINUTE, 60, MONDAY)
                .outcome(Outcome.ESTABLISHED)
                .every(MINUTE, answered, MONDAY)
                .build();
        PairHistory history = new PairHistory(
                shown.device(), shown.destination(), shown.contacts(), omitted, shown.first(), 0, List.of());

        assertThat(examine(history)).hasSize(findings);
    }

    @ParameterizedTest(name = "{0} attempts where five are asked for: {1}")
    @CsvSource({"5, 1", "4, 0"})
    void fiveAreTheFewestThatCanBeAskedFor(int attempts, int findings) {
        AvroTrust.vouch();
        PolicyRule rule = PolicyRule.newBuilder()
                .setRuleId("p")
                .setKind(PolicyKind.PARAMETER)
                .setParameters(Map.of("attempts", "5", "spanMinutes", "0"))
                .build();
        PairHistory history = SampleHistory.device("p")
                .outcome(Outcome.UNANSWERED)
                .every(MINUTE, attempts, MONDAY)
                .build();

        assertThat(new UnansweredRetry().examine(history, new Policy(List.of(rule))))
                .hasSize(findings);
    }
}
