package io.waybill.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.PolicyRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyChangeTest {

    @Test
    void each_rule_is_added_changed_removed_or_as_before() {
        PolicyChange change = PolicyChange.between(
                List.of(
                        Rules.watchList("same", "a.example"),
                        Rules.watchList("other", "b.example"),
                        Rules.watchList("old", "c.example")),
                List.of(
                        Rules.watchList("new", "d.example"),
                        Rules.suppression("other", "b.example", Map.of()),
                        Rules.watchList("same", "a.example")));

        assertThat(change.lines()).containsExactly("+ new  watch_list", "~ other  suppression", "- old  watch_list");
        assertThat(change).hasToString("1 rules added, 1 changed, 1 removed, 1 as before");
        assertThat(change.isEmpty()).isFalse();
    }

    @Test
    void the_same_rules_in_another_order_change_nothing() {
        List<PolicyRule> rules = List.of(Rules.watchList("a", "a.example"), Rules.watchList("b", "b.example"));
        List<PolicyRule> turned = List.of(rules.get(1), rules.get(0));

        assertThat(PolicyChange.between(rules, turned).isEmpty()).isTrue();
        assertThat(PolicyChange.between(rules, turned).unchanged()).isEqualTo(2);
        assertThat(PolicyVersion.yaml(rules)).isEqualTo(PolicyVersion.yaml(turned));
    }

    @Test
    void names_do_not_reach_the_terminal_as_they_are() {
        PolicyChange change = PolicyChange.between(List.of(), List.of(Rules.watchList("\u001b[2J", "a.example")));

        assertThat(change.lines()).containsExactly("+ \\u001b[2J  watch_list");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21})
    void what_a_change_says_turns_one_policy_into_the_other(long seed) {
        Random random = new Random(seed);
        List<PolicyRule> before = some(random);
        List<PolicyRule> after = some(random);

        PolicyChange change = PolicyChange.between(before, after);

        TreeMap<String, PolicyRule> made = byId(before);
        change.removed().forEach(rule -> made.remove(rule.getRuleId()));
        change.added()
                .forEach(rule -> assertThat(made.put(rule.getRuleId(), rule)).isNull());
        change.changed()
                .forEach(rule -> assertThat(made.put(rule.getRuleId(), rule)).isNotNull());
        assertThat(made).as("seed %d", seed).isEqualTo(byId(after));
        assertThat(change.added().size() + change.changed().size() + change.unchanged())
                .isEqualTo(after.size());
    }

    private static List<PolicyRule> some(Random random) {
        List<PolicyRule> rules = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            if (random.nextBoolean()) {
                rules.add(Rules.watchList("rule-" + i, "site" + random.nextInt(2) + ".example"));
            }
        }
        Collections.shuffle(rules, random);
        return rules;
    }

    private static TreeMap<String, PolicyRule> byId(List<PolicyRule> rules) {
        TreeMap<String, PolicyRule> byId = new TreeMap<>();
        rules.forEach(rule -> byId.put(rule.getRuleId(), rule));
        return byId;
    }
}
