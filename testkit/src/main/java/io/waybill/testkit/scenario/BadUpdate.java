package io.waybill.testkit.scenario;

import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import io.waybill.testkit.fleet.Life;
import io.waybill.testkit.fleet.Mark;
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
import java.util.List;
import java.util.Map;

/** A firmware update brings a destination that the build before it never contacted. */
final class BadUpdate implements Story {

    private static final String BEFORE = "2.1.0";
    private static final String AFTER = "2.2.0";
    private static final String LABEL = "newcomer";
    private static final String SITE = "example.com";
    private static final Service NEWCOMER =
            Service.of("newcomer", List.of("ota.example.com"), "47.92.32.0/20", 443, "tls", 2_700, 4_400);
    private static final long MINUTE = 60_000L;

    @Override
    public String summary() {
        return "Build 2.2.0 of the Meridian M5 arrives on two phones in three and contacts ota.example.com, which"
                + " 2.1.0 never did.";
    }

    @Override
    public List<PhoneModel> places() {
        return Models.WITH_MERIDIAN;
    }

    @Override
    public String firmware(PhoneModel model, int rank, RandomStream random) {
        return model.equals(Models.MERIDIAN_M5) ? BEFORE : Story.super.firmware(model, rank, random);
    }

    @Override
    public boolean involves(Phone phone) {
        return phone.model().equals(Models.MERIDIAN_M5);
    }

    @Override
    public List<Mark> marks(Phone phone, Span period, RandomStream random) {
        boolean updates = involves(phone) && phone.rank() % 3 != 2;
        return updates ? List.of(Mark.firmware(period.at(random.between(0.56, 0.64)), AFTER)) : List.of();
    }

    @Override
    public List<TrafficSource> traffic(Life life, RandomStream random) {
        if (!involves(life.phone())) {
            return List.of();
        }
        Beacon beacon = new Beacon(LABEL, NEWCOMER, Rhythm.irregular(40 * MINUTE));
        return List.of(beacon.on(life, random, time -> life.firmwareAt(time).equals(AFTER)));
    }

    /** A day of learning is enough for a fleet of this kind, and lets short simulations tell the story. */
    @Override
    public List<PolicyRule> policy(Span period) {
        return List.of(Rules.rule("learning", PolicyKind.PARAMETER, "New destinations after a day of learning")
                .setDetectors(List.of("new-destination"))
                .setParameters(Map.of("learningHours", "24"))
                .build());
    }

    @Override
    public List<Expectation> expected(List<Life> lives, Ledger ledger) {
        Telling telling = new Telling(lives, ledger, LABEL, SITE);
        String firmware = Models.MERIDIAN_M5.fullName() + " " + AFTER;
        return List.of(
                telling.cohort(
                        "new-destination", SubjectLevel.FIRMWARE, firmware, Severity.LOW, "it arrived with the build"),
                telling.cohort(
                        "cohort-exclusive",
                        SubjectLevel.FIRMWARE,
                        firmware,
                        Severity.MEDIUM,
                        "phones of the model with the build before do not do it"));
    }
}
