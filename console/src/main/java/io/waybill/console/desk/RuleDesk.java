package io.waybill.console.desk;

import io.waybill.schemas.PolicyRule;

/** Publishes rules of the live policy. Implementations are thread-safe, and return when the broker has the rule. */
public interface RuleDesk {

    /** Publishes a rule; one of the same id is replaced. */
    void publish(PolicyRule rule);

    /** Takes a rule back. Unknown ids change nothing. */
    void withdraw(String ruleId);
}
