package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.DeviceConnection;
import io.waybill.streams.detect.DestinationView.Reach;
import io.waybill.streams.detect.EventRef;
import io.waybill.streams.part.Part.ReachPart;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.resolve.Location;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Evidence of who reached a destination: of each device's first and last event the two earliest and the two latest. */
class ReachTest {

    private static final long T = 1_700_000_400_000L;

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    /** Many events of few times, so that ids decide too. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theEarliestAndTheLatestOfManyDevices(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        DeviceBook book = new DeviceBook(BookSettings.CASE);
        TreeMap<String, TreeSet<EventRef>> byDevice = new TreeMap<>();
        for (int i = 0; i < 60; i++) {
            String device = "d-" + random.nextInt(20);
            long time = T + random.nextInt(12);
            String id = "e-" + random.nextInt(1_000_000);
            byDevice.computeIfAbsent(device, any -> new TreeSet<>()).add(new EventRef("c", i, id, time, device));
            DeviceConnection event =
                    Events.connection(device, id, time).setPosition(i).build();
            Events.apply(book, event, new Destination("a.com", DestinationKind.SITE), Location.UNKNOWN);
        }
        TreeSet<EventRef> edges = new TreeSet<>();
        byDevice.values().forEach(events -> edges.addAll(List.of(events.first(), events.last())));
        TreeSet<EventRef> evidence = new TreeSet<>();
        edges.stream().limit(2).forEach(evidence::add);
        edges.descendingSet().stream().limit(2).forEach(evidence::add);

        assertThat(book.tell(0, Long.MAX_VALUE, List.of()).stream()
                        .filter(ReachPart.class::isInstance)
                        .flatMap(part -> ((ReachPart) part).reach().values().stream()))
                .as("of the model and of its build")
                .hasSize(2)
                .containsOnly(new Reach(
                        byDevice.size(), edges.first().time(), edges.last().time(), List.copyOf(evidence)));
    }
}
