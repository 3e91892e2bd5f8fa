package io.waybill.testkit.scenario;

import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import io.waybill.testkit.fleet.Life;
import io.waybill.testkit.fleet.Models;
import io.waybill.testkit.fleet.Phone;
import io.waybill.testkit.fleet.PhoneModel;
import io.waybill.testkit.random.RandomStream;
import io.waybill.testkit.traffic.BeatSource.Rhythm;
import io.waybill.testkit.traffic.Service;
import io.waybill.testkit.traffic.TrafficSource;
import io.waybill.testkit.truth.Expectation;
import io.waybill.testkit.truth.Ledger;
import java.util.ArrayList;
import java.util.List;

/** The maker denies, and on the day of disclosure the beacon falls silent on all phones at once. */
final class Denial implements Story {

    /** When the story breaks, as a share of the period. */
    private static final double DISCLOSURE = 0.6;

    private static final String LABEL = "beacon";
    private static final String SITE = "example.net";
    private static final Service COLLECTOR =
            Service.of("collector", List.of("log.example.net"), "47.92.16.0/20", 443, "tls", 3_200, 1_100);
    private static final long MINUTE = 60_000L;

    @Override
    public String summary() {
        return "Meridian M5 phones contact log.example.net every quarter of an hour until it is disclosed, then all of"
                + " them stop.";
    }

    @Override
    public List<PhoneModel> places() {
        return Models.WITH_MERIDIAN;
    }

    @Override
    public boolean involves(Phone phone) {
        return phone.model().equals(Models.MERIDIAN_M5);
    }

    @Override
    public List<TrafficSource> traffic(Life life, RandomStream random) {
        if (!involves(life.phone())) {
            return List.of();
        }
        long disclosure = life.period().at(DISCLOSURE);
        Rhythm rhythm = Rhythm.steady((long) random.between(12 * MINUTE, 18 * MINUTE), 0.1);
        return List.of(new Beacon(LABEL, COLLECTOR, rhythm).on(life, random, time -> time < disclosure));
    }

    @Override
    public List<Expectation> expected(List<Life> lives, Ledger ledger) {
        Telling telling = new Telling(lives, ledger, LABEL, SITE);
        String model = Models.MERIDIAN_M5.fullName();
        List<Expectation> expected = new ArrayList<>();
        expected.add(telling.cohort(
                "cohort-exclusive", SubjectLevel.MODEL, model, Severity.MEDIUM, "only this model contacts it"));
        expected.add(telling.cohort("went-dark", SubjectLevel.MODEL, model, Severity.LOW, "all of them stop at once"));
        expected.addAll(
                telling.perDevice("periodic-contact", Severity.LOW, "a steady beat until then", telling::beats));
        return expected;
    }
}
