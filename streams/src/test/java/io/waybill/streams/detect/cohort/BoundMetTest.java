package io.waybill.streams.detect.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.Alert;
import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.HostSource;
import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import io.waybill.schemas.Transport;
import io.waybill.streams.CaseTables;
import io.waybill.streams.LocalRun;
import io.waybill.streams.aggregate.device.BookSettings;
import io.waybill.streams.alert.Alerts;
import io.waybill.streams.detect.PairHistory;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.Span;
import io.waybill.streams.detect.Verdict;
import io.waybill.streams.detect.report.FindingDraft;
import io.waybill.streams.detect.selftest.SampleFleet;
import io.waybill.streams.detect.selftest.SampleHistory;
import io.waybill.streams.resolve.PackedLocator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is counted together is alerted, a model at a time, and only that. */
class BoundMetTest {

    private static final long BEGIN = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final int BOUND = 20;

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    @Test
    void says_of_each_model_how_much_is_counted_together() {
        SampleFleet fleet = new SampleFleet()
                .devices("a-", 3, "Acme", "One")
                .devices("b-", 3, "Bolt", "Two")
                .with(
                        SampleHistory.device("a-1").overBound().at(SampleHistory.MONDAY, SampleHistory.MONDAY + 60_000),
                        SampleHistory.device("a-2").overBound().at(SampleHistory.MONDAY + SampleHistory.HOUR),
                        SampleHistory.of("b-1", "Bolt", "Two").overBound().at(SampleHistory.MONDAY));

        List<Verdict> verdicts = of(fleet.verdicts(Policy.EMPTY));

        assertThat(verdicts).extracting(Verdict::subject).containsExactly("Acme One", "Bolt Two");
        Verdict acme = verdicts.get(0);
        assertThat(acme.level()).isEqualTo(SubjectLevel.MODEL);
        assertThat(acme.severity()).isEqualTo(Severity.INFORMATIONAL);
        assertThat(acme.destination()).isEqualTo("other");
        assertThat(acme.observed()).isEqualTo(3);
        assertThat(acme.devices()).isEqualTo(2);
        assertThat(acme.evidence()).isNotEmpty();
        assertThat(acme.window())
                .isEqualTo(new Span(SampleHistory.MONDAY, SampleHistory.MONDAY + SampleHistory.HOUR + 1));
        assertThat(acme.explanation())
                .startsWith("2 devices of Acme One contacted more destinations than are kept apart: 3 connections from"
                        + " 4 August 2014 00:00 UTC to 4 August 2014 01:00 UTC are counted together as \"other\".");
        assertThat(verdicts.get(1).explanation())
                .startsWith("1 device of Bolt Two ")
                .contains(": 1 connection from ");
    }

    @Test
    void a_site_of_that_name_is_no_overflow() {
        SampleFleet fleet = new SampleFleet()
                .devices("a-", 3, "Acme", "One")
                .with(SampleHistory.device("a-1").site("other", "other").at(SampleHistory.MONDAY));

        assertThat(of(fleet.verdicts(Policy.EMPTY))).isEmpty();
    }

    @ParameterizedTest(name = "{0} names of each of 3 devices, {1} kept apart")
    @CsvSource({"19, 0", "20, 0", "21, 3", "200, 540"})
    void exactly_what_is_over_the_bound_of_a_device_is_alerted(int names, int together) {
        CaseTables tables = run(flood(names), perDevice());

        assertThat(tables.counts().stream()
                        .filter(count -> count.getDestination().equals("other"))
                        .mapToLong(DestinationCount::getConnections)
                        .sum())
                .isEqualTo(together);
        List<Alert> alerts = alerts(tables);
        assertThat(alerts.stream()
                        .mapToLong(alert -> (long) alert.getObserved())
                        .sum())
                .isEqualTo(together);
        assertThat(alerts).hasSize(together == 0 ? 0 : 2);
        assertThat(tables.counts().stream()
                        .mapToLong(DestinationCount::getConnections)
                        .sum())
                .as("nothing is lost")
                .isEqualTo(3L * names);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void the_order_of_events_does_not_show(long seed) {
        List<DeviceConnection> events = flood(150);
        List<String> inOrder = alerts(run(events, perDevice())).stream()
                .map(Alerts::canonicalOf)
                .toList();
        List<DeviceConnection> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(inOrder).hasSize(2);
        assertThat(alerts(run(shuffled, perDevice())).stream()
                        .map(Alerts::canonicalOf)
                        .toList())
                .isEqualTo(inOrder);
    }

    @Test
    void the_bound_of_a_partition_is_alerted_too() {
        CaseTables tables = run(flood(100), BookSettings.CASE.bounded(BOUND, 100));

        assertThat(alerts(tables))
                .extracting(alert -> alert.getSubject().getValue())
                .containsExactlyInAnyOrder("Acme One", "unknown unknown");
    }

    @ParameterizedTest(name = "{0} strangers, {1} connections together")
    @CsvSource({"20, 0", "21, 2", "120, 200"})
    void devices_over_the_bound_of_a_partition_are_alerted_as_one(int strangers, int together) {
        List<DeviceConnection> events = new ArrayList<>();
        for (int i = 0; i < strangers * 2; i++) {
            events.add(event("stranger-" + i % strangers, i, "www.example.com"));
        }

        CaseTables tables = run(events, BookSettings.CASE.bounded(1_000, BOUND + 2));

        List<Alert> alerts = alerts(tables);
        assertThat(alerts).hasSize(together == 0 ? 0 : 1);
        for (Alert alert : alerts) {
            assertThat(alert.getSubject().getLevel()).isEqualTo(SubjectLevel.DEVICE);
            assertThat(alert.getSubject().getValue()).isEqualTo("other-devices");
            assertThat(alert.getSeverity()).isEqualTo(Severity.INFORMATIONAL);
            assertThat(alert.getObserved()).isEqualTo(together);
            assertThat(alert.getExplanation()).contains(together + " connections from ");
        }
        assertThat(tables.alerts())
                .as("what is counted together is no device that could beat")
                .filteredOn(alert -> !alert.getDetector().equals(BoundMet.ID))
                .noneMatch(alert -> alert.getSubject().getValue().equals("other-devices"));
        assertThat(tables.counts().stream()
                        .mapToLong(DestinationCount::getConnections)
                        .sum())
                .as("nothing is lost")
                .isEqualTo(2L * strangers);
    }

    /** Each partition tells for itself; the last connection was the millisecond before the end. */
    @Test
    void partitionsThatCountTogetherAreOneVerdict() {
        FindingDraft first = together(3, SampleHistory.MONDAY, SampleHistory.MONDAY + SampleHistory.HOUR);
        FindingDraft second = together(4, SampleHistory.MONDAY - SampleHistory.HOUR, SampleHistory.MONDAY);

        assertThat(new BoundMet()
                        .judge(
                                new Views()
                                        .at("other", DestinationKind.OTHER)
                                        .found(first.write(), second.write())
                                        .build(),
                                Policy.EMPTY)
                        .verdicts())
                .singleElement()
                .satisfies(verdict -> {
                    assertThat(verdict.observed()).isEqualTo(7);
                    assertThat(verdict.samples()).isEqualTo(7);
                    assertThat(verdict.window())
                            .isEqualTo(new Span(
                                    SampleHistory.MONDAY - SampleHistory.HOUR,
                                    SampleHistory.MONDAY + SampleHistory.HOUR));
                    assertThat(verdict.explanation())
                            .contains(": 7 connections from 3 August 2014 23:00 UTC to 4 August 2014 00:59 UTC are");
                });
    }

    private static FindingDraft together(long connections, long start, long end) {
        PairHistory history =
                SampleHistory.device("other-devices").overBound().at(start).build();
        return new FindingDraft(BoundMet.ID, history, history.contacts())
                .samples(connections)
                .window(new Span(start, end));
    }

    private static BookSettings perDevice() {
        return new BookSettings(3_600_000L, Long.MAX_VALUE, BOUND, 4_096);
    }

    /** Two devices of a known model and one that nobody knows, each with names of its own. */
    private static List<DeviceConnection> flood(int names) {
        List<DeviceConnection> events = new ArrayList<>();
        for (int i = 0; i < names; i++) {
            for (String device : List.of("known-1", "known-2", "stranger")) {
                events.add(event(device, i, "www.flood-" + device + "-" + i + ".com"));
            }
        }
        return events;
    }

    private static DeviceConnection event(String device, int number, String host) {
        return DeviceConnection.newBuilder()
                .setEventId(device + "-" + number)
                .setDeviceId(device)
                .setTime(Instant.ofEpochMilli(BEGIN + number * 60_000L))
                .setTransport(Transport.TCP)
                .setHost(host)
                .setHostSource(HostSource.TLS_SNI)
                .setRemotePort(443)
                .setBytesSent(100)
                .build();
    }

    private static CaseTables run(List<DeviceConnection> events, BookSettings settings) {
        LocalRun run = new LocalRun(settings, PackedLocator.bundled());
        for (String device : List.of("known-1", "known-2")) {
            run.take(DeviceProfile.newBuilder()
                    .setDeviceId(device)
                    .setValidFrom(Instant.EPOCH)
                    .setManufacturer("Acme")
                    .setModel("One")
                    .build());
        }
        events.forEach(run::take);
        return run.finish();
    }

    private static List<Alert> alerts(CaseTables tables) {
        return tables.alerts().stream()
                .filter(alert -> alert.getDetector().equals(BoundMet.ID))
                .toList();
    }

    private static List<Verdict> of(List<Verdict> verdicts) {
        return verdicts.stream()
                .filter(verdict -> verdict.detector().equals(BoundMet.ID))
                .toList();
    }
}
