package io.waybill.cli.policy;

import io.waybill.schemas.Alert;
import io.waybill.schemas.AlertStatus;
import io.waybill.schemas.AlertSubject;
import io.waybill.schemas.AlertWindow;
import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Rules, and alerts they are about. */
final class Rules {

    private static final Instant DAY_ONE = Instant.parse("2026-06-01T00:00:00Z");

    static {
        AvroTrust.vouch();
    }

    private Rules() {}

    static PolicyRule suppression(String id, String site, Map<String, String> terms) {
        return PolicyRule.newBuilder()
                .setRuleId(id)
                .setKind(PolicyKind.SUPPRESSION)
                .setSites(List.of(site))
                .setParameters(terms)
                .build();
    }

    static PolicyRule watchList(String id, String... sites) {
        return PolicyRule.newBuilder()
                .setRuleId(id)
                .setKind(PolicyKind.WATCH_LIST)
                .setSites(List.of(sites))
                .build();
    }

    /** At a site, with a verdict that rests on a span which ends so many days after day one. */
    static Alert alert(String id, String site, Severity severity, int endsAfterDays) {
        Instant end = DAY_ONE.plus(Duration.ofDays(endsAfterDays));
        return Alert.newBuilder()
                .setId(id)
                .setDetector("watch-list")
                .setSubject(new AlertSubject(SubjectLevel.DEVICE, "phone-1"))
                .setDestination(site)
                .setSeverity(severity)
                .setScore(0.9)
                .setWindow(new AlertWindow(end.minus(Duration.ofHours(1)), end))
                .setObserved(1)
                .setExpected(0)
                .setSamples(5)
                .setExplanation("because of " + site)
                .setStatus(AlertStatus.OPEN)
                .build();
    }
}
