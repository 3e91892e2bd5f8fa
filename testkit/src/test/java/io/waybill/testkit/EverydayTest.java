package io.waybill.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.Outcome;
import io.waybill.testkit.fleet.Market;
import io.waybill.testkit.scenario.Scenario;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The everyday fleet looks like one: shares and shapes within ranges, in one table. */
class EverydayTest {

    private static final int DEVICES = 80;
    private static final int HOURS = 96;
    private static List<DeviceConnection> events = List.of();

    @BeforeAll
    static void simulate() {
        events = Fleets.of(Scenario.QUIET_FLEET, DEVICES, HOURS, 7).events();
    }

    private record Row(String what, double value, double low, double high) {}

    @Test
    void hasTheSharesOfAFleetInUse() {
        double perDay = events.size() / (DEVICES * HOURS / 24.0);
        List<Row> table = List.of(
                new Row("events per phone and day", perDay, 120, 400),
                new Row("unanswered", share(e -> e.getOutcome() == Outcome.UNANSWERED), 0.005, 0.03),
                new Row("rejected", share(e -> e.getOutcome() == Outcome.REJECTED), 0.001, 0.02),
                new Row("IPv6", share(e -> e.getRemoteIp().remaining() == 16), 0.2, 0.55),
                new Row("without a name", share(e -> e.getHost() == null), 0.005, 0.06),
                new Row("with an app", share(e -> e.getApp() != null), 0.15, 0.5),
                new Row("at night (2 to 5 h local, all in one)", share(EverydayTest::atNight), 0.02, 0.16),
                new Row("median bytes received", quantile(0.5), 5_000, 40_000),
                new Row("99% quantile over median", quantile(0.99) / quantile(0.5), 50, 5_000),
                new Row("sites", sites(), 60, 200));

        assertThat(table)
                .allSatisfy(row -> assertThat(row.value()).as("%s", row.what()).isBetween(row.low(), row.high()));
    }

    @Test
    void contactsVendorsFromTheirOwnPhonesOnly() {
        Map<String, Set<String>> makers =
                makersBySuffix(List.of("miui.com", "samsungosp.com", "hicloud.com", "icloud.com"));

        assertThat(makers)
                .containsEntry("miui.com", Set.of("Xiaomi"))
                .containsEntry("samsungosp.com", Set.of("Samsung"))
                .containsEntry("hicloud.com", Set.of("Huawei"))
                .containsEntry("icloud.com", Set.of("Apple"));
    }

    @Test
    void leaksNothingAndGoesNowhereNearTheStories() {
        assertThat(events).allMatch(event -> event.getLeaks().isEmpty());
        assertThat(events).noneMatch(event -> {
            byte[] ip = event.getRemoteIp().array();
            return ip.length == 4 && ip[0] == 42 && ip[1] == 62 && ip[2] == 48;
        });
        assertThat(events)
                .noneMatch(event -> event.getHost() != null && event.getHost().contains("example."));
    }

    private static Map<String, Set<String>> makersBySuffix(List<String> suffixes) {
        Map<String, String> makerOf = new HashMap<>();
        new FleetSimulator(new SimulationParameters(Scenario.QUIET_FLEET, DEVICES, HOURS, 7))
                .lives()
                .forEach(life ->
                        makerOf.put(life.phone().id(), life.phone().model().manufacturer()));
        Map<String, Set<String>> makers = new HashMap<>();
        for (DeviceConnection event : events) {
            suffixes.stream()
                    .filter(suffix -> event.getHost() != null && event.getHost().endsWith("." + suffix))
                    .forEach(suffix -> makers.computeIfAbsent(suffix, key -> new HashSet<>())
                            .add(makerOf.get(event.getDeviceId())));
        }
        return makers;
    }

    private static boolean atNight(DeviceConnection event) {
        // Names of home countries are not in the event; the fleet lives mostly between UTC and UTC+5:30.
        long local = event.getTime().toEpochMilli() + Market.of("DE").utcOffsetMillis();
        long hour = Math.floorMod(local, 86_400_000L) / 3_600_000L;
        return hour >= 2 && hour < 5;
    }

    private static double share(Predicate<DeviceConnection> which) {
        return events.stream().filter(which).count() / (double) events.size();
    }

    private static double quantile(double q) {
        long[] sorted = events.stream()
                .mapToLong(DeviceConnection::getBytesReceived)
                .sorted()
                .toArray();
        return sorted[(int) (q * (sorted.length - 1))];
    }

    private static double sites() {
        Set<String> sites = new HashSet<>();
        for (DeviceConnection event : events) {
            if (event.getHost() != null) {
                String[] labels = event.getHost().toLowerCase(Locale.ROOT).split("\\.");
                sites.add(labels[labels.length - 2] + "." + labels[labels.length - 1]);
            }
        }
        return sites.size();
    }
}
