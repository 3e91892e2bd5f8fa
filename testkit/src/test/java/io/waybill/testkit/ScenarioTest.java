package io.waybill.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.SubjectLevel;
import io.waybill.testkit.Fleets.Fleet;
import io.waybill.testkit.scenario.Scenario;
import io.waybill.testkit.truth.Expectation;
import io.waybill.testkit.truth.Truth;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each story must hold at the smallest size it is run at, whatever the seed. */
@Tag("slow")
class ScenarioTest {

    private static final int DEVICES = 80;
    private static final int HOURS = 48;

    private record Told(Fleet fleet, Truth truth) {

        static Told of(String scenario, long seed) {
            Fleet fleet = Fleets.of(Scenario.of(scenario), DEVICES, HOURS, seed);
            return new Told(fleet, fleet.simulator().truth(fleet.ledger()));
        }

        List<Expectation> expected(String detector) {
            return truth.expected().stream()
                    .filter(expectation -> expectation.detector().equals(detector))
                    .toList();
        }
    }

    /** Least number of alerts by detector: device-level ones by name, the others by subject. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redmi-note      | cohort-exclusive | MODEL        | Xiaomi Redmi Note                | 42.62.48.0/24",
                "redmi-note      | survives-reset   | MODEL        | Xiaomi Redmi Note                | 42.62.48.0/24",
                "star-n9500      | cohort-exclusive | MANUFACTURER | Star                             | example.com",
                "xperia-baidu    | cohort-exclusive | MODEL        | Sony Xperia Z3                   | baidu.com",
                "xperia-baidu    | cohort-exclusive | MODEL        | Sony Xperia Z3 Compact           | baidu.com",
                "xperia-baidu    | survives-reset   | MODEL        | Sony Xperia Z3                   | baidu.com",
                "cloud-messaging | opt-out-ignored  | FIRMWARE     | Xiaomi Redmi 1S JHCCNBF40.0      | example.net",
                "cloud-messaging | opt-out-honoured | FIRMWARE     | Xiaomi Redmi 1S JHCCNBF45.0      | example.net",
                "cloud-messaging | cohort-exclusive | MODEL        | Xiaomi Redmi 1S                  | example.net",
                "update-proof    | survives-reset   | MODEL        | Meridian M5                      | example.org",
                "update-proof    | cohort-exclusive | MODEL        | Meridian M5                      | example.org",
                "india-residency | cohort-exclusive | MODEL        | Meridian M7                      | example.net",
                "denial          | went-dark        | MODEL        | Meridian M5                      | example.net",
                "bad-update      | new-destination  | FIRMWARE     | Meridian M5 2.2.0                | example.com",
                "bad-update      | cohort-exclusive | FIRMWARE     | Meridian M5 2.2.0                | example.com"
            })
    void tellsOfItsCohorts(String scenario, String detector, SubjectLevel level, String subject, String destination) {
        Told told = Told.of(scenario, 41);

        assertThat(told.expected(detector)).anySatisfy(expectation -> {
            assertThat(expectation.level()).isEqualTo(level);
            assertThat(expectation.subject()).isEqualTo(subject);
            assertThat(expectation.destination()).isEqualTo(destination);
            assertThat(expectation.devices()).hasSizeGreaterThanOrEqualTo(4);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "redmi-note, periodic-contact, 7, 8",
        "star-n9500, periodic-contact, 14, 16",
        "star-n9500, identifier-leak, 16, 16",
        "cloud-messaging, identifier-leak, 16, 16",
        "cloud-messaging, opt-out-ignored, 5, 5",
        "update-proof, periodic-contact, 14, 16",
        "india-residency, residency-breach, 10, 12",
        "denial, periodic-contact, 14, 16",
        "one-sick-phone, periodic-contact, 1, 1"
    })
    void tellsOfItsDevices(String scenario, String detector, int least, int most) {
        for (long seed : new long[] {1, 41, 7919}) {
            Told told = Told.of(scenario, seed);

            assertThat(told.expected(detector)).as("seed %d", seed).hasSizeBetween(least, most);
        }
    }

    @Test
    void expectsNothingOfAQuietFleet() {
        Told told = Told.of("quiet-fleet", 3);

        assertThat(told.truth().expected()).isEmpty();
        assertThat(told.truth().allowed()).isEmpty();
    }

    /** The devices of an expectation, and only they, contact its destination. */
    @ParameterizedTest
    @CsvSource({
        "redmi-note, 42.62.48.0/24", "star-n9500, example.com", "xperia-baidu, baidu.com",
                "cloud-messaging, example.net",
        "update-proof, example.org", "india-residency, example.com", "india-residency, example.net",
                "denial, example.net",
        "one-sick-phone, example.org", "bad-update, example.com"
    })
    void contactsItsDestinationFromItsDevicesOnly(String scenario, String destination) {
        Told told = Told.of(scenario, 12);
        Set<String> guilty = told.truth().expected().stream()
                .filter(expectation -> expectation.destination().equals(destination))
                .flatMap(expectation -> expectation.devices().stream())
                .collect(Collectors.toSet());
        Set<String> contacted = new HashSet<>();
        for (DeviceConnection event : told.fleet().events()) {
            if (goesTo(event, destination)) {
                contacted.add(event.getDeviceId());
            }
        }

        assertThat(guilty).isNotEmpty();
        assertThat(contacted).isEqualTo(guilty);
    }

    private static boolean goesTo(DeviceConnection event, String destination) {
        if (event.getHost() != null) {
            return event.getHost().endsWith("." + destination);
        }
        ByteBuffer ip = event.getRemoteIp();
        return ip.remaining() == 4
                && destination.equals((ip.get(0) & 255) + "." + (ip.get(1) & 255) + "." + (ip.get(2) & 255) + ".0/24");
    }
}
