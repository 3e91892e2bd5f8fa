package io.waybill.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.DeviceConnection;
import io.waybill.testkit.Fleets.Fleet;
import io.waybill.testkit.fleet.Life;
import io.waybill.testkit.fleet.Span;
import io.waybill.testkit.scenario.Scenario;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FleetSimulatorTest {

    private static final long HOUR = 3_600_000L;

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void keepsToItsPeriodAndToTheLivesOfItsPhones(Scenario scenario) {
        Fleet fleet = Fleets.of(scenario, 40, 30, 11);
        Span period = new SimulationParameters(scenario, 40, 30, 11).period();
        Map<String, Life> lives = new HashMap<>();
        fleet.simulator().lives().forEach(life -> lives.put(life.phone().id(), life));
        Set<String> ids = new HashSet<>();
        long position = 0;

        assertThat(fleet.events()).isNotEmpty();
        for (DeviceConnection event : fleet.events()) {
            long time = event.getTime().toEpochMilli();
            assertThat(period.contains(time)).as("within the period: %s", event).isTrue();
            assertThat(lives.get(event.getDeviceId()).online(time))
                    .as("online: %s", event)
                    .isTrue();
            assertThat(ids.add(event.getEventId()))
                    .as("id given once: %s", event)
                    .isTrue();
            assertThat(event.getPosition()).isEqualTo(++position);
            assertThat(event.getRemoteIp().remaining()).isIn(4, 16);
            assertThat(event.getBytesSent()).isPositive();
            assertThat(event.getDurationMs()).isBetween(0L, 13 * HOUR);
        }
    }

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void leavesPhonesAsTheyWereWhenOthersJoin(Scenario scenario) {
        Map<String, DeviceConnection> few = byId(Fleets.of(scenario, 20, 12, 3).events());
        Map<String, DeviceConnection> many = byId(Fleets.of(scenario, 50, 12, 3).events());

        few.forEach((id, event) -> {
            DeviceConnection same = many.get(id);
            assertThat(same).as(id).isNotNull();
            same.setPosition(event.getPosition());
            assertThat(same).isEqualTo(event);
        });
    }

    private static Map<String, DeviceConnection> byId(List<DeviceConnection> events) {
        Map<String, DeviceConnection> byId = new HashMap<>();
        events.forEach(event -> byId.put(event.getEventId(), event));
        return byId;
    }

    @Test
    void changesWithTheSeed() {
        List<DeviceConnection> one = Fleets.of(Scenario.QUIET_FLEET, 10, 6, 1).events();
        List<DeviceConnection> other = Fleets.of(Scenario.QUIET_FLEET, 10, 6, 2).events();

        assertThat(one.get(0).getTime()).isNotEqualTo(other.get(0).getTime());
    }

    @Test
    void deliversSomeBatchesHoursLateAndMostEventsSoon() {
        List<DeviceConnection> events =
                Fleets.of(Scenario.QUIET_FLEET, 60, 30, 4).events();
        long latestSoFar = 0;
        long late = 0;
        for (DeviceConnection event : events) {
            long over = event.getTime().toEpochMilli() + event.getDurationMs();
            late += over < latestSoFar - HOUR ? 1 : 0;
            latestSoFar = Math.max(latestSoFar, over);
        }

        assertThat(late / (double) events.size()).isBetween(0.02, 0.25);
    }
}
