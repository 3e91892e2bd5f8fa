package io.waybill.streams.detect.periodic;

import static io.waybill.streams.detect.selftest.SampleHistory.MINUTE;
import static io.waybill.streams.detect.selftest.SampleHistory.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.schemas.Transport;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.selftest.SampleHistory;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written down of a rhythm, and by which parameters one is found. */
class PeriodicContactTest {

    private static List<Finding> examine(SampleHistory history, Map<String, String> parameters) {
        AvroTrust.vouch();
        PolicyRule rule = PolicyRule.newBuilder()
                .setRuleId("p")
                .setKind(PolicyKind.PARAMETER)
                .setParameters(parameters)
                .build();
        return new PeriodicContact().examine(history.build(), new Policy(List.of(rule)));
    }

    /** Seven contacts five minutes apart, a pause of fifty minutes, and seven more: 60 of 110 minutes. */
    private static SampleHistory withAPause() {
        return SampleHistory.device("p")
                .address("203.0.113.0/24", "203.0.113.9", 8443)
                .every(5 * MINUTE, 7, MONDAY + 7)
                .every(5 * MINUTE, 7, MONDAY + 7 + 80 * MINUTE);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "beats, 14, 1",
        "beats, 15, 0",
        "shortestSeconds, 300, 1",
        "shortestSeconds, 301, 0",
        "longestDays, 0.0035, 1", // 302 seconds
        "longestDays, 0.0034, 0",
        "coverage, 0.54, 1",
        "coverage, 0.55, 0",
        "significance, 20, 1",
        "significance, 100, 0"
    })
    void parametersDecide(String parameter, String value, int findings) {
        assertThat(examine(withAPause(), Map.of(parameter, value))).hasSize(findings);
    }

    @Test
    void writesDownTheRhythm() {
        SampleHistory history = withAPause().named(3);

        assertThat(examine(history, Map.of())).singleElement().satisfies(finding -> {
            assertThat(finding.detector()).isEqualTo(new PeriodicContact().id());
            assertThat(finding.observed()).isEqualTo(12);
            assertThat(finding.expected()).isEqualTo(0.065);
            assertThat(finding.samples()).isEqualTo(13);
            assertThat(finding.score()).isBetween(0.85, 0.95);
            assertThat(finding.subscores().get("significance")).isGreaterThan(20);
            assertThat(finding.subscores())
                    .containsEntry("coverage", 0.545455)
                    .containsEntry("activeCoverage", 0.545455)
                    .containsEntry("coherence", 1.0)
                    .containsEntry("sameSize", 1.0);
            assertThat(finding.subscores().get("regularity")).isBetween(0.9, 0.95);
            assertThat(finding.facts())
                    .contains(
                            entry("periodMs", 300_000.0),
                            entry("spread", 0.005),
                            entry("beats", 14.0),
                            entry("contacts", 14.0),
                            entry("contactsPerBeat", 1.0),
                            entry("names", 3.0));
            assertThat(finding.notes()).isEqualTo(Map.of("rhythm", "STEADY", "to", "203.0.113.9:8443"));
            assertThat(finding.parameters())
                    .isEqualTo(Map.of(
                            "beats",
                            "4",
                            "coverage",
                            "0.5",
                            "longestDays",
                            "7.5",
                            "shortestSeconds",
                            "0.9",
                            "significance",
                            "4"));
        });
    }

    /** All together there is none: of the far ends that have one, the one with the better. */
    @ParameterizedTest(name = "jitter {0} of {1} contacts and {2} of {3}: {4}")
    @CsvSource({
        "0.02, 60, 0.25, 90, 203.0.113.1:443",
        "0.25, 90, 0.02, 60, 203.0.113.2:443",
        "0.02, 60, 0.25, 50, 203.0.113.1:443"
    })
    void theBestFarEnd(double jitter, int contacts, double otherJitter, int otherContacts, String best) {
        Traffic traffic = new Traffic(3);
        SampleHistory history = SampleHistory.device("p").address("203.0.113.0/24", "203.0.113.1", 443);
        history.at(traffic.beat(600_000, jitter, 0, contacts)).to("203.0.113.2", 443);
        history.at(traffic.beat(430_000, otherJitter, 0, otherContacts)).to("203.0.113.3", 443);
        history.at(traffic.poisson(0.5, 2_000));

        assertThat(examine(history, Map.of()))
                .extracting(finding -> finding.notes().get("to"))
                .containsExactly(best);
    }

    /** Three far ends and all of them together are four searches; of two that are as good the first is named. */
    @ParameterizedTest(name = "{0} digits more than are asked for: {1}")
    @CsvSource({"0.61, 1", "0.6, 0"})
    void whatEachFarEndIsSearchedForCosts(double more, int findings) {
        SampleHistory history = SampleHistory.device("p").address("203.0.113.0/24", "203.0.113.1", 443);
        history.every(600_000, 12, 7).to("203.0.113.2", 443).every(600_000, 12, 250_007);
        history.to("203.0.113.3", 443).at(new Traffic(3).poisson(0.1, 2_000));
        double digits = examine(history, Map.of()).get(0).subscores().get("significance");

        assertThat(examine(history, Map.of("significance", Double.toString(digits - more))))
                .extracting(finding -> finding.notes().get("to"))
                .isEqualTo(Collections.nCopies(findings, "203.0.113.1:443"));
    }

    @ParameterizedTest
    @CsvSource({"3, 0", "4, 1"})
    void fourContactsAreEnough(int contacts, int findings) {
        assertThat(examine(SampleHistory.device("p").every(MINUTE, contacts, MONDAY), Map.of()))
                .hasSize(findings);
    }

    @ParameterizedTest(name = "{0}/{1}, host {2}, {3}")
    @CsvSource({
        "8443, TCP, false, UNANSWERED, 1, 0, 0, 0, 0",
        "443, TCP, true, ESTABLISHED, 0, 1, 1, 0, 0",
        "53, UDP, true, ESTABLISHED, 0, 1, 1, 1, 0",
        "0, ICMP, false, ESTABLISHED, 0, 0, 1, 0, 1"
    })
    void writesDownWhatElseIsOdd(
            int port,
            Transport transport,
            boolean host,
            Outcome outcome,
            double unanswered,
            double named,
            double usual,
            double lookups,
            double icmp) {
        SampleHistory history = SampleHistory.device("p").address("203.0.113.0/24", "203.0.113.9", port);
        if (host) {
            history.site("example.com", "a.example.com");
        }
        history.transport(transport).outcome(outcome).every(MINUTE, 10, MONDAY);

        assertThat(examine(history, Map.of()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.facts())
                        .contains(
                                entry("unansweredShare", unanswered),
                                entry("named", named),
                                entry("usualPort", usual),
                                entry("lookups", lookups),
                                entry("icmp", icmp)));
    }
}
