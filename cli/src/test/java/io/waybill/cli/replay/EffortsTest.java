package io.waybill.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.cli.report.CaseDevice;
import io.waybill.cli.report.DetectorEffort;
import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.HashedIdentifier;
import io.waybill.schemas.LifecycleKind;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.streams.CaseReference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffortsTest {

    private static final Instant BEGIN = Instant.parse("2026-06-01T00:00:00Z");
    private static final CaseReference NOTHING = new CaseReference(List.of(), List.of(), List.of());

    static {
        AvroTrust.vouch();
    }

    @Test
    void every_detector_is_told_of_once_and_nothing_is_examined_where_there_is_nothing() {
        List<DetectorEffort> efforts = Efforts.of(List.of(), List.of(), NOTHING, false);

        assertThat(efforts).extracting(DetectorEffort::detector).containsExactlyElementsOf(Efforts.detectors());
        assertThat(efforts).allSatisfy(effort -> assertThat(effort.examined()).hasValue(0));
    }

    @ParameterizedTest
    @CsvSource({
        "watch-list, WATCH_LIST, 6",
        "residency-breach, RESIDENCY, 6",
        "watch-list, RESIDENCY, 0",
        "opt-out-ignored, OPT_OUT, 1",
        "opt-out-honoured, OPT_OUT, 1",
        "opt-out-ignored, WATCH_LIST, 0"
    })
    void detectors_of_rules_look_where_a_rule_is(String detector, PolicyKind kind, long examined) {
        CaseReference reference = new CaseReference(
                List.of(),
                List.of(done("a1", LifecycleKind.SETTING_CHANGED), done("stranger", LifecycleKind.SETTING_CHANGED)),
                List.of(PolicyRule.newBuilder().setRuleId("r").setKind(kind).build()));

        assertThat(effort(detector, reference, 1).examined()).hasValue(examined);
        assertThat(effort(detector, reference, 1).abstained()).hasValue(6 - examined);
    }

    @Test
    void a_reset_an_update_or_a_removal_is_what_survives_reset_needs() {
        CaseReference reference = new CaseReference(
                List.of(),
                List.of(
                        done("a1", LifecycleKind.FACTORY_RESET),
                        done("a1", LifecycleKind.FACTORY_RESET),
                        done("a2", LifecycleKind.FIRMWARE_INSTALLED),
                        done("b1", LifecycleKind.APP_REMOVED),
                        done("b2", LifecycleKind.SETTING_CHANGED)),
                List.of());

        assertThat(effort("survives-reset", reference, 1)).isEqualTo(DetectorEffort.ofDevices("survives-reset", 3, 3));
    }

    @Test
    void leaks_are_looked_for_where_identifiers_are_known_and_not_told_of_behind_pseudonyms() {
        CaseReference reference =
                new CaseReference(List.of(profile("a1", true), profile("a2", false)), List.of(), List.of());

        assertThat(effort("identifier-leak", reference, 1))
                .isEqualTo(DetectorEffort.ofDevices("identifier-leak", 1, 5));
        assertThat(Efforts.of(devices(), counts(1), reference, true)).contains(DetectorEffort.ran("identifier-leak"));
    }

    /** Devices have 3, 30 or 300 events; two of each. */
    @ParameterizedTest
    @CsvSource({"periodic-contact, 4", "unanswered-retry, 4", "name-flood, 2", "upload-volume, 6", "long-connection, 6"
    })
    void detectors_of_traffic_need_as_many_contacts_as_they_count(String detector, long examined) {
        assertThat(effort(detector, NOTHING, 1).examined()).hasValue(examined);
    }

    @Test
    void a_policy_that_sets_a_threshold_sets_it_here() {
        CaseReference reference = new CaseReference(
                List.of(),
                List.of(),
                List.of(
                        threshold("unanswered-retry", "attempts", "40"),
                        threshold("new-destination", "learningHours", "24")));

        assertThat(effort("unanswered-retry", reference, 1).examined()).hasValue(2);
        assertThat(effort("new-destination", reference, 24).examined()).hasValue(1);
    }

    private static PolicyRule threshold(String detector, String parameter, String value) {
        return PolicyRule.newBuilder()
                .setRuleId(detector)
                .setKind(PolicyKind.PARAMETER)
                .setDetectors(List.of(detector))
                .setParameters(Map.of(parameter, value))
                .build();
    }

    /** Model A has three devices, B two, and one is of nobody knows what. */
    @ParameterizedTest
    @CsvSource({
        "cohort-exclusive, 1, 1",
        "country-shift, 23, 0",
        "country-shift, 24, 1",
        "went-dark, 35, 0",
        "went-dark, 36, 1",
        "new-destination, 47, 0",
        "new-destination, 48, 1",
        "surge, 95, 0",
        "surge, 96, 1"
    })
    void detectors_of_models_need_three_devices_and_time_to_learn(String detector, int hours, long examined) {
        assertThat(effort(detector, NOTHING, hours))
                .isEqualTo(DetectorEffort.ofModels(detector, examined, 2 - examined));
    }

    @Test
    void one_model_alone_cannot_be_compared() {
        List<CaseDevice> one = IntStream.range(0, 9)
                .mapToObj(i -> new CaseDevice("a" + i, "Maker", "A", 10))
                .toList();

        assertThat(Efforts.of(one, counts(100), NOTHING, false))
                .contains(DetectorEffort.ofModels("cohort-exclusive", 0, 1))
                .contains(DetectorEffort.ofModels("surge", 1, 0));
    }

    private static DetectorEffort effort(String detector, CaseReference reference, int hours) {
        return Efforts.of(devices(), counts(hours), reference, false).stream()
                .filter(effort -> effort.detector().equals(detector))
                .findFirst()
                .orElseThrow();
    }

    private static List<CaseDevice> devices() {
        return List.of(
                new CaseDevice("a1", "Maker", "A", 3),
                new CaseDevice("a2", "Maker", "A", 30),
                new CaseDevice("a3", "Maker", "A", 300),
                new CaseDevice("b1", "Maker", "B", 3),
                new CaseDevice("b2", "Maker", "B", 30),
                new CaseDevice("unknown-1", "unknown", "unknown", 300));
    }

    private static List<DestinationCount> counts(int hours) {
        return List.of(count(0), count(hours - 1));
    }

    private static DestinationCount count(int hour) {
        Instant start = BEGIN.plus(Duration.ofHours(hour));
        return DestinationCount.newBuilder()
                .setManufacturer("Maker")
                .setModel("A")
                .setFirmware("1")
                .setDestination("example.com")
                .setDestinationKind(DestinationKind.SITE)
                .setWindowStart(start)
                .setWindowEnd(start.plus(Duration.ofHours(1)))
                .setConnections(1)
                .setFailed(0)
                .setBytesSent(0)
                .setBytesReceived(0)
                .setDevices(1)
                .setFirstSeen(start)
                .setLastSeen(start)
                .build();
    }

    private static DeviceLifecycle done(String device, LifecycleKind kind) {
        return DeviceLifecycle.newBuilder()
                .setEventId(device + kind)
                .setDeviceId(device)
                .setTime(BEGIN)
                .setKind(kind)
                .build();
    }

    private static DeviceProfile profile(String device, boolean identified) {
        return DeviceProfile.newBuilder()
                .setDeviceId(device)
                .setManufacturer("Maker")
                .setModel("A")
                .setValidFrom(BEGIN)
                .setIdentifiers(identified ? List.of(new HashedIdentifier()) : List.of())
                .build();
    }
}
