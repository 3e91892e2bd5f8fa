package io.waybill.streams.detect.device;

import static io.waybill.streams.detect.selftest.SampleHistory.DAY;
import static io.waybill.streams.detect.selftest.SampleHistory.HOUR;
import static io.waybill.streams.detect.selftest.SampleHistory.MINUTE;
import static io.waybill.streams.detect.selftest.SampleHistory.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.LifecycleKind;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.schemas.Transport;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.periodic.PeriodicContact;
import io.waybill.streams.detect.selftest.SampleHistory;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceDetectorsTest {

    private static SampleHistory phone() {
        return SampleHistory.device("p");
    }

    @ParameterizedTest(name = "{0} attempts every {1} min, {2}: {3}")
    @CsvSource({"20, 5, TCP, 1", "19, 5, TCP, 0", "60, 5, UDP, 0", "300, 0, TCP, 0"})
    void unansweredRetry(int attempts, int minutes, Transport transport, int findings) {
        SampleHistory history = phone().transport(transport)
                .outcome(Outcome.UNANSWERED)
                .every(Math.max(1000, minutes * MINUTE), attempts, MONDAY);

        assertThat(new UnansweredRetry().examine(history.build(), Policy.EMPTY)).hasSize(findings);
    }

    @Test
    void answeredSometimesIsNoUnansweredRetry() {
        SampleHistory history = phone().outcome(Outcome.UNANSWERED)
                .every(HOUR, 40, MONDAY)
                .outcome(Outcome.ESTABLISHED)
                .every(HOUR, 2, MONDAY + 30 * MINUTE);

        assertThat(new UnansweredRetry().examine(history.build(), Policy.EMPTY)).isEmpty();
    }

    @ParameterizedTest(name = "{0} knocks at {1} ports, {2} answer: {3}")
    @CsvSource({
        "unknown-10.0.0.5, 50, 0, 50",
        "unknown-10.0.0.5, 49, 0, 0",
        "unknown-10.0.0.5, 100, 10, 100",
        "unknown-10.0.0.5, 100, 13, 0",
        "p, 60, 0, 60",
        "unknown-79.124.62.34, 1000, 0, 0",
        "unknown-198.51.3.9, 1000, 0, 1000"
    })
    void aScanIsToldFromARetry(String device, int unanswered, int answered, int ports) {
        SampleHistory history = SampleHistory.device(device).address("198.51.100.0/24", "198.51.100.7", 1);
        for (int port = 1; port <= unanswered + answered; port++) {
            history.outcome(port <= unanswered ? Outcome.UNANSWERED : Outcome.ESTABLISHED)
                    .to("198.51.100.7", port)
                    .at(MONDAY + port);
        }

        List<Finding> findings = new UnansweredRetry().examine(history.build(), Policy.EMPTY);

        assertThat(findings).hasSize(ports == 0 ? 0 : 1);
        findings.forEach(finding -> assertThat(finding.facts()).containsEntry("ports", (double) ports));
        assertThat(new PeriodicContact().examine(history.build(), Policy.EMPTY)).isEmpty();
    }

    @Test
    void whatComesBackAfterAResetIsTimed() {
        Finding finding = new SurvivesReset()
                .examine(
                        phone().mark(MONDAY + DAY, LifecycleKind.FACTORY_RESET, "")
                                .at(MONDAY, MONDAY + DAY + 6 * HOUR)
                                .build(),
                        Policy.EMPTY)
                .get(0);

        assertThat(finding.score()).isEqualTo(0.5);
        assertThat(finding.facts().get("delayMs")).isEqualTo(6.0 * HOUR);
    }

    @ParameterizedTest(name = "{0}, back after {1} h, watched for {2} h: erased {3}, returned {4}")
    @CsvSource({
        "FACTORY_RESET, 0, 30, 1, 0", // stayed away for a day: a comparison for others
        "FACTORY_RESET, 0, 10, , ", // not watched long enough to say
        "FACTORY_RESET, 6, 30, 1, 1",
        "FACTORY_RESET, 6, 10, 1, 1", // what came back soon needs no longer watching
        "FACTORY_RESET, 30, 48, 1, 0", // too late to be compared
        "FIRMWARE_INSTALLED, 6, 30, 0, 0", // an update is no erasure
        "FIRMWARE_INSTALLED, 0, 30, , ",
        "SETTING_CHANGED, 6, 30, , "
    })
    void whoIsComparedAfterAReset(LifecycleKind kind, int backHours, int watchedHours, Double erased, Double returned) {
        SampleHistory history = phone().mark(MONDAY + DAY, kind, "")
                .watched(MONDAY, MONDAY + DAY + watchedHours * HOUR)
                .at(MONDAY);
        if (backHours > 0) {
            history.at(MONDAY + DAY + backHours * HOUR);
        }

        List<Finding> findings = new SurvivesReset().examine(history.build(), Policy.EMPTY);

        assertThat(findings).hasSize(erased == null ? 0 : 1).allSatisfy(finding -> {
            assertThat(finding.facts()).containsEntry("erased", erased).containsEntry("returned", returned);
            assertThat(finding.facts().containsKey("delayMs")).isEqualTo(backHours > 0);
            assertThat(finding.score() > 0).isEqualTo(backHours > 0);
        });
    }

    @ParameterizedTest(name = "removed {0}, contacts by {1}: {2}")
    @CsvSource({"com.baidu, com.baidu, 1", "com.other, com.baidu, 0"})
    void onlyTheRemovedAppsContactsSurviveItsRemoval(String removed, String app, int findings) {
        SampleHistory history = phone().app(app)
                .mark(MONDAY + DAY, LifecycleKind.APP_REMOVED, removed)
                .at(MONDAY, MONDAY + 2 * DAY);

        assertThat(new SurvivesReset().examine(history.build(), Policy.EMPTY)).hasSize(findings);
    }

    @Test
    void aFirstContactAfterTheResetSurvivedNothing() {
        SampleHistory history =
                phone().mark(MONDAY, LifecycleKind.FACTORY_RESET, "").at(MONDAY + HOUR, MONDAY + DAY);

        assertThat(new SurvivesReset().examine(history.build(), Policy.EMPTY)).isEmpty();
    }

    @ParameterizedTest(name = "{0}/{1}: {2}")
    @CsvSource({"CN, 4134, 1", "IN, 9829, 0", "IN, 666, 1", ", 9829, 0", "DE, 3320, 1"})
    void residency(String country, long asn, int findings) {
        PolicyRule rule = PolicyRule.newBuilder()
                .setRuleId("r")
                .setKind(PolicyKind.RESIDENCY)
                .setAllowedCountries(List.of("IN"))
                .setForbiddenAsns(List.of(666L))
                .setAllowedSites(List.of("cdn.example"))
                .setGroups(List.of("in"))
                .build();
        Policy policy = new Policy(List.of(rule));
        SampleHistory inGroup = phone().group("in")
                .site("data.example", "x.data.example")
                .in(country, asn)
                .at(MONDAY);
        SampleHistory allowed = phone().group("in")
                .site("cdn.example", "x.cdn.example")
                .in("CN", 4134)
                .at(MONDAY);
        SampleHistory otherGroup = phone().group("de")
                .site("data.example", "x.data.example")
                .in("CN", 4134)
                .at(MONDAY);

        assertThat(new ResidencyBreach().examine(inGroup.build(), policy)).hasSize(findings);
        assertThat(new ResidencyBreach().examine(allowed.build(), policy)).isEmpty();
        assertThat(new ResidencyBreach().examine(otherGroup.build(), policy)).isEmpty();
    }

    @ParameterizedTest(name = "{0}: random {1}")
    @CsvSource({
        "mzxw6ytboi4dqmjz, true",
        "d41d8cd98f00b204e9800998ecf8427e, true",
        "www, false",
        "images-eu, false",
        "accounts-static, false",
        "android-clients, false"
    })
    void randomNames(String label, boolean random) {
        assertThat(RandomName.random(label)).isEqualTo(random);
    }

    @Test
    void uploadsCountByDayAndDirection() {
        SampleHistory twoDays = phone().bytesSent(15_000_000).at(MONDAY, MONDAY + DAY);
        SampleHistory oneDay = phone().bytesSent(15_000_000).at(MONDAY, MONDAY + HOUR);

        assertThat(new UploadVolume().examine(twoDays.build(), Policy.EMPTY)).isEmpty();
        assertThat(new UploadVolume().examine(oneDay.build(), Policy.EMPTY))
                .extracting(Finding::observed)
                .containsExactly(3e7);
    }

    @Test
    void periodicContactAbstainsOnAggregatedRecordsAndMulticast() {
        SampleHistory aggregated = phone().occurrences(3).every(HOUR, 100, MONDAY);
        SampleHistory multicast = phone().local("ff02::fb", "ff02::fb", 5353).every(2 * MINUTE, 300, MONDAY);
        SampleHistory privateServer =
                phone().local("192.168.0.0/24", "192.168.0.4", 8443).every(2 * MINUTE, 300, MONDAY);

        assertThat(new PeriodicContact().examine(aggregated.build(), Policy.EMPTY))
                .isEmpty();
        assertThat(new PeriodicContact().examine(multicast.build(), Policy.EMPTY))
                .isEmpty();
        assertThat(new PeriodicContact().examine(privateServer.build(), Policy.EMPTY))
                .hasSize(1);
    }

    @Test
    void machinesUnderOneSiteMayEachHaveARhythm() {
        SampleHistory history = phone().site("vendor.example", "beat.vendor.example")
                .every(10 * MINUTE, 100, MONDAY)
                .site("vendor.example", "www.vendor.example");
        Random random = new Random(5);
        long time = MONDAY;
        for (int i = 1; i < 400; i++) {
            time += (long) (1000 * Math.exp(2 * random.nextGaussian() + 4));
            history.at(time);
        }

        assertThat(new PeriodicContact().examine(history.build(), Policy.EMPTY))
                .singleElement()
                .satisfies(f -> assertThat(f.facts().get("periodMs")).isBetween(9.5 * MINUTE, 10.5 * MINUTE));
    }
}
