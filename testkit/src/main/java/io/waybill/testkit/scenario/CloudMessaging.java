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
import java.util.ArrayList;
import java.util.List;

/**
 * Cloud messaging (2014): Redmi 1S phones sent IMEI and phone number in clear to a messaging service; the maker made it an
 * opt-in with an update of 10 August 2014, and F-Secure saw phones that had it off go quiet. Here the older build ignores the
 * switch and the newer one honours it.
 */
final class CloudMessaging implements Story {

    private static final PhoneModel MODEL = Models.REDMI_1S;
    private static final String IGNORES = MODEL.firmwares().get(0);
    private static final String HONOURS = MODEL.firmwares().get(1);
    private static final String SETTING = "cloud_messaging";
    private static final String LABEL = "messaging";
    private static final String SITE = "example.net";
    private static final Service MESSAGING =
            Service.of("messaging", List.of("im.example.net"), "42.62.94.0/24", 80, "http", 1_900, 1_100);
    private static final List<String> LEAKS = List.of("IMEI", "PHONE_NUMBER");
    private static final long MINUTE = 60_000L;

    @Override
    public String summary() {
        return "Redmi 1S phones send IMEI and phone number in clear to im.example.net; with the switch off, build "
                + IGNORES + " goes on and build " + HONOURS + " goes quiet.";
    }

    @Override
    public List<PhoneModel> places() {
        return List.of(
                MODEL,
                Models.GALAXY_S21,
                Models.IPHONE_13,
                Models.REDMI_NOTE,
                Models.GALAXY_A54,
                MODEL,
                Models.MI_4,
                Models.XPERIA_Z3,
                Models.P30,
                Models.PIXEL_7);
    }

    @Override
    public String firmware(PhoneModel model, int rank, RandomStream random) {
        return model.equals(MODEL) ? rank % 4 < 2 ? IGNORES : HONOURS : Story.super.firmware(model, rank, random);
    }

    @Override
    public boolean involves(Phone phone) {
        return phone.model().equals(MODEL);
    }

    @Override
    public List<Mark> marks(Phone phone, Span period, RandomStream random) {
        if (!involves(phone)) {
            return List.of();
        }
        Mark on = Mark.setting(period.from() + 1, SETTING, "on");
        boolean switchesOff = phone.rank() % 2 == 1;
        return switchesOff
                ? List.of(on, Mark.setting(period.at(random.between(0.35, 0.45)), SETTING, "off"))
                : List.of(on);
    }

    @Override
    public List<TrafficSource> traffic(Life life, RandomStream random) {
        if (!involves(life.phone())) {
            return List.of();
        }
        Beacon beacon = new Beacon(LABEL, MESSAGING, Rhythm.irregular(35 * MINUTE), null, LEAKS);
        return List.of(beacon.on(
                life,
                random,
                time -> life.firmwareAt(time).equals(IGNORES)
                        || life.settingAt(SETTING, time, "on").equals("on")));
    }

    @Override
    public List<PolicyRule> policy(Span period) {
        return List.of(Rules.rule("cloud-messaging-switch", PolicyKind.OPT_OUT, "Cloud messaging is an opt-in")
                .setSetting(SETTING)
                .setSites(List.of("im.example.net"))
                .build());
    }

    @Override
    public List<Expectation> expected(List<Life> lives, Ledger ledger) {
        Telling telling = new Telling(lives, ledger, LABEL, SITE);
        List<Expectation> expected = new ArrayList<>();
        expected.add(telling.cohort(
                "cohort-exclusive",
                SubjectLevel.MODEL,
                MODEL.fullName(),
                Severity.MEDIUM,
                "only this model contacts it"));
        expected.addAll(telling.perDevice(
                "identifier-leak", Severity.MEDIUM, "IMEI and phone number in clear", device -> true));
        expected.add(telling.cohort(
                "opt-out-ignored",
                SubjectLevel.FIRMWARE,
                MODEL.fullName() + " " + IGNORES,
                Severity.MEDIUM,
                "goes on with the switch off"));
        expected.addAll(telling.perDevice(
                "opt-out-ignored",
                Severity.LOW,
                "goes on with the switch off",
                device -> ignores(lives, ledger, device)));
        expected.add(telling.cohort(
                "opt-out-honoured",
                SubjectLevel.FIRMWARE,
                MODEL.fullName() + " " + HONOURS,
                Severity.INFORMATIONAL,
                "goes quiet with the switch off"));
        return expected;
    }

    private static boolean ignores(List<Life> lives, Ledger ledger, String device) {
        return lives.stream()
                .filter(life -> life.phone().id().equals(device))
                .flatMap(life -> life.marks().stream())
                .filter(mark -> mark.detail().equals(SETTING) && mark.value().equals("off"))
                .anyMatch(mark -> ledger.contacts(LABEL, device, mark.time(), Long.MAX_VALUE) > 0);
    }
}
