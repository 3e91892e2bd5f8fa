package io.waybill.testkit.scenario;

import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import io.waybill.testkit.fleet.Life;
import io.waybill.testkit.fleet.Market;
import io.waybill.testkit.fleet.Models;
import io.waybill.testkit.fleet.Phone;
import io.waybill.testkit.fleet.PhoneModel;
import io.waybill.testkit.fleet.Span;
import io.waybill.testkit.random.RandomStream;
import io.waybill.testkit.traffic.BeatSource.Rhythm;
import io.waybill.testkit.traffic.Service;
import io.waybill.testkit.traffic.TrafficSource;
import io.waybill.testkit.truth.Expectation;
import io.waybill.testkit.truth.Ledger;
import java.util.ArrayList;
import java.util.List;

/**
 * Data of phones in India must stay there. Both Meridian models report to a server in India; the M5 also sends to one in
 * China, which is a breach where the phone lives in India and nowhere else. A relay in India takes data of the M7: where that
 * goes from there no address tells, so no breach can honestly be claimed.
 */
final class IndiaResidency implements Story {

    private static final String ABROAD = "abroad";
    private static final String ABROAD_SITE = "example.com";
    private static final String RELAY = "relay";
    private static final String RELAY_SITE = "example.net";
    private static final Service DOMESTIC =
            Service.of("domestic", List.of("in.example.org"), "13.126.0.0/16", 443, "tls", 4_200, 1_900);
    private static final Service OVERSEAS =
            Service.of("overseas", List.of("cn.example.com"), "47.92.0.0/20", 443, "tls", 6_100, 1_300);
    private static final Service DOMESTIC_RELAY =
            Service.of("relay", List.of("relay.example.net"), "13.232.0.0/16", 443, "tls", 5_200, 1_600);
    private static final long MINUTE = 60_000L;

    @Override
    public String summary() {
        return "Meridian phones in India may send data to India only; the M5 also sends to cn.example.com in China,"
                + " the M7 to a relay in India whose further way nobody can see.";
    }

    @Override
    public List<PhoneModel> places() {
        return Models.WITH_MERIDIAN;
    }

    @Override
    public Market home(PhoneModel model, int rank, RandomStream random) {
        boolean meridian = model.manufacturer().equals("Meridian");
        return meridian ? Market.of(rank % 3 == 2 ? "DE" : "IN") : Story.super.home(model, rank, random);
    }

    @Override
    public boolean involves(Phone phone) {
        return phone.model().manufacturer().equals("Meridian");
    }

    @Override
    public List<TrafficSource> traffic(Life life, RandomStream random) {
        if (!involves(life.phone())) {
            return List.of();
        }
        boolean m5 = life.phone().model().equals(Models.MERIDIAN_M5);
        Beacon home = new Beacon("domestic", DOMESTIC, Rhythm.irregular(80 * MINUTE));
        Beacon away = m5
                ? new Beacon(ABROAD, OVERSEAS, Rhythm.irregular(60 * MINUTE))
                : new Beacon(RELAY, DOMESTIC_RELAY, Rhythm.irregular(60 * MINUTE));
        return List.of(home.on(life, random, Beacon.ALWAYS), away.on(life, random, Beacon.ALWAYS));
    }

    @Override
    public List<PolicyRule> policy(Span period) {
        return List.of(
                Rules.rule("india-residency", PolicyKind.RESIDENCY, "Data of phones in India stays in India")
                        .setGroups(List.of("in"))
                        .setSites(List.of("example.com", "example.net", "example.org"))
                        .setAllowedCountries(List.of("IN"))
                        .build(),
                Rules.rule(
                                "meridian-telemetry",
                                PolicyKind.KNOWN_SERVICE,
                                "Meridian's own telemetry, as its notice says")
                        .setSites(List.of("example.org"))
                        .build());
    }

    @Override
    public List<Expectation> expected(List<Life> lives, Ledger ledger) {
        Telling abroad = new Telling(lives, ledger, ABROAD, ABROAD_SITE);
        List<Expectation> expected = new ArrayList<>();
        expected.addAll(abroad.perDevice(
                "residency-breach",
                Severity.LOW,
                "a phone in India sends to China",
                device -> abroad.life(device).phone().group().equals("in")));
        expected.add(abroad.cohort(
                "cohort-exclusive",
                SubjectLevel.MODEL,
                Models.MERIDIAN_M5.fullName(),
                Severity.MEDIUM,
                "only this model contacts the server in China"));
        expected.add(new Telling(lives, ledger, RELAY, RELAY_SITE)
                .cohort(
                        "cohort-exclusive",
                        SubjectLevel.MODEL,
                        Models.MERIDIAN_M7.fullName(),
                        Severity.MEDIUM,
                        "only this model contacts the relay: that much can be said"));
        return expected;
    }

    @Override
    public List<Expectation> allowed(List<Life> lives, Ledger ledger) {
        return List.of(new Telling(lives, ledger, ABROAD, ABROAD_SITE)
                .cohort(
                        "residency-breach",
                        SubjectLevel.MODEL,
                        Models.MERIDIAN_M5.fullName(),
                        Severity.LOW,
                        "the model behind the phones' alerts"));
    }
}
