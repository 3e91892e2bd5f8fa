package io.waybill.cli.policy;

import io.waybill.schemas.PolicyRule;
import io.waybill.streams.alert.render.Hazards;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What turns one set of rules into another; each list ordered by rule id. A pure function of both.
 *
 * @param added rules that are new
 * @param changed rules that say something else than before
 * @param removed rules that are taken back
 * @param unchanged how many stay as they are
 */
public record PolicyChange(List<PolicyRule> added, List<PolicyRule> changed, List<PolicyRule> removed, int unchanged) {

    /** From the rules in force to the ones wanted. */
    public static PolicyChange between(Collection<PolicyRule> inForce, Collection<PolicyRule> wanted) {
        SortedMap<String, PolicyRule> before = byId(inForce);
        SortedMap<String, PolicyRule> after = byId(wanted);
        List<PolicyRule> added = new ArrayList<>();
        List<PolicyRule> changed = new ArrayList<>();
        int unchanged = 0;
        for (PolicyRule rule : after.values()) {
            PolicyRule old = before.get(rule.getRuleId());
            if (old == null) {
                added.add(rule);
            } else if (old.equals(rule)) {
                unchanged++;
            } else {
                changed.add(rule);
            }
        }
        List<PolicyRule> removed = before.values().stream()
                .filter(rule -> !after.containsKey(rule.getRuleId()))
                .toList();
        return new PolicyChange(List.copyOf(added), List.copyOf(changed), removed, unchanged);
    }

    private static SortedMap<String, PolicyRule> byId(Collection<PolicyRule> rules) {
        TreeMap<String, PolicyRule> byId = new TreeMap<>();
        rules.forEach(rule -> byId.put(rule.getRuleId(), rule));
        return byId;
    }

    /** Whether nothing changes. */
    public boolean isEmpty() {
        return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
    }

    /** For people: a line per rule that is added (+), changed (~) or removed (-). */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        added.forEach(rule -> lines.add(line("+", rule)));
        changed.forEach(rule -> lines.add(line("~", rule)));
        removed.forEach(rule -> lines.add(line("-", rule)));
        return lines;
    }

    private static String line(String sign, PolicyRule rule) {
        return sign + " " + Hazards.escape(rule.getRuleId()) + "  "
                + rule.getKind().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return added.size() + " rules added, " + changed.size() + " changed, " + removed.size() + " removed, "
                + unchanged + " as before";
    }
}
