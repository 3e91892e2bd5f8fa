package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.streams.detect.Policy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules are kept by their ids up to a bound, and the policy is always that of the rules that are kept. */
class RuleTableTest {

    private final RuleTable table = new RuleTable();

    private static PolicyRule rule(String id, PolicyKind kind) {
        return PolicyRule.newBuilder().setRuleId(id).setKind(kind).build();
    }

    private static PolicyRule rule(String id) {
        return rule(id, PolicyKind.WATCH_LIST);
    }

    private void put(String... ids) {
        for (String id : ids) {
            table.put(id, rule(id));
        }
    }

    /** Every second number, so that there is room between them. */
    private void fill() {
        for (int i = 0; i < RuleTable.LIMIT; i++) {
            put(String.format("rule-%06d", i * 2));
        }
    }

    @Test
    void an_empty_one_is_the_policy_without_rules() {
        assertThat(table.all()).isEmpty();
        assertThat(table.policy().rules()).isEmpty();
        assertThat(table.isFullFor("a")).isFalse();
    }

    @Test
    void rules_are_told_in_the_order_of_their_ids() {
        put("c", "a", "d", "b");

        assertThat(table.all()).containsExactly(rule("a"), rule("b"), rule("c"), rule("d"));
        assertThat(table.policy().rules()).containsExactlyElementsOf(table.all());
    }

    /** What is done to a table that has the rule "a" for watch lists. */
    @ParameterizedTest(name = "{0} as {1} changes something: {2}")
    @CsvSource({"a, WATCH_LIST, false", "a, PARAMETER, true", "a,, true", "b, WATCH_LIST, true", "b,, false"})
    void it_says_whether_a_rule_changed_anything(String id, @Nullable PolicyKind kind, boolean changes) {
        put("a");

        assertThat(table.put(id, kind == null ? null : rule(id, kind))).isEqualTo(changes);
        assertThat(table.put(id, kind == null ? null : rule(id, kind)))
                .as("the same once more")
                .isFalse();
    }

    @Test
    void what_is_told_stays_as_it_was_when_rules_come_and_go() {
        put("a", "b");
        var told = table.all();

        table.put("a", null);
        put("c");

        assertThat(told).containsExactly(rule("a"), rule("b"));
        assertThat(table.all()).containsExactly(rule("b"), rule("c"));
    }

    @Test
    void a_rule_that_is_taken_back_is_none_of_the_policy() {
        put("a", "b");
        assertThat(table.policy().rules()).hasSize(2);

        table.put("a", null);

        assertThat(table.policy().rules()).containsExactly(rule("b"));
        table.put("b", null);
        assertThat(table.policy().rules()).isEmpty();
    }

    @Test
    void the_policy_is_made_anew_when_a_rule_came_and_kept_while_none_does() {
        put("a");
        Policy before = table.policy();
        assertThat(table.policy()).isSameAs(before);

        table.put("a", rule("a", PolicyKind.PARAMETER));

        assertThat(table.policy().rules()).containsExactly(rule("a", PolicyKind.PARAMETER));
        assertThat(before.rules()).as("who judges by it goes on with it").containsExactly(rule("a"));
    }

    @Test
    void it_is_full_at_its_bound_and_only_for_rules_it_does_not_have() {
        fill();
        table.put("rule-000000", null);
        assertThat(table.isFullFor("rule-000001")).as("one less").isFalse();
        put("rule-000000");

        assertThat(table.isFullFor("rule-000001")).isTrue();
        assertThat(table.isFullFor("zzz")).isTrue();
        assertThat(table.isFullFor("rule-000000")).as("it has that").isFalse();
    }

    /** The last of those kept is rule-019998. */
    @ParameterizedTest(name = "{1} gives way to {0}")
    @CsvSource({
        "aaa, rule-019998",
        "rule-000001, rule-019998",
        "rule-019997, rule-019998",
        "rule-019999,",
        "zzz,",
        "rule-019998, rule-019998"
    })
    void the_one_whose_id_comes_last_gives_way(String id, @Nullable String last) {
        fill();

        assertThat(table.givesWayTo(id)).isEqualTo(last);
        assertThat(table.all()).as("nothing is done by asking").hasSize(RuleTable.LIMIT);
    }

    @Test
    void where_one_made_room_there_is_room_for_one() {
        fill();
        table.put(String.valueOf(table.givesWayTo("rule-000001")), null);
        put("rule-000001");

        assertThat(table.all()).hasSize(RuleTable.LIMIT).contains(rule("rule-000001"));
        assertThat(table.givesWayTo("rule-000003")).isEqualTo("rule-019996");
        assertThat(table.policy().rules()).hasSize(RuleTable.LIMIT).doesNotContain(rule("rule-019998"));
    }
}
