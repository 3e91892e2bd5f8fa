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

/**
 * Star N9500 (2014): Uupay.D came with the phone, posed as Google Play, and sent data of its owner to a server in China. Here
 * both models of the maker carry it.
 */
final class StarN9500 implements Story {

    private static final PhoneModel N9500 =
            Models.android("Star", "N9500", "4.2.2", "ALPS.JB3.MP.V1", "ALPS.JB3.MP.V1.4");
    private static final PhoneModel N8000 =
            Models.android("Star", "N8000", "4.2.2", "ALPS.JB2.MP.V2", "ALPS.JB2.MP.V2.1");
    private static final String LABEL = "uploader";
    private static final String SITE = "example.com";
    private static final Service UPLOADER =
            Service.of("uploader", List.of("up.example.com"), "61.147.0.0/20", 80, "http", 48_000, 1_400);
    private static final List<String> LEAKS = List.of("IMEI", "PHONE_NUMBER");
    private static final long MINUTE = 60_000L;

    @Override
    public String summary() {
        return "Phones of the maker Star carry a factory-installed uploader that sends the IMEI and phone number in"
                + " clear to up.example.com in China.";
    }

    @Override
    public List<PhoneModel> places() {
        return List.of(
                N9500,
                Models.GALAXY_S21,
                Models.IPHONE_13,
                N8000,
                Models.GALAXY_A54,
                Models.REDMI_NOTE,
                Models.REDMI_1S,
                Models.XPERIA_Z3,
                Models.P30,
                Models.PIXEL_7);
    }

    @Override
    public boolean involves(Phone phone) {
        return phone.model().manufacturer().equals("Star");
    }

    @Override
    public List<TrafficSource> traffic(Life life, RandomStream random) {
        if (!involves(life.phone())) {
            return List.of();
        }
        Rhythm rhythm = Rhythm.steady((long) random.between(25 * MINUTE, 45 * MINUTE), 0.1);
        return List.of(new Beacon(LABEL, UPLOADER, rhythm, null, LEAKS).on(life, random, Beacon.ALWAYS));
    }

    @Override
    public List<Expectation> expected(List<Life> lives, Ledger ledger) {
        Telling telling = new Telling(lives, ledger, LABEL, SITE);
        List<Expectation> expected = new ArrayList<>();
        expected.add(telling.cohort(
                "cohort-exclusive",
                SubjectLevel.MANUFACTURER,
                "Star",
                Severity.MEDIUM,
                "both models of the maker contact it and nobody else does"));
        expected.addAll(telling.perDevice(
                "identifier-leak", Severity.MEDIUM, "IMEI and phone number in clear", device -> true));
        expected.addAll(
                telling.perDevice("periodic-contact", Severity.LOW, "uploads at a steady beat", telling::beats));
        return expected;
    }
}
