package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.Transport;
import io.waybill.streams.codec.ConnectionView;
import io.waybill.streams.part.Sums;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums do not show in which order, or in how many parts, they were made. */
class RunningSumsTest {

    private static final String[] PLACES = {"CN/4134", "DE/3320", "US/15169", "/0", "SG/45102"};

    private static DeviceConnection event(Random random) {
        return DeviceConnection.newBuilder()
                .setEventId("e" + random.nextLong())
                .setDeviceId("phone")
                .setTime(Instant.ofEpochMilli(random.nextInt(1_000_000_000)))
                .setTransport(Transport.UDP)
                .setBytesSent(random.nextInt(1 << 20))
                .setBytesReceived(random.nextInt(1 << 20))
                .setPacketsSent(random.nextInt(100))
                .setPacketsReceived(random.nextInt(100))
                .setOutcome(Outcome.values()[random.nextInt(4)])
                .setOccurrences(1 + random.nextInt(3))
                .setCapture("c")
                .build();
    }

    private static String place(DeviceConnection event) {
        return PLACES[Math.floorMod(event.getEventId().hashCode(), PLACES.length)];
    }

    private static RunningSums of(List<DeviceConnection> events) {
        RunningSums sums = new RunningSums();
        events.forEach(event -> sums.add(ConnectionView.of(event), place(event)));
        return sums;
    }

    /** By the definition of each field. */
    private static Sums byDefinition(List<DeviceConnection> events, long devices) {
        SortedMap<String, Long> places = new TreeMap<>();
        events.forEach(event -> places.merge(place(event), (long) event.getOccurrences(), Long::sum));
        return new Sums(
                events.stream().mapToLong(DeviceConnection::getOccurrences).sum(),
                events.stream()
                        .filter(event ->
                                event.getOutcome() == Outcome.UNANSWERED || event.getOutcome() == Outcome.REJECTED)
                        .mapToLong(DeviceConnection::getOccurrences)
                        .sum(),
                events.stream().mapToLong(DeviceConnection::getBytesSent).sum(),
                events.stream().mapToLong(DeviceConnection::getBytesReceived).sum(),
                events.stream().mapToLong(DeviceConnection::getPacketsSent).sum(),
                events.stream().mapToLong(DeviceConnection::getPacketsReceived).sum(),
                devices,
                events.stream()
                        .mapToLong(event -> event.getTime().toEpochMilli())
                        .min()
                        .orElseThrow(),
                events.stream()
                        .mapToLong(event -> event.getTime().toEpochMilli())
                        .max()
                        .orElseThrow(),
                places);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void sums_are_those_of_the_definition_in_any_order_and_any_parts(long seed) {
        Random random = new Random(seed);
        List<DeviceConnection> events = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            events.add(event(random));
        }
        Sums expected = byDefinition(events, 7);

        assertThat(of(events).toSums(7)).isEqualTo(expected);
        Collections.shuffle(events, random);
        assertThat(of(events).toSums(7)).isEqualTo(expected);
        int cut = 1 + random.nextInt(198);
        RunningSums parts = of(events.subList(cut, 200));
        parts.add(of(events.subList(0, cut)));
        assertThat(parts.toSums(7)).isEqualTo(expected);
    }

    @Test
    void nothing_added_is_nothing() {
        RunningSums sums = new RunningSums();
        sums.add(new RunningSums());

        assertThat(sums.toSums(3)).isEqualTo(Sums.NONE);
        assertThat(sums.connections()).isZero();
        assertThat(sums.firstSeen()).isEqualTo(Long.MAX_VALUE);
        assertThat(sums.lastSeen()).isEqualTo(Long.MIN_VALUE);
    }

    @ParameterizedTest
    @CsvSource({"ESTABLISHED, 0", "UNANSWERED, 3", "REJECTED, 3", "UNKNOWN, 0"})
    void only_what_was_not_answered_has_failed(Outcome outcome, long failed) {
        DeviceConnection event = event(new Random(4));
        event.setOutcome(outcome);
        event.setOccurrences(3);

        assertThat(of(List.of(event)).toSums(1).failed()).isEqualTo(failed);
    }
}
