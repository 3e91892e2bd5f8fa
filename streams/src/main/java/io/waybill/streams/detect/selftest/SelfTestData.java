package io.waybill.streams.detect.selftest;

import static io.waybill.streams.detect.selftest.SampleHistory.DAY;
import static io.waybill.streams.detect.selftest.SampleHistory.HOUR;
import static io.waybill.streams.detect.selftest.SampleHistory.MINUTE;
import static io.waybill.streams.detect.selftest.SampleHistory.MONDAY;

import io.waybill.schemas.LifecycleKind;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.streams.detect.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** The built-in data: for each detector a small fleet of five models in which it must fire. */
final class SelfTestData {

    private static final String MAKER = "Acme";
    private static final String MODEL = "One";
    private static final String SITE = "collector.example";
    private static final int DEVICES = 12;

    /**
     * One detector's data.
     *
     * @param fleet who does what
     * @param policy rules in force
     * @param subject whom the detector must name
     */
    record Case(SampleFleet fleet, Policy policy, String subject) {}

    private SelfTestData() {}

    static SortedMap<String, Case> cases() {
        TreeMap<String, Case> cases = new TreeMap<>();
        cases.put(
                "periodic-contact",
                one(phone(1).address("203.0.113.0/24", "203.0.113.9", 8443).every(5 * MINUTE, 300, MONDAY)));
        cases.put(
                "unanswered-retry",
                one(phone(1).address("203.0.113.0/24", "203.0.113.9", 1177)
                        .outcome(Outcome.UNANSWERED)
                        .every(13 * MINUTE, 60, MONDAY)));
        cases.put("identifier-leak", one(site(1).leaking("IMEI", "PHONE_NUMBER").at(MONDAY + HOUR)));
        cases.put("upload-volume", one(site(1).bytesSent(90_000_000).at(MONDAY + HOUR, MONDAY + 2 * HOUR)));
        cases.put(
                "long-connection",
                one(phone(1).address("203.0.113.0/24", "203.0.113.9", 4444)
                        .lasting(9 * HOUR)
                        .at(MONDAY)));
        cases.put(
                "name-flood",
                one(site(1).named(4000, "mzxw6ytboi4dqmjz.collector.example", "nbswy3dpfqqho33snrscc.collector.example")
                        .at(MONDAY + HOUR)));
        cases.put(
                "watch-list",
                with(rule("w", PolicyKind.WATCH_LIST).setSites(List.of(SITE)).build(), site(1).at(MONDAY + HOUR)));
        cases.put(
                "residency-breach",
                with(
                        rule("r", PolicyKind.RESIDENCY)
                                .setAllowedCountries(List.of("IN"))
                                .build(),
                        site(1).in("CN", 4134).at(MONDAY + HOUR)));
        cases.put("opt-out-ignored", optOut(i -> site(i).every(HOUR, 160, MONDAY)));
        cases.put("opt-out-honoured", optOut(i -> site(i).every(HOUR, 20, MONDAY)));
        cases.put(
                "survives-reset",
                all(i -> site(i).mark(MONDAY + 3 * DAY, LifecycleKind.FACTORY_RESET, "")
                        .at(
                                MONDAY + i * HOUR,
                                MONDAY + DAY + i * HOUR,
                                MONDAY + 3 * DAY + i * MINUTE,
                                MONDAY + 5 * DAY)));
        cases.put("cohort-exclusive", all(i -> site(i).at(MONDAY + i * HOUR, MONDAY + 2 * DAY + i * HOUR)));
        cases.put("new-destination", all(i -> site(i).at(MONDAY + 4 * DAY + i * HOUR, MONDAY + 5 * DAY)));
        cases.put(
                "surge",
                all(i -> site(i).every(DAY, 6, MONDAY + 12 * HOUR).every(MINUTE, 50, MONDAY + 6 * DAY + 12 * HOUR)));
        cases.put("went-dark", all(i -> site(i).every(30 * MINUTE, 200, MONDAY)));
        cases.put(
                "country-shift",
                all(i -> site(i).in("DE", 3320)
                        .every(HOUR, 144, MONDAY)
                        .in("CN", 4134)
                        .every(HOUR, 24, MONDAY + 6 * DAY)));
        cases.put(
                "bound-met",
                new Case(
                        fleet().with(phone(1).overBound().every(MINUTE, 90, MONDAY)),
                        Policy.EMPTY,
                        MAKER + " " + MODEL));
        return cases;
    }

    private static SampleFleet fleet() {
        return new SampleFleet()
                .devices("one-", DEVICES, MAKER, MODEL)
                .devices("two-", DEVICES, MAKER, "Two")
                .devices("b1-", DEVICES, "Bolt", "B1")
                .devices("c7-", DEVICES, "Cirrus", "C7")
                .devices("d4-", DEVICES, "Dune", "D4");
    }

    private static SampleHistory phone(int i) {
        return SampleHistory.of("one-" + i, MAKER, MODEL);
    }

    private static SampleHistory site(int i) {
        return phone(i).site(SITE, "c." + SITE);
    }

    private static PolicyRule.Builder rule(String id, PolicyKind kind) {
        return PolicyRule.newBuilder().setRuleId(id).setKind(kind).setTitle("self-test");
    }

    private static Case one(SampleHistory history) {
        return new Case(fleet().with(history), Policy.EMPTY, "one-1");
    }

    private static Case with(PolicyRule rule, SampleHistory history) {
        return new Case(fleet().with(history), new Policy(List.of(rule)), "one-1");
    }

    private static Case all(IntFunction<SampleHistory> each) {
        return new Case(fleet().with(histories(each)), Policy.EMPTY, MAKER + " " + MODEL);
    }

    private static Case optOut(IntFunction<SampleHistory> each) {
        PolicyRule rule = rule("o", PolicyKind.OPT_OUT)
                .setSetting("cloud-messaging")
                .setSites(List.of(SITE))
                .build();
        IntFunction<SampleHistory> off = i -> each.apply(i)
                .mark(MONDAY + DAY, LifecycleKind.SETTING_CHANGED, "cloud-messaging=off")
                .watched(MONDAY, MONDAY + 7 * DAY);
        return new Case(fleet().with(histories(off)), new Policy(List.of(rule)), MAKER + " " + MODEL + " A");
    }

    private static SampleHistory[] histories(IntFunction<SampleHistory> each) {
        List<SampleHistory> made = new ArrayList<>();
        for (int i = 1; i <= DEVICES; i++) {
            made.add(each.apply(i));
        }
        return made.toArray(SampleHistory[]::new);
    }
}
