package io.waybill.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.LifecycleKind;
import io.waybill.streams.detect.Contact;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.known.KnownService;
import io.waybill.streams.detect.known.KnownServices;
import io.waybill.testkit.fleet.Life;
import io.waybill.testkit.scenario.Scenario;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What docs/simulator.md says of everyday life is in the events: each kind of traffic and each fault of a feed, measured. */
class RealismTest {

    private static final int DEVICES = 120;
    private static final int HOURS = 72;
    private static final long HOUR = 3_600_000;

    @SuppressWarnings("NullAway.Init")
    private static Fleets.Fleet fleet;

    @BeforeAll
    static void simulate() {
        fleet = Fleets.of(Scenario.QUIET_FLEET, DEVICES, HOURS, 20_251);
    }

    @ParameterizedTest(name = "{0}: {1} to {2} of all events, at least {3} of the phones")
    @CsvSource({
        "clock, 0.002, 0.2, 0.5",
        "connectivity-check, 0.005, 0.3, 0.5",
        "push, 0.005, 0.4, 0.8",
        "cdn, 0.01, 0.4, 0.8",
        "ads, 0.01, 0.4, 0.7",
        "analytics, 0.005, 0.4, 0.7",
        "system-update, 0.001, 0.2, 0.4",
        "app-store, 0.001, 0.2, 0.3",
        "app-backend, 0.05, 0.7, 0.9"
    })
    void everyKindOfTrafficIsThere(String category, double low, double high, double phones) {
        Set<String> devices = new HashSet<>();
        long events = 0;
        for (DeviceConnection event : fleet.events()) {
            if (category.equals(categories().getOrDefault(far(event), ""))) {
                events++;
                devices.add(event.getDeviceId());
            }
        }

        assertThat(events / (double) fleet.events().size()).isBetween(low, high);
        assertThat(devices.size()).isGreaterThanOrEqualTo((int) (phones * DEVICES));
    }

    @Test
    void peopleUseTheirPhonesByDay() {
        long[] byHour = new long[24];
        for (DeviceConnection event : fleet.events()) {
            long local = life(event).local(event.getTime().toEpochMilli());
            byHour[(int) (Math.floorMod(local, 24 * HOUR) / HOUR)]++;
        }

        long night = byHour[2] + byHour[3] + byHour[4];
        long evening = byHour[18] + byHour[19] + byHour[20];
        assertThat(evening).isGreaterThan(2 * night);
        assertThat(night).isPositive();
    }

    @Test
    void someTravelAndAreAnsweredByOtherAddresses() {
        List<Life> abroad = fleet.simulator().lives().stream()
                .filter(life -> life.abroad() != null)
                .toList();
        assertThat(abroad.size()).isBetween(1, DEVICES / 6);
        Map<String, Set<String>> home = new HashMap<>();
        Map<String, Set<String>> away = new HashMap<>();
        for (DeviceConnection event : fleet.events()) {
            Life life = life(event);
            long time = event.getTime().toEpochMilli();
            if (life.abroad() != null && event.getHost() != null) {
                (life.abroad().contains(time) ? away : home)
                        .computeIfAbsent(event.getDeviceId() + " " + event.getHost(), key -> new TreeSet<>())
                        .add(InetAddresses.toAddrString(address(event)));
            }
        }
        long compared = away.keySet().stream().filter(home::containsKey).count();
        long moved = away.entrySet().stream()
                .filter(entry -> home.containsKey(entry.getKey()))
                .filter(entry -> !home.get(entry.getKey()).containsAll(entry.getValue()))
                .count();
        assertThat(compared).isPositive();
        assertThat(moved).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"APP_INSTALLED, 5", "APP_REMOVED, 2", "FACTORY_RESET, 1", "FIRMWARE_INSTALLED, 1"})
    void appsComeAndGoAndPhonesAreUpdatedAndReset(LifecycleKind kind, int least) {
        assertThat(fleet.simulator().lifecycle().stream()
                        .filter(event -> event.getKind() == kind)
                        .count())
                .isBetween((long) least, (long) DEVICES);
    }

    @Test
    void anAppIsNotHeardOfBeforeItIsInstalledNorAfterItIsRemoved() {
        Map<String, Long> installed = new HashMap<>();
        Map<String, Long> removed = new HashMap<>();
        fleet.simulator().lifecycle().forEach(event -> {
            String key = event.getDeviceId() + " " + event.getApp();
            long time = event.getTime().toEpochMilli();
            if (event.getKind() == LifecycleKind.APP_INSTALLED) {
                installed.put(key, time);
            } else if (event.getKind() == LifecycleKind.APP_REMOVED) {
                removed.put(key, time);
            }
        });
        for (DeviceConnection event : fleet.events()) {
            String key = event.getDeviceId() + " " + event.getApp();
            long time = event.getTime().toEpochMilli();
            assertThat(time).isGreaterThanOrEqualTo(installed.getOrDefault(key, 0L));
            // A session that runs ends after its app is gone at the latest within the hour.
            assertThat(time).isLessThanOrEqualTo(removed.getOrDefault(key, Long.MAX_VALUE - HOUR) + HOUR);
        }
    }

    @Test
    void networkAddressTranslationForgetsConnections() {
        Map<String, Long> ends = new HashMap<>();
        long rebound = 0;
        List<DeviceConnection> byTime = new ArrayList<>(fleet.events());
        byTime.sort((a, b) -> a.getTime().compareTo(b.getTime()));
        for (DeviceConnection event : byTime) {
            String key = event.getDeviceId() + " " + event.getHost() + " " + event.getRemotePort();
            long begin = event.getTime().toEpochMilli();
            Long end = ends.get(key);
            rebound += end != null && begin - end >= 0 && begin - end <= 60 && event.getDurationMs() > 60_000 ? 1 : 0;
            ends.put(key, begin + event.getDurationMs());
        }
        assertThat(rebound)
                .as("connections that begin within 60 ms of the end of the same")
                .isGreaterThan(5);
    }

    @Test
    void linesAndWholeSpellsAreLost() {
        TreeMap<Integer, TreeSet<Integer>> seen = new TreeMap<>();
        for (DeviceConnection event : fleet.events()) {
            String[] parts = event.getEventId().split("-");
            int phone = Integer.parseInt(parts[parts.length - 2]);
            seen.computeIfAbsent(phone, key -> new TreeSet<>()).add(Integer.parseInt(parts[parts.length - 1]));
        }
        long lost = 0;
        long all = 0;
        int longest = 0;
        for (TreeSet<Integer> numbers : seen.values()) {
            all += numbers.last();
            lost += numbers.last() - numbers.size();
            int before = 0;
            for (int number : numbers) {
                longest = Math.max(longest, number - before - 1);
                before = number;
            }
        }
        assertThat(lost / (double) all).isBetween(0.003, 0.03);
        assertThat(longest).as("most lines lost in a row").isGreaterThanOrEqualTo(5);
    }

    private static Life life(DeviceConnection event) {
        return LIVES.computeIfAbsent(
                event.getDeviceId(),
                id -> fleet.simulator().lives().stream()
                        .filter(life -> life.phone().id().equals(id))
                        .findFirst()
                        .orElseThrow());
    }

    private static final Map<String, Life> LIVES = new HashMap<>();
    private static final Map<String, String> CATEGORIES = new HashMap<>();

    private static Map<String, String> categories() {
        if (CATEGORIES.isEmpty()) {
            for (DeviceConnection event : fleet.events()) {
                CATEGORIES.computeIfAbsent(
                        far(event),
                        key -> KnownServices.bundled()
                                .at(endpoint(event), Policy.EMPTY)
                                .map(KnownService::category)
                                .orElse(""));
            }
        }
        return CATEGORIES;
    }

    private static String far(DeviceConnection event) {
        return event.getHost() + " " + event.getRemotePort() + " " + event.getTransport();
    }

    private static Contact.Endpoint endpoint(DeviceConnection event) {
        return new Contact.Endpoint(
                event.getHost(), bytes(event), event.getRemotePort(), event.getTransport(), null, null, null, 0);
    }

    private static byte[] bytes(DeviceConnection event) {
        byte[] ip = new byte[event.getRemoteIp().remaining()];
        event.getRemoteIp().duplicate().get(ip);
        return ip;
    }

    private static java.net.InetAddress address(DeviceConnection event) {
        try {
            return java.net.InetAddress.getByAddress(bytes(event));
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
