package io.waybill.streams.detect.suite;

import static io.waybill.streams.detect.selftest.SampleHistory.DAY;
import static io.waybill.streams.detect.selftest.SampleHistory.HOUR;
import static io.waybill.streams.detect.selftest.SampleHistory.MINUTE;
import static io.waybill.streams.detect.selftest.SampleHistory.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.LifecycleKind;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.Verdict;
import io.waybill.streams.detect.selftest.SampleFleet;
import io.waybill.streams.detect.selftest.SampleHistory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Small fleets through all detectors and the correction for many tests. */
class SampleFleetTest {

    private static final String BEIJING = "42.62.48.0/24";

    private static SampleFleet fiveModels() {
        return new SampleFleet()
                .devices("note-", 12, "Xiaomi", "Redmi Note")
                .devices("mi3-", 12, "Xiaomi", "Mi 3")
                .devices("s4-", 12, "Samsung", "Galaxy S4")
                .devices("z1-", 12, "Sony", "Xperia Z1")
                .devices("g2-", 12, "LG", "G2");
    }

    private static SampleHistory beijing(int i) {
        SampleHistory history =
                SampleHistory.of("note-" + i, "Xiaomi", "Redmi Note").address(BEIJING, "42.62.48.179", 80);
        if (i % 2 == 0) {
            history.mark(MONDAY + 3 * DAY, LifecycleKind.FACTORY_RESET, "");
        }
        return history.every(7 * MINUTE, 1430, MONDAY + i * MINUTE);
    }

    @Test
    void theFoundingStory() {
        SampleFleet fleet = fiveModels();
        for (int i = 1; i <= 12; i++) {
            fleet.with(beijing(i));
        }

        List<Verdict> verdicts = fleet.verdicts(Policy.EMPTY);

        List<Verdict> above = above(verdicts);
        assertThat(above)
                .filteredOn(v -> v.detector().equals("periodic-contact"))
                .hasSize(12)
                .allMatch(
                        v -> v.level() == SubjectLevel.DEVICE && v.explanation().contains("every 7 minutes"));
        assertThat(above)
                .filteredOn(v -> !v.detector().equals("periodic-contact"))
                .extracting(v -> v.detector() + " " + v.level() + " " + v.subject())
                .containsExactlyInAnyOrder(
                        "cohort-exclusive MODEL Xiaomi Redmi Note", "survives-reset MODEL Xiaomi Redmi Note");
        assertThat(verdicts)
                .filteredOn(v -> v.pValue().isPresent())
                .allMatch(v -> v.subscores().get("qValue") <= FalseDiscovery.ALPHA);
    }

    @Test
    void oneSickPhoneIsNotItsModel() {
        SampleFleet fleet = fiveModels()
                .with(SampleHistory.of("note-1", "Xiaomi", "Redmi Note")
                        .address("203.0.113.0/24", "203.0.113.9", 1177)
                        .every(5 * MINUTE, 300, MONDAY));

        List<Verdict> above = above(fleet.verdicts(Policy.EMPTY));

        assertThat(above).singleElement().satisfies(v -> {
            assertThat(v.level()).isEqualTo(SubjectLevel.DEVICE);
            assertThat(v.subject()).isEqualTo("note-1");
            assertThat(v.severity()).isEqualTo(Severity.HIGH);
        });
    }

    @Test
    void clocksChecksAndPushAreNamed() {
        SampleFleet fleet = fiveModels();
        for (String phone : List.of("note-1", "mi3-2", "s4-1", "z1-1", "g2-1")) {
            fleet.with(
                    SampleHistory.device(phone)
                            .site("android.com", "time.android.com")
                            .every(HOUR, 160, MONDAY),
                    SampleHistory.device(phone)
                            .site("google.com", "mtalk.google.com")
                            .to("108.177.1.1", 5228)
                            .every(28 * MINUTE, 300, MONDAY));
        }

        List<Verdict> verdicts = fleet.verdicts(Policy.EMPTY);

        assertThat(above(verdicts)).isEmpty();
        assertThat(verdicts)
                .filteredOn(v -> v.level() == SubjectLevel.DEVICE)
                .hasSize(10)
                .allSatisfy(v -> {
                    assertThat(v.knownService()).isNotNull();
                    assertThat(v.explanation()).contains("known service");
                });
    }

    @Test
    void aFirmwareThatBringsADestination() {
        SampleFleet fleet = fiveModels().devices("one-", 10, "HTC", "One", "B").devices("old-", 10, "HTC", "One", "A");
        for (int i = 1; i <= 10; i++) {
            fleet.with(SampleHistory.of("one-" + i, "HTC", "One")
                    .firmware("B")
                    .site("collector.example", "c.collector.example")
                    .at(MONDAY + 4 * DAY + i * HOUR, MONDAY + 5 * DAY + i * 2 * HOUR));
        }

        List<Verdict> above = above(fleet.verdicts(Policy.EMPTY));

        assertThat(above)
                .extracting(v -> v.detector() + " " + v.level() + " " + v.subject())
                .containsExactlyInAnyOrder("cohort-exclusive FIRMWARE HTC One B", "new-destination FIRMWARE HTC One B");
        assertThat(above)
                .filteredOn(v -> v.detector().equals("new-destination"))
                .allMatch(v -> v.explanation().contains("arrived with firmware B"));
    }

    @Test
    void aWatchedDestinationIsReportedWithItsList() {
        PolicyRule rule = PolicyRule.newBuilder()
                .setRuleId("w1")
                .setKind(PolicyKind.WATCH_LIST)
                .setTitle("Uupay servers")
                .setSites(List.of("uupay.example"))
                .build();
        SampleFleet fleet = fiveModels()
                .with(SampleHistory.device("s4-1")
                        .site("uupay.example", "up.UUPAY.example")
                        .at(MONDAY + HOUR));

        List<Verdict> above = above(fleet.verdicts(new Policy(List.of(rule))));

        assertThat(above).singleElement().satisfies(v -> {
            assertThat(v.detector()).isEqualTo("watch-list");
            assertThat(v.explanation()).contains("uupay.example", "Uupay servers", "1 time,");
        });
    }

    private static List<Verdict> above(List<Verdict> verdicts) {
        return verdicts.stream()
                .filter(v -> v.severity() != Severity.INFORMATIONAL)
                .toList();
    }
}
