package io.waybill.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.DeviceConnection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CollectorTest {

    private static Feed.Delivery delivery(String id, long arrival, int phone, long sequence) {
        DeviceConnection event = new DeviceConnection();
        event.setEventId(id);
        return new Feed.Delivery(event, arrival, phone, sequence);
    }

    @Test
    void passesOnInTheOrderOfArrivalWhateverTheOrderOfTaking() {
        for (long seed = 1; seed <= 20; seed++) {
            List<Feed.Delivery> deliveries = new ArrayList<>(List.of(
                    delivery("a", 10, 1, 1),
                    delivery("b", 10, 1, 2),
                    delivery("c", 10, 2, 1),
                    delivery("d", 11, 0, 9)));
            Collections.shuffle(deliveries, new Random(seed));
            List<DeviceConnection> out = new ArrayList<>();
            Collector collector = new Collector(out::add);
            deliveries.forEach(collector::take);
            collector.passed(Long.MAX_VALUE);

            assertThat(out)
                    .as("seed %d", seed)
                    .extracting(DeviceConnection::getEventId)
                    .containsExactly("a", "b", "c", "d");
            assertThat(out).extracting(DeviceConnection::getPosition).containsExactly(1L, 2L, 3L, 4L);
        }
    }

    @Test
    void holdsBackWhatSomethingEarlierMayStillOvertake() {
        List<String> out = new ArrayList<>();
        Collector collector = new Collector(event -> out.add(event.getEventId()));
        collector.take(delivery("late", 20, 1, 1));
        collector.passed(20);
        assertThat(out).isEmpty();
        collector.take(delivery("early", 20, 0, 1));
        collector.passed(21);

        assertThat(out).containsExactly("early", "late");
    }
}
