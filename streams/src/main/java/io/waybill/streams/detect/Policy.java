package io.waybill.streams.detect;

import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The rules in force, by id. Immutable; building one is a pure function of the set of rules. */
public final class Policy {

    /** No rules: every detector at its defaults. */
    public static final Policy EMPTY = new Policy(List.of());

    private final TreeMap<String, PolicyRule> rules = new TreeMap<>();
    private final EnumMap<PolicyKind, List<PolicyRule>> byKind = new EnumMap<>(PolicyKind.class);

    /** A policy of these rules; of two with one id the later in the collection holds. */
    public Policy(Collection<PolicyRule> rules) {
        rules.forEach(rule -> this.rules.put(rule.getRuleId(), rule));
        for (PolicyKind kind : PolicyKind.values()) {
            byKind.put(
                    kind,
                    this.rules.values().stream()
                            .filter(rule -> rule.getKind() == kind)
                            .toList());
        }
    }

    /** The rules of one kind, ordered by id. */
    public List<PolicyRule> of(PolicyKind kind) {
        return byKind.getOrDefault(kind, List.of());
    }

    /** All rules, ordered by id. */
    public Collection<PolicyRule> rules() {
        return List.copyOf(rules.values());
    }

    /** Parameters set for this detector by PARAMETER rules, later rule ids win. */
    public Map<String, String> parametersOf(String detector) {
        if (of(PolicyKind.PARAMETER).isEmpty()) {
            return Map.of();
        }
        TreeMap<String, String> parameters = new TreeMap<>();
        for (PolicyRule rule : of(PolicyKind.PARAMETER)) {
            if (rule.getDetectors().isEmpty() || rule.getDetectors().contains(detector)) {
                parameters.putAll(rule.getParameters());
            }
        }
        return parameters;
    }
}
