package io.waybill.testkit.scenario;

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
import java.util.ArrayList;
import java.util.List;

/** A beacon that three firmware updates in a row do not remove. */
final class UpdateProof implements Story {

    private static final List<String> BUILDS = List.of("2.1.0", "2.2.0", "2.3.0", "2.4.0");
    private static final String LABEL = "beacon";
    private static final String SITE = "example.org";
    private static final Service COLLECTOR =
            Service.of("collector", List.of("stat.example.org"), "47.92.0.0/20", 443, "tls", 3_800, 1_200);
    private static final long MINUTE = 60_000L;

    @Override
    public String summary() {
        return "Meridian M5 phones contact stat.example.org every half hour, before and after each of three firmware"
                + " updates; the M7 gets updates too and does not.";
    }

    @Override
    public List<PhoneModel> places() {
        return Models.WITH_MERIDIAN;
    }

    @Override
    public String firmware(PhoneModel model, int rank, RandomStream random) {
        return model.manufacturer().equals("Meridian") ? BUILDS.get(0) : Story.super.firmware(model, rank, random);
    }

    @Override
    public boolean involves(Phone phone) {
        return phone.model().manufacturer().equals("Meridian");
    }

    @Override
    public List<Mark> marks(Phone phone, Span period, RandomStream random) {
        if (!involves(phone)) {
            return List.of();
        }
        List<Mark> marks = new ArrayList<>();
        for (int i = 1; i < BUILDS.size(); i++) {
            marks.add(Mark.firmware(period.at((i + random.between(-0.2, 0.2)) / BUILDS.size()), BUILDS.get(i)));
        }
        return marks;
    }

    @Override
    public List<TrafficSource> traffic(Life life, RandomStream random) {
        if (!life.phone().model().equals(Models.MERIDIAN_M5)) {
            return List.of();
        }
        Rhythm rhythm = Rhythm.steady((long) random.between(25 * MINUTE, 35 * MINUTE), 0.08);
        return List.of(new Beacon(LABEL, COLLECTOR, rhythm).on(life, random, Beacon.ALWAYS));
    }

    @Override
    public List<Expectation> expected(List<Life> lives, Ledger ledger) {
        Telling telling = new Telling(lives, ledger, LABEL, SITE);
        String model = Models.MERIDIAN_M5.fullName();
        List<Expectation> expected = new ArrayList<>();
        expected.add(telling.cohort(
                "cohort-exclusive", SubjectLevel.MODEL, model, Severity.MEDIUM, "the M7 does not do it"));
        expected.add(telling.cohort(
                "survives-reset", SubjectLevel.MODEL, model, Severity.LOW, "comes back after every update"));
        expected.addAll(telling.perDevice("periodic-contact", Severity.LOW, "a steady beat", telling::beats));
        return expected;
    }
}
