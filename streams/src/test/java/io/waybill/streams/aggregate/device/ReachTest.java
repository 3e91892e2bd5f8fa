package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.LifecycleKind;
import io.waybill.streams.detect.DestinationView.Reach;
import io.waybill.streams.detect.EventRef;
import io.waybill.streams.part.Part;
import io.waybill.streams.part.Part.ReachPart;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.resolve.Location;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Evidence of who reached a destination: of each device's first and last event the two earliest and the two latest. */
class ReachTest {

    private static final long T = 1_700_000_400_000L;
    private static final Destination SITE = new Destination("a.com", DestinationKind.SITE);

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
            Events.apply(book, event, SITE, Location.UNKNOWN);
        }
        assertThat(reach(book))
                .as("of the model and of its build")
                .hasSize(2)
                .allSatisfy((cohort, reach) -> assertThat(reach).isEqualTo(reach(byDevice)));
    }

    private static Reach reach(TreeMap<String, TreeSet<EventRef>> byDevice) {
        TreeSet<EventRef> edges = new TreeSet<>();
        byDevice.values().forEach(events -> edges.addAll(List.of(events.first(), events.last())));
        TreeSet<EventRef> evidence = new TreeSet<>();
        edges.stream().limit(2).forEach(evidence::add);
        edges.descendingSet().stream().limit(2).forEach(evidence::add);
        return new Reach(byDevice.size(), edges.first().time(), edges.last().time(), List.copyOf(evidence));
    }

    /** Builds change at other times on each device, and one is put back; times are few again. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14})
    void theEarliestAndTheLatestOfEachBuild(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        DeviceBook book = new DeviceBook(BookSettings.CASE);
        TreeMap<String, TreeMap<String, TreeSet<EventRef>>> byCohort = new TreeMap<>();
        for (int device = 0; device < 12; device++) {
            installed(book, device, T + device % 4, "A");
            installed(book, device, T + 4 + device % 3, "B");
            installed(book, device, T + 9, "A");
        }
        for (int i = 0; i < 90; i++) {
            int number = random.nextInt(12);
            String device = "d-" + number;
            long time = T + random.nextInt(12);
            String id = "e-" + random.nextInt(1_000_000);
            boolean isB = time >= T + 4 + number % 3 && time < T + 9;
            String build = time < T + number % 4 ? "unknown" : isB ? "B" : "A";
            for (String cohort : List.of("unknown unknown", "unknown unknown " + build)) {
                byCohort.computeIfAbsent(cohort, any -> new TreeMap<>())
                        .computeIfAbsent(device, any -> new TreeSet<>())
                        .add(new EventRef("c", i, id, time, device));
            }
            Events.apply(
                    book, Events.connection(device, id, time).setPosition(i).build(), SITE, Location.UNKNOWN);
        }
        Map<String, Reach> expected = new TreeMap<>();
        byCohort.forEach((cohort, byDevice) -> expected.put(cohort, reach(byDevice)));

        assertThat(reach(book)).as("seed %d", seed).isEqualTo(expected);
    }

    private static void installed(DeviceBook book, int device, long time, String build) {
        book.apply(DeviceLifecycle.newBuilder()
                .setEventId(build + time)
                .setDeviceId("d-" + device)
                .setTime(Instant.ofEpochMilli(time))
                .setKind(LifecycleKind.FIRMWARE_INSTALLED)
                .setFirmware(build)
                .build());
    }

    /** By cohort. */
    private static Map<String, Reach> reach(DeviceBook book) {
        Map<String, Reach> reach = new TreeMap<>();
        for (Part part : book.tell(0, Long.MAX_VALUE, List.of())) {
            if (part instanceof ReachPart told) {
                told.reach().forEach((cohort, of) -> reach.put(cohort.value(), of));
            }
        }
        return reach;
    }

    /** The third device has only one of its two events among the evidence, and that at the edge of what is there already. */
    @ParameterizedTest(name = "{0} beside a5, p20, m10 and q30: {1}")
    @CsvSource({
        "b10 r15, a5 b10 p20 q30",
        "n10 r15, a5 m10 p20 q30",
        "c8 d9, a5 c8 p20 q30",
        "r12 z20, a5 m10 z20 q30",
        "r12 o20, a5 m10 p20 q30",
        "r11 s19, a5 m10 p20 q30",
        "r9 s19, a5 r9 p20 q30",
        "r11 s21, a5 m10 s21 q30",
        "r1 s40, r1 a5 q30 s40"
    })
    void aDeviceAtTheEdge(String third, String evidence) {
        DeviceBook book = new DeviceBook(BookSettings.CASE);
        String[] devices = {"a5 p20", "m10 q30", third};
        for (int i = 0; i < devices.length; i++) {
            for (String event : devices[i].split(" ")) {
                long time = T + Long.parseLong(event.substring(1));
                Events.apply(book, Events.connection("d-" + i, event, time).build(), SITE, Location.UNKNOWN);
            }
        }

        assertThat(reach(book).values()).allSatisfy(reach -> {
            assertThat(reach.devices()).isEqualTo(3);
            assertThat(reach.evidence())
                    .extracting(EventRef::eventId)
                    .containsExactlyElementsOf(List.of(evidence.split(" ")));
        });
    }
}
