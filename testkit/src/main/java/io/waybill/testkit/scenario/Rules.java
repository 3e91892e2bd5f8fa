package io.waybill.testkit.scenario;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;

/** Rules of simulated operators. */
final class Rules {

    static {
        AvroTrust.vouch();
    }

    private Rules() {}

    /** A rule to be filled. */
    static PolicyRule.Builder rule(String id, PolicyKind kind, String title) {
        return PolicyRule.newBuilder().setRuleId(id).setKind(kind).setTitle(title);
    }
}
