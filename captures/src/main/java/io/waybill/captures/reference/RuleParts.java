package io.waybill.captures.reference;

import io.waybill.schemas.PolicyRule;
import java.util.ArrayList;
import java.util.List;

/** Splits rules with long lists, so that each fits into a record of a broker with stock limits. */
final class RuleParts {
    /** Sites and networks of one part: at most 255 bytes each, 20 or so in practice, where a record may have a million. */
    static final int MAX_ENTRIES = 3_500;

    private RuleParts() {}

    /** The rule itself where it is short enough; else parts named {@code id}, {@code id#2}, {@code id#3}, ... */
    static List<PolicyRule> of(PolicyRule rule) {
        List<String> sites = rule.getSites();
        List<String> networks = rule.getNetworks();
        int entries = sites.size() + networks.size();
        if (entries <= MAX_ENTRIES) {
            return List.of(rule);
        }
        List<PolicyRule> parts = new ArrayList<>();
        for (int from = 0; from < entries; from += MAX_ENTRIES) {
            int to = Math.min(from + MAX_ENTRIES, entries);
            PolicyRule part = PolicyRule.newBuilder(rule).build();
            part.setRuleId(from == 0 ? rule.getRuleId() : rule.getRuleId() + '#' + (parts.size() + 1));
            part.setSites(slice(sites, from, to));
            part.setNetworks(slice(networks, from - sites.size(), to - sites.size()));
            parts.add(part);
        }
        return parts;
    }

    private static List<String> slice(List<String> list, int from, int to) {
        int start = Math.max(0, Math.min(from, list.size()));
        int end = Math.max(start, Math.min(to, list.size()));
        return List.copyOf(list.subList(start, end));
    }
}
