package io.waybill.cli.policy;

import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.streams.alert.QuietTerms;
import io.waybill.streams.detect.suite.Detectors;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is wrong with rules beyond their form, which the reader of the file checks: detectors that there are not, and terms of a
 * suppression that cannot be understood. The pipeline passes over such rules in silence; whoever applies them is told.
 */
public final class PolicyCheck {

    private PolicyCheck() {}

    /** A sentence per problem, in the order of the rules; empty where there is none. */
    public static List<String> problems(Collection<PolicyRule> rules) {
        SortedSet<String> detectors = detectors();
        List<String> problems = new ArrayList<>();
        for (PolicyRule rule : rules) {
            for (String named : rule.getDetectors()) {
                if (!detectors.contains(named)) {
                    problems.add("rule " + rule.getRuleId() + ": there is no detector '" + named + "'; there are "
                            + String.join(", ", detectors));
                }
            }
            if (rule.getKind() == PolicyKind.SUPPRESSION) {
                try {
                    QuietTerms.of(rule);
                } catch (IllegalArgumentException misunderstood) {
                    problems.add("rule " + rule.getRuleId() + ": " + misunderstood.getMessage());
                }
            }
        }
        return problems;
    }

    private static SortedSet<String> detectors() {
        TreeSet<String> ids = new TreeSet<>();
        Detectors.deviceSide().forEach(each -> ids.add(each.id()));
        Detectors.destinationSide().forEach(each -> ids.add(each.id()));
        return ids;
    }
}
