package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.LifecycleKind;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.Transport;
import io.waybill.streams.detect.suite.Detectors;
import io.waybill.streams.part.Part;
import io.waybill.streams.part.Part.ActivityPart;
import io.waybill.streams.part.Part.CohortsPart;
import io.waybill.streams.part.Part.CountPart;
import io.waybill.streams.part.Part.ReachPart;
import io.waybill.streams.part.Sums;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.resolve.Location;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceBookTest {

    private static final long HOUR = 3_600_000L;
    private static final long T = 1_700_000_400_000L / HOUR * HOUR;
    private static final BookSettings SMALL = new BookSettings(HOUR, 100 * HOUR, 3, 16);
    private static final Location CHINA = new Location("CN", 4134);

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    private static DeviceConnection event(String device, long time, String id) {
        return DeviceConnection.newBuilder()
                .setEventId(id)
                .setDeviceId(device)
                .setTime(Instant.ofEpochMilli(time))
                .setTransport(Transport.TCP)
                .setRemotePort(80)
                .setBytesSent(10)
                .setBytesReceived(100)
                .setOutcome(Outcome.ESTABLISHED)
                .setCapture("c")
                .build();
    }

    private static Destination site(String name) {
        return new Destination(name, DestinationKind.SITE);
    }

    private static DeviceProfile profile(String device, String model) {
        return DeviceProfile.newBuilder()
                .setDeviceId(device)
                .setValidFrom(Instant.EPOCH)
                .setManufacturer("M")
                .setModel(model)
                .setFirmware("A")
                .build();
    }

    private static List<Part> tell(DeviceBook book, long watermark) {
        return book.tell(0, watermark, Detectors.deviceSide());
    }

    /** The newest statement on each row, empty rows left out. */
    private static TreeMap<String, Sums> rows(List<Part> parts) {
        TreeMap<String, Sums> rows = new TreeMap<>();
        for (Part part : parts) {
            if (part instanceof CountPart count) {
                String key = count.cohort().value() + " " + count.destination().name() + " " + count.window();
                if (count.sums().isNone()) {
                    rows.remove(key);
                } else {
                    rows.put(key, count.sums());
                }
            }
        }
        return rows;
    }

    @Test
    void aRowIsToldWhenItsWindowClosesAndNotBefore() {
        DeviceBook book = new DeviceBook(SMALL);
        Events.apply(book, event("d", T + 5, "e-1"), site("a.com"), CHINA);

        assertThat(rows(tell(book, T + HOUR - 1))).isEmpty();
        assertThat(rows(tell(book, T + HOUR))).hasSize(1);
        assertThat(tell(book, T + 2 * HOUR)).isEmpty();
    }

    @Test
    void sumsHoldWhatTheContactsSay() {
        DeviceBook book = new DeviceBook(SMALL);
        Events.apply(book, event("d1", T + 5, "e-1"), site("a.com"), CHINA);
        Events.apply(book, event("d1", T + 9, "e-2"), site("a.com"), CHINA);
        Events.apply(book, event("d2", T + 7, "e-3"), site("a.com"), Location.UNKNOWN);

        Sums sums = rows(tell(book, Long.MAX_VALUE)).firstEntry().getValue();

        assertThat(sums.connections()).isEqualTo(3);
        assertThat(sums.devices()).isEqualTo(2);
        assertThat(sums.bytesReceived()).isEqualTo(300);
        assertThat(sums.firstSeen()).isEqualTo(T + 5);
        assertThat(sums.lastSeen()).isEqualTo(T + 9);
        assertThat(sums.places()).containsExactlyInAnyOrderEntriesOf(Map.of("CN/4134", 2L, "-/0", 1L));
    }

    @Test
    void anEventIsCountedOnceHoweverOftenItComes() {
        DeviceBook book = new DeviceBook(SMALL);

        assertThat(Events.apply(book, event("d", T, "e-1"), site("a.com"), CHINA))
                .isEqualTo(Applied.COUNTED);
        assertThat(Events.apply(book, event("d", T, "e-1"), site("a.com"), CHINA))
                .isEqualTo(Applied.REPEATED);
        assertThat(rows(tell(book, Long.MAX_VALUE)).firstEntry().getValue().connections())
                .isEqualTo(1);
        assertThat(book.clock().tally().counted()).isEqualTo(1);
        assertThat(book.clock().tally().repeated()).isEqualTo(1);
        assertThat(book.clock().tally().isBalanced()).isTrue();
    }

    @Test
    void aLateEventTellsTheRowAgain() {
        DeviceBook book = new DeviceBook(SMALL);
        Events.apply(book, event("d", T, "e-1"), site("a.com"), CHINA);
        tell(book, T + 3 * HOUR);

        Applied applied = Events.apply(book, event("d", T + 1, "e-2"), site("a.com"), CHINA);

        assertThat(applied).isEqualTo(Applied.CORRECTED);
        assertThat(book.clock().tally().late()).isEqualTo(1);
        assertThat(book.hasCorrections()).isTrue();
        assertThat(rows(tell(book, T + 3 * HOUR)).firstEntry().getValue().connections())
                .isEqualTo(2);
    }

    /** The newest event is in the middle of a window, and the history ends in the middle of another, which is kept; 0 keeps all. */
    @ParameterizedTest(name = "{0} ms behind the begin of the window in which a history of {1} hours ends: {2}")
    @CsvSource({"-1, 100, TOO_OLD", "0, 100, COUNTED", "-1, 50, TOO_OLD", "0, 50, COUNTED", "-1, 0, COUNTED"})
    void anEventBeforeTheHistoryIsRefused(long behind, long hours, Applied applied) {
        DeviceBook book = new DeviceBook(SMALL.remembering(hours == 0 ? Long.MAX_VALUE : hours * HOUR));
        Events.apply(book, event("d", T + 200 * HOUR + 1_800_000, "e-1"), site("a.com"), CHINA);

        long time = T + (200 - hours) * HOUR + behind;
        assertThat(Events.apply(book, event("d", time, "e-2"), site("a.com"), CHINA))
                .isEqualTo(applied);
    }

    @Test
    void aProfileThatComesLateMovesWhatWasTold() {
        DeviceBook book = new DeviceBook(SMALL);
        Events.apply(book, event("d", T, "e-1"), site("a.com"), CHINA);
        List<Part> told = new ArrayList<>(tell(book, T + HOUR));
        book.apply(profile("d", "m"));
        told.addAll(tell(book, T + HOUR));

        assertThat(rows(told).keySet()).containsExactly("M m A a.com " + T);
        assertThat(told.stream().filter(ActivityPart.class::isInstance).map(ActivityPart.class::cast))
                .extracting(part -> part.active().firstKey().manufacturer())
                .containsExactly("unknown", "M");
    }

    @Test
    void aFirmwareUpdateHeardOfLateSplitsTheWindow() {
        DeviceBook book = new DeviceBook(SMALL);
        book.apply(profile("d", "m"));
        Events.apply(book, event("d", T + 100, "e-1"), site("a.com"), CHINA);
        Events.apply(book, event("d", T + 300, "e-2"), site("a.com"), CHINA);
        List<Part> told = new ArrayList<>(tell(book, T + HOUR));
        book.apply(DeviceLifecycle.newBuilder()
                .setEventId("u")
                .setDeviceId("d")
                .setTime(Instant.ofEpochMilli(T + 200))
                .setKind(LifecycleKind.FIRMWARE_INSTALLED)
                .setFirmware("B")
                .build());
        told.addAll(tell(book, T + HOUR));

        assertThat(rows(told)).containsOnlyKeys("M m A a.com " + T, "M m B a.com " + T);
        assertThat(rows(told).values()).allMatch(sums -> sums.connections() == 1 && sums.devices() == 1);
    }

    @Test
    void overTheBoundContactsAreKeptAsSums() {
        DeviceBook book = new DeviceBook(SMALL);
        for (int i = 0; i < 40; i++) {
            Events.apply(book, event("d", T + (i * 7) % 40, "e-" + i), site("a.com"), CHINA);
        }

        Sums sums = rows(tell(book, Long.MAX_VALUE)).firstEntry().getValue();

        assertThat(sums.connections()).isEqualTo(40);
        assertThat(sums.devices()).isEqualTo(1);
        assertThat(sums.bytesSent()).isEqualTo(400);
        assertThat(sums.places()).containsExactly(Map.entry("CN/4134", 40L));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 99_991})
    void destinationsOverTheBoundDependOnTheSetAlone(long seed) {
        List<DeviceConnection> events = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            events.add(event("d", T + i * HOUR / 4, "e-" + i));
        }
        List<DeviceConnection> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(countsOf(shuffled)).as("seed %d", seed).isEqualTo(countsOf(events));
        assertThat(countsOf(events).keySet()).anyMatch(key -> key.contains(" other "));
    }

    private static TreeMap<String, Sums> countsOf(List<DeviceConnection> events) {
        DeviceBook book = new DeviceBook(SMALL);
        for (DeviceConnection each : events) {
            String name = "site" + Math.floorMod(each.getEventId().hashCode(), 12) + ".com";
            Events.apply(book, each, site(name), CHINA);
        }
        return rows(tell(book, Long.MAX_VALUE));
    }

    @Test
    void reachAndDenominatorsCountDevicesOfEachCohort() {
        DeviceBook book = new DeviceBook(SMALL);
        book.apply(profile("d1", "m"));
        book.apply(profile("d2", "m"));
        Events.apply(book, event("d1", T, "e-1"), site("a.com"), CHINA);
        Events.apply(book, event("d2", T, "e-2"), site("b.com"), CHINA);

        List<Part> told = tell(book, Long.MAX_VALUE);

        assertThat(told.stream().filter(ReachPart.class::isInstance).map(ReachPart.class::cast))
                .hasSize(2)
                .allMatch(part -> part.reach().values().stream().allMatch(reach -> reach.devices() == 1));
        assertThat(told.stream().filter(CohortsPart.class::isInstance).map(CohortsPart.class::cast))
                .singleElement()
                .matches(part -> part.cohorts().values().stream().allMatch(activity -> activity.devices() == 2));
        assertThat(told.stream().filter(ActivityPart.class::isInstance).map(ActivityPart.class::cast))
                .singleElement()
                .matches(part -> part.active().values().stream().allMatch(active -> active.events() == 2));
    }

    @Test
    void whatIsRestoredTellsTheSameAndKnowsRepeats() {
        DeviceBook book = new DeviceBook(SMALL);
        book.apply(profile("d", "m"));
        for (int i = 0; i < 50; i++) {
            Events.apply(book, event("d", T + i * HOUR / 10, "e-" + i), site("s" + i % 5 + ".com"), CHINA);
        }
        Map<List<Byte>, byte[]> changelog = new HashMap<>();
        book.tell(0, T + HOUR, null);
        book.writeChanges((key, value) -> put(changelog, key, value));

        DeviceBook back = new DeviceBook(SMALL);
        changelog.forEach((key, value) -> back.restore(bytes(key), value));
        back.ready(T + HOUR);

        assertThat(Events.apply(back, event("d", T, "e-0"), site("s0.com"), CHINA))
                .isEqualTo(Applied.REPEATED);
        for (DeviceBook each : List.of(book, back)) {
            assertThat(Events.apply(each, event("d", T + HOUR - 1, "late"), site("s0.com"), CHINA))
                    .as("its window closed with the watermark")
                    .isEqualTo(Applied.CORRECTED);
        }
        List<Part> expected = tell(book, Long.MAX_VALUE);
        List<Part> told = tell(back, Long.MAX_VALUE);
        assertThat(rows(told)).isEqualTo(rows(expected)).containsKey("M m A other " + T);
        assertThat(told)
                .filteredOn(ActivityPart.class::isInstance)
                .containsExactlyElementsOf(
                        expected.stream().filter(ActivityPart.class::isInstance).toList());
        assertThat(back.clock().tally().counted())
                .isEqualTo(book.clock().tally().counted());
    }

    private static void put(Map<List<Byte>, byte[]> changelog, byte[] key, byte @Nullable [] value) {
        List<Byte> boxed = new ArrayList<>();
        for (byte each : key) {
            boxed.add(each);
        }
        if (value == null) {
            changelog.remove(boxed);
        } else {
            changelog.put(boxed, value);
        }
    }

    private static byte[] bytes(List<Byte> boxed) {
        byte[] bytes = new byte[boxed.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = boxed.get(i);
        }
        return bytes;
    }

    @Test
    void windowsBeforeTheHistoryAreForgotten() {
        DeviceBook book = new DeviceBook(SMALL);
        Events.apply(book, event("d", T, "e-1"), site("a.com"), CHINA);
        tell(book, T + HOUR);
        book.writeChanges((key, value) -> {});
        Events.apply(book, event("d", T + 300 * HOUR, "e-2"), site("a.com"), CHINA);
        tell(book, T + 301 * HOUR);
        TreeSet<Boolean> removals = new TreeSet<>();

        book.writeChanges((key, value) -> removals.add(value == null));

        assertThat(removals).contains(true);
    }

    @Test
    void windowsThatAreForgottenBeforeTheyCloseAreNotTold() {
        DeviceBook book = new DeviceBook(SMALL);
        Events.apply(book, event("d", T, "e-1"), site("a.com"), CHINA);
        Events.apply(book, event("d", T + 101 * HOUR, "e-2"), site("a.com"), CHINA);
        assertThat(rows(tell(book, T))).isEmpty();

        List<Part> told = tell(book, Long.MAX_VALUE);
        assertThat(rows(told)).containsOnlyKeys("unknown unknown unknown a.com " + (T + 101 * HOUR));
        assertThat(told.stream().filter(ActivityPart.class::isInstance)).hasSize(1);
    }

    @Test
    void aForgottenDeviceIsGoneFromBookAndChangelogAndFromOpenWindows() {
        DeviceBook book = new DeviceBook(SMALL);
        book.apply(profile("gone", "m"));
        book.apply(profile("stays", "m"));
        Events.apply(book, event("gone", T, "e-1"), site("a.com"), CHINA);
        Events.apply(book, event("gone", T + HOUR, "e-2"), site("a.com"), CHINA);
        Events.apply(book, event("stays", T + HOUR, "e-3"), site("a.com"), CHINA);
        tell(book, T + HOUR);
        Map<List<Byte>, byte[]> changelog = new HashMap<>();
        book.writeChanges((key, value) -> put(changelog, key, value));

        book.forget("gone");
        book.writeChanges((key, value) -> put(changelog, key, value));
        assertThat(changelog.keySet())
                .extracting(key -> BookKey.read(bytes(key)))
                .contains(BookKey.device("stays"))
                .doesNotContain(BookKey.device("gone"));
        DeviceBook back = new DeviceBook(SMALL);
        changelog.forEach((key, value) -> {
            if (BookKey.read(bytes(key)).kind() == BookKey.Kind.SOURCE) {
                back.restore(bytes(key), value);
            }
        });
        changelog.forEach((key, value) -> back.restore(bytes(key), value));
        back.ready(T + HOUR);

        for (DeviceBook each : List.of(book, back)) {
            List<Part> told = tell(each, Long.MAX_VALUE);
            assertThat(each.size()).isEqualTo(1);
            assertThat(rows(told).values())
                    .singleElement()
                    .matches(sums -> sums.devices() == 1 && sums.connections() == 1);
            assertThat(told.stream().filter(CohortsPart.class::isInstance).map(CohortsPart.class::cast))
                    .singleElement()
                    .matches(part -> part.cohorts().values().stream().allMatch(activity -> activity.devices() == 1));
        }
        assertThat(Events.apply(back, event("gone", T + HOUR, "e-2"), site("a.com"), CHINA))
                .as("a device that comes back is a new one")
                .isNotEqualTo(Applied.REPEATED);
    }
}
