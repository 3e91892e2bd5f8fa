package io.waybill.streams.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.streams.detect.cohort.CohortExclusive;
import io.waybill.streams.detect.cohort.NewDestination;
import io.waybill.streams.detect.cohort.Surge;
import io.waybill.streams.detect.cohort.WentDark;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PolicyTest {

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    private static PolicyRule rule(String id, PolicyKind kind, List<String> detectors, Map<String, String> parameters) {
        return PolicyRule.newBuilder()
                .setRuleId(id)
                .setKind(kind)
                .setDetectors(detectors)
                .setParameters(parameters)
                .build();
    }

    private static PolicyRule parameter(String id, List<String> detectors, String value) {
        return rule(id, PolicyKind.PARAMETER, detectors, Map.of("hours", value));
    }

    @Test
    void detectorsThatLearnSayHowLongUnderThePolicy() {
        long hour = 3_600_000L;
        Policy changed = new Policy(List.of(
                rule("n", PolicyKind.PARAMETER, List.of("new-destination"), Map.of("learningHours", "24")),
                rule("s", PolicyKind.PARAMETER, List.of("surge"), Map.of("history", "7")),
                rule("w", PolicyKind.PARAMETER, List.of("went-dark"), Map.of("windows", "10", "silentHours", "5"))));

        assertThat(new NewDestination().learningMillis(Policy.EMPTY, hour)).isEqualTo(48 * hour);
        assertThat(new NewDestination().learningMillis(changed, hour)).isEqualTo(24 * hour);
        assertThat(new Surge().learningMillis(Policy.EMPTY, hour)).isEqualTo(4 * 24 * hour);
        assertThat(new Surge().learningMillis(changed, hour)).isEqualTo(7 * 24 * hour);
        assertThat(new WentDark().learningMillis(Policy.EMPTY, hour)).isEqualTo((24 + 12) * hour);
        assertThat(new WentDark().learningMillis(changed, 2 * hour)).isEqualTo((20 + 5) * hour);
        assertThat(new CohortExclusive().learningMillis(Policy.EMPTY, hour)).isZero();
    }

    @Test
    void rulesAreFoundByKindOrderedById() {
        List<PolicyRule> rules = new ArrayList<>();
        for (PolicyKind kind : PolicyKind.values()) {
            rules.add(rule("2-" + kind, kind, List.of(), Map.of()));
            rules.add(rule("1-" + kind, kind, List.of(), Map.of()));
        }
        for (long seed = 1; seed <= 10; seed++) {
            Collections.shuffle(rules, new Random(seed));
            Policy policy = new Policy(rules);

            for (PolicyKind kind : PolicyKind.values()) {
                assertThat(policy.of(kind))
                        .as("seed %d", seed)
                        .extracting(PolicyRule::getRuleId)
                        .containsExactly("1-" + kind, "2-" + kind);
            }
            assertThat(policy.rules())
                    .extracting(PolicyRule::getRuleId)
                    .isSorted()
                    .hasSize(rules.size());
        }
    }

    @Test
    void ofTwoWithOneIdTheLaterHoldsAlsoWhereItIsOfAnotherKind() {
        Policy policy = new Policy(List.of(
                rule("r", PolicyKind.WATCH_LIST, List.of(), Map.of()),
                rule("r", PolicyKind.SUPPRESSION, List.of(), Map.of())));

        assertThat(policy.of(PolicyKind.WATCH_LIST)).isEmpty();
        assertThat(policy.of(PolicyKind.SUPPRESSION)).hasSize(1);
    }

    @Test
    void parametersOfLaterIdsWinAndOthersRulesDoNotCount() {
        Policy policy = new Policy(List.of(
                parameter("c", List.of("surge"), "3"),
                parameter("a", List.of(), "1"),
                parameter("b", List.of("long-connection"), "2"),
                rule("d", PolicyKind.SUPPRESSION, List.of(), Map.of("hours", "4"))));

        assertThat(policy.parametersOf("surge")).containsExactly(Map.entry("hours", "3"));
        assertThat(policy.parametersOf("long-connection")).containsExactly(Map.entry("hours", "2"));
        assertThat(policy.parametersOf("watch-list")).containsExactly(Map.entry("hours", "1"));
    }

    @Test
    void noRulesSayNothing() {
        assertThat(Policy.EMPTY.rules()).isEmpty();
        assertThat(Policy.EMPTY.parametersOf("surge")).isEmpty();
        assertThat(Policy.EMPTY.of(PolicyKind.OTHER)).isEmpty();
    }
}
