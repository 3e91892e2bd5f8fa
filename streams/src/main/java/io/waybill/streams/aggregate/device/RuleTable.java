package io.waybill.streams.aggregate.device;

import io.waybill.schemas.PolicyRule;
import io.waybill.streams.detect.Policy;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rules in force, in bounded number: those whose ids come first. Each partition has all of them. */
final class RuleTable {

    static final int LIMIT = 10_000;

    private final TreeMap<String, PolicyRule> rules = new TreeMap<>();
    private @Nullable Policy policy;

    Policy policy() {
        if (policy == null) {
            policy = new Policy(rules.values());
        }
        return policy;
    }

    List<PolicyRule> all() {
        return List.copyOf(rules.values());
    }

    /** Whether a rule of this id would be one too many. */
    boolean isFullFor(String ruleId) {
        return rules.size() >= LIMIT && !rules.containsKey(ruleId);
    }

    /** Id of the rule that has to make room for this one; null where it is this one itself that finds none. */
    @Nullable
    String givesWayTo(String ruleId) {
        return ruleId.compareTo(rules.lastKey()) > 0 ? null : rules.lastKey();
    }

    /** Takes a rule; null takes it back. False where that changes nothing. */
    boolean put(String ruleId, @Nullable PolicyRule rule) {
        policy = null;
        PolicyRule before = rule == null ? rules.remove(ruleId) : rules.put(ruleId, rule);
        return rule == null ? before != null : !rule.equals(before);
    }
}
