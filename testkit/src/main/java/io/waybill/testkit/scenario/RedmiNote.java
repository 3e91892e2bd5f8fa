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

/**
 * The founding story (2014): Redmi Note phones keep contacting a network in Beijing; owners erase them, install another
 * Android, and the contacts come back. Other models of the same maker do not do it.
 */
final class RedmiNote implements Story {

    private static final String LABEL = "beijing";
    private static final String NETWORK = "42.62.48.0/24";
    private static final Service BEIJING = Service.of("beijing", List.of(), NETWORK, 80, null, 900, 640);
    private static final String OTHER_ANDROID = "cm-11-20140804-NIGHTLY";
    private static final long MINUTE = 60_000L;

    @Override
    public String summary() {
        return "Redmi Note phones contact 42.62.48.0/24 in Beijing every 5 to 20 minutes, also after a factory reset"
                + " and with another firmware; other Xiaomi models do not.";
    }

    @Override
    public List<PhoneModel> places() {
        return Models.EVERYDAY;
    }

    @Override
    public boolean involves(Phone phone) {
        return phone.model().equals(Models.REDMI_NOTE);
    }

    @Override
    public List<Mark> marks(Phone phone, Span period, RandomStream random) {
        long when = period.at(random.between(0.4, 0.6));
        if (!involves(phone)) {
            boolean compared = phone.model().manufacturer().equals("Xiaomi") && phone.rank() % 2 == 1;
            return compared ? List.of(Mark.reset(when)) : List.of();
        }
        return switch (phone.rank() % 4) {
            case 1, 2 -> List.of(Mark.reset(when));
            case 3 -> List.of(Mark.reset(when), Mark.firmware(when + MINUTE, OTHER_ANDROID));
            default -> List.of();
        };
    }

    @Override
    public List<TrafficSource> traffic(Life life, RandomStream random) {
        if (!involves(life.phone())) {
            return List.of();
        }
        Rhythm rhythm = Rhythm.steady((long) random.between(5 * MINUTE, 20 * MINUTE), random.between(0.03, 0.15));
        return List.of(new Beacon(LABEL, BEIJING, rhythm).on(life, random, Beacon.ALWAYS));
    }

    @Override
    public List<Expectation> expected(List<Life> lives, Ledger ledger) {
        Telling telling = new Telling(lives, ledger, LABEL, NETWORK);
        List<Expectation> expected = new ArrayList<>();
        expected.addAll(telling.perDevice(
                "periodic-contact", Severity.LOW, "contacts the network at a steady beat", telling::beats));
        String model = Models.REDMI_NOTE.fullName();
        expected.add(telling.cohort(
                "cohort-exclusive",
                SubjectLevel.MODEL,
                model,
                Severity.MEDIUM,
                "only this model contacts the network"));
        expected.add(telling.cohort(
                "survives-reset",
                SubjectLevel.MODEL,
                model,
                Severity.MEDIUM,
                "contacts resume after reset and reflash"));
        return expected;
    }
}
