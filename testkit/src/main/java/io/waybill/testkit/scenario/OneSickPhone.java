package io.waybill.testkit.scenario;

import io.waybill.schemas.Severity;
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
import java.util.List;

/** Malware on a single phone: an alert about that phone, and none about its model, build or maker. */
final class OneSickPhone implements Story {

    private static final int SICK_RANK = 2;
    /** When it falls ill, as a share of the period. */
    private static final double INFECTION = 0.25;

    private static final String LABEL = "malware";
    private static final String SITE = "example.org";
    private static final Service CONTROL =
            Service.of("control", List.of("c2.example.org"), "95.216.0.0/20", 8443, "tls", 1_300, 900);
    private static final long MINUTE = 60_000L;

    @Override
    public String summary() {
        return "One Galaxy A54 catches malware that calls c2.example.org:8443 every four minutes; no other phone does.";
    }

    @Override
    public List<PhoneModel> places() {
        return Models.EVERYDAY;
    }

    @Override
    public List<TrafficSource> traffic(Life life, RandomStream random) {
        if (!involves(life.phone())) {
            return List.of();
        }
        long infection = life.period().at(INFECTION);
        Beacon beacon = new Beacon(LABEL, CONTROL, Rhythm.steady(4 * MINUTE, 0.12));
        return List.of(beacon.on(life, random, time -> time >= infection));
    }

    @Override
    public boolean involves(Phone phone) {
        return phone.model().equals(Models.GALAXY_A54) && phone.rank() == SICK_RANK;
    }

    @Override
    public List<Expectation> expected(List<Life> lives, Ledger ledger) {
        Telling telling = new Telling(lives, ledger, LABEL, SITE);
        return telling.perDevice("periodic-contact", Severity.LOW, "the sick phone and nobody else", telling::beats);
    }
}
