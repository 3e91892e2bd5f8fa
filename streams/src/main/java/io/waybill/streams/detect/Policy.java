package io.waybill.streams.detect;

import io.waybill.schemas.PolicyRule;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rules in force, by id. Immutable; building one is a pure function of the set of rules.
 */
public final class Policy {

    /** No rules: every detector at its defaults. */
    public static final Policy EMPTY = new Policy(List.of());

    private final TreeMap<String, PolicyRule> rules = new TreeMap<>();

    /** A policy of these rules; of two with one id the later in the collection holds. */
    public Policy(Collection<PolicyRule> rules) {
        rules.forEach(rule -> this.rules.put(rule.getRuleId(), rule));
    }

    /** All rules, ordered by id. */
    public Collection<PolicyRule> rules() {
        return List.copyOf(rules.values());
    }

    /** Parameters set for this detector by PARAMETER rules, later rule ids win. */
    public Map<String, String> parametersOf(String detector) {
        TreeMap<String, String> parameters = new TreeMap<>();
        for (PolicyRule rule : rules.values()) {
            boolean concerns = rule.getDetectors().isEmpty() || rule.getDetectors().contains(detector);
            if (rule.getKind() == io.waybill.schemas.PolicyKind.PARAMETER && concerns) {
                parameters.putAll(rule.getParameters());
            }
        }
        return parameters;
    }
}
