package io.waybill.benchmarks.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class SyntheticFleetTest {

    private static final int EVENTS = 20_000;

    private static List<DeviceConnection> events(int keys, long seed) {
        List<DeviceConnection> events = new ArrayList<>();
        new SyntheticFleet(new FleetShape(EVENTS, keys, seed)).forEach(events::add);
        return events;
    }

    @Test
    void the_same_seed_gives_the_same_events_and_another_one_others() {
        assertThat(events(1, 42)).isEqualTo(events(1, 42)).isNotEqualTo(events(1, 43));
    }

    @Test
    void about_one_event_in_two_hundred_is_sent_again_unchanged() {
        Map<String, DeviceConnection> byId = new HashMap<>();
        int repeats = 0;
        for (DeviceConnection event : events(1, 42)) {
            DeviceConnection before = byId.put(event.getEventId(), event);
            if (before != null) {
                repeats++;
                assertThat(event).isEqualTo(before);
            }
        }

        assertThat(repeats).isBetween(EVENTS / 300, EVENTS / 140);
    }

    @Test
    void every_event_is_of_a_device_with_a_profile_and_has_a_public_address() {
        SyntheticFleet fleet = new SyntheticFleet(new FleetShape(EVENTS, 1, 42));
        Set<String> known =
                fleet.profiles().stream().map(DeviceProfile::getDeviceId).collect(Collectors.toSet());

        fleet.forEach(event -> {
            assertThat(known.contains(event.getDeviceId()))
                    .as(event.getDeviceId())
                    .isTrue();
            assertThat(event.getRemoteIp()).isNotNull();
            int first = event.getRemoteIp().get(0) & 0xff;
            boolean isSix = event.getRemoteIp().remaining() == 16;
            assertThat(isSix ? first == 0x2a : first >= 11 && first < 100).isTrue();
        });
        assertThat(known).hasSize(20_000);
    }

    @Test
    void updates_fall_into_the_time_of_the_events() {
        FleetShape shape = new FleetShape(EVENTS, 1, 42);

        List<DeviceLifecycle> updates = new SyntheticFleet(shape).lifecycle();

        assertThat(updates)
                .hasSize(1_000)
                .allSatisfy(update -> assertThat(update.getTime().toEpochMilli() - FleetShape.START_MILLIS)
                        .isBetween(0L, shape.spanMillis()));
    }

    @Test
    void time_advances_but_for_two_seconds() {
        long newest = 0;
        for (DeviceConnection event : events(1, 42)) {
            long time = event.getTime().toEpochMilli();
            boolean again = newest - time > 2_000;
            newest = Math.max(newest, time);
            // a repeat carries the time of what it repeats, at most about a thousand events ago
            assertThat(newest - time).isLessThan(again ? 20_000L : 2_001L);
        }
    }

    @Test
    void more_keys_are_more_pairs_of_device_and_destination_in_as_many_events() {
        assertThat(pairs(events(4, 42))).isGreaterThan(pairs(events(1, 42)));
        assertThat(events(4, 42)).hasSize(EVENTS);
    }

    private static int pairs(List<DeviceConnection> events) {
        Set<String> pairs = new HashSet<>();
        events.forEach(event -> pairs.add(event.getDeviceId() + event.getRemoteIp()));
        return pairs.size();
    }

    @Test
    void twice_the_events_are_twice_the_time_and_not_a_busier_fleet() {
        assertThat(new FleetShape(2_000_000, 1, 1).spanMillis())
                .isCloseTo(2 * new FleetShape(1_000_000, 1, 1).spanMillis(), within(1L));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-5, 1", "10, 0", "10, 65"})
    void sizes_out_of_range_are_refused(long events, int keys) {
        assertThatThrownBy(() -> new FleetShape(events, keys, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 64");
    }
}
