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
 * Xperia (2014): owners of two Sony models found a "Baidu" folder that restored itself when deleted. Here two of six Sony
 * models contact Baidu; owners remove what does it, and it is back within hours.
 */
final class XperiaBaidu implements Story {

    private static final PhoneModel Z3_COMPACT =
            Models.android("Sony", "Xperia Z3 Compact", "6.0.1", "23.5.A.0.575", "23.5.A.1.291");
    private static final PhoneModel Z2 = Models.android("Sony", "Xperia Z2", "6.0.1", "23.5.A.0.570", "23.5.A.1.291");
    private static final PhoneModel Z1 = Models.android("Sony", "Xperia Z1", "5.1.1", "14.6.A.1.216", "14.6.A.1.236");
    private static final PhoneModel M2 = Models.android("Sony", "Xperia M2", "5.1.1", "18.6.A.0.175", "18.6.A.0.182");
    private static final PhoneModel E3 = Models.android("Sony", "Xperia E3", "4.4.4", "18.4.C.2.12", "18.4.C.2.14");
    private static final List<PhoneModel> GUILTY = List.of(Models.XPERIA_Z3, Z3_COMPACT);
    private static final String APP = "com.baidu.android.pushservice";
    private static final String LABEL = "baidu";
    private static final String SITE = "baidu.com";
    private static final Service BAIDU = Service.of(
            "baidu", List.of("api.tuisong.baidu.com", "hmma.baidu.com"), "111.206.37.0/24", 443, "tls", 2_400, 3_100);
    private static final long MINUTE = 60_000L;
    private static final long HOUR = 60 * MINUTE;

    @Override
    public String summary() {
        return "Two of six Sony models contact Baidu through a component that comes back within hours of being"
                + " removed.";
    }

    @Override
    public List<PhoneModel> places() {
        return List.of(
                Models.XPERIA_Z3,
                Z2,
                Models.GALAXY_S21,
                Z3_COMPACT,
                Z1,
                Models.IPHONE_13,
                M2,
                E3,
                Models.GALAXY_A54,
                Models.PIXEL_7);
    }

    @Override
    public double agentShare() {
        return 1;
    }

    @Override
    public boolean involves(Phone phone) {
        return GUILTY.contains(phone.model());
    }

    @Override
    public List<Mark> marks(Phone phone, Span period, RandomStream random) {
        long when = period.at(random.between(0.35, 0.6));
        if (!involves(phone)) {
            boolean compared = phone.model().manufacturer().equals("Sony") && phone.rank() % 2 == 1;
            return compared ? List.of(Mark.reset(when)) : List.of();
        }
        return phone.rank() % 4 != 3 ? List.of(Mark.removed(when, APP)) : List.of();
    }

    @Override
    public List<TrafficSource> traffic(Life life, RandomStream random) {
        if (!involves(life.phone())) {
            return List.of();
        }
        long silence = (long) random.between(HOUR, 4.0 * HOUR);
        Beacon beacon = new Beacon(LABEL, BAIDU, Rhythm.irregular(45 * MINUTE), APP, List.of());
        return List.of(beacon.on(
                life,
                random,
                time -> life.marks().stream()
                        .filter(mark -> mark.detail().equals(APP))
                        .noneMatch(mark -> time >= mark.time() && time < mark.time() + silence)));
    }

    @Override
    public List<Expectation> expected(List<Life> lives, Ledger ledger) {
        Telling telling = new Telling(lives, ledger, LABEL, SITE);
        List<Expectation> expected = new ArrayList<>();
        for (PhoneModel model : GUILTY) {
            Telling own = telling.of(model);
            expected.add(own.cohort(
                    "cohort-exclusive",
                    SubjectLevel.MODEL,
                    model.fullName(),
                    Severity.MEDIUM,
                    "two of six models of the maker do it"));
            expected.add(own.cohort(
                    "survives-reset", SubjectLevel.MODEL, model.fullName(), Severity.LOW, "comes back after removal"));
        }
        return expected;
    }
}
