package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.DeviceProfile;
import io.waybill.streams.codec.StableHash;
import io.waybill.streams.detect.DeviceDetector;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.PairHistory;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.part.Part;
import io.waybill.streams.part.Part.ActivityPart;
import io.waybill.streams.part.Part.CountPart;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.resolve.Location;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A destination of a device that gives way takes its contacts along, those kept one by one and those in sums. */
class FoldTest {

    private static final long HOUR = 3_600_000L;
    private static final long T = 1_700_000_400_000L / HOUR * HOUR;

    /** Each gives way to those behind it. */
    private static final List<String> SITES = IntStream.range(0, 8)
            .mapToObj(i -> "site" + i + ".com")
            .sorted(Comparator.comparingLong((String site) -> StableHash.of(site))
                    .reversed())
            .toList();

    private final TreeMap<String, String> shown = new TreeMap<>();

    private final DeviceDetector detector = new DeviceDetector() {
        @Override
        public String id() {
            return "shown";
        }

        @Override
        public List<Finding> examine(PairHistory history, Policy policy) {
            shown.put(history.destination().name(), history.contacts().size() + " and " + history.omitted());
            return List.of();
        }
    };

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    private static void contact(DeviceBook book, int site, long time) {
        Events.apply(
                book,
                Events.connection("d", site + "-" + time, time).build(),
                new Destination(SITES.get(site), DestinationKind.SITE),
                Location.UNKNOWN);
    }

    /** Connections and devices by build and destination, and events by cohort. */
    private TreeMap<String, String> told(DeviceBook book, long watermark) {
        TreeMap<String, String> told = new TreeMap<>();
        shown.clear();
        for (Part part : book.tell(0, watermark, List.of(detector))) {
            if (part instanceof CountPart count && !count.sums().isNone()) {
                told.put(
                        count.cohort().firmware() + " " + count.destination().name(),
                        count.sums().connections() + " of " + count.sums().devices());
            } else if (part instanceof ActivityPart activity) {
                activity.active()
                        .forEach((cohort, active) ->
                                told.put("all of " + cohort.firmware(), active.events() + " of " + active.devices()));
            }
        }
        return told;
    }

    /** Build B runs from behind the window's begin; no mark says so, or all of the device would be looked at. */
    private static void builds(DeviceBook book) {
        for (String build : List.of("A", "B")) {
            book.apply(DeviceProfile.newBuilder()
                    .setDeviceId("d")
                    .setValidFrom(Instant.ofEpochMilli(build.equals("A") ? 0 : T + 1_000))
                    .setManufacturer("M")
                    .setModel("m")
                    .setFirmware(build)
                    .build());
        }
    }

    @Test
    void sumsOfADestinationThatStaysCountForThatBuildToo() {
        DeviceBook book = new DeviceBook(new BookSettings(HOUR, Long.MAX_VALUE, 8, 16));
        builds(book);
        for (int i = 0; i < 16; i++) {
            contact(book, 0, T + 2_000 + i);
        }
        assertThat(told(book, Long.MAX_VALUE)).containsEntry("B " + SITES.get(0), "16 of 1");
        for (int i = 16; i < 20; i++) {
            contact(book, 0, T + 2_000 + i);
        }

        assertThat(told(book, Long.MAX_VALUE))
                .containsEntry("A " + SITES.get(0), "4 of 1")
                .containsEntry("B " + SITES.get(0), "16 of 1")
                .containsEntry("all of A", "4 of 1")
                .containsEntry("all of B", "16 of 1");
    }

    /** Sixteen contacts of a window are kept one by one. */
    @Test
    void sumsCountForTheBuildAtTheWindowsBegin() {
        DeviceBook book = new DeviceBook(new BookSettings(HOUR, Long.MAX_VALUE, 1, 16));
        TreeMap<BookKeyBytes, byte[]> changelog = new TreeMap<>();
        builds(book);
        for (int i = 0; i < 20; i++) {
            contact(book, 0, T + 2_000 + i);
        }
        assertThat(told(book, T)).isEmpty();
        assertThat(shown).isEqualTo(Map.of(SITES.get(0), "16 and 4"));
        for (int i = 0; i < 20; i++) {
            contact(book, 1, T + 3_000 + i);
        }
        told(book, T);
        assertThat(shown).isEqualTo(Map.of("other", "16 and 4", SITES.get(1), "16 and 4"));
        contact(book, 2, T + 4_000);
        book.writeChanges((key, value) -> changelog.put(new BookKeyBytes(key), value));
        DeviceBook back = new DeviceBook(new BookSettings(HOUR, Long.MAX_VALUE, 1, 16));
        changelog.forEach((key, value) -> back.restore(key.bytes(), value));
        back.ready(T);

        for (DeviceBook each : List.of(book, back)) {
            TreeMap<String, String> told = told(each, Long.MAX_VALUE);
            assertThat(shown).isEqualTo(Map.of("other", "16 and 24", SITES.get(2), "1 and 0"));
            assertThat(told)
                    .isEqualTo(Map.of(
                            "A other",
                            "24 of 1",
                            "B other",
                            "16 of 1",
                            "B " + SITES.get(2),
                            "1 of 1",
                            "all of A",
                            "24 of 1",
                            "all of B",
                            "17 of 1",
                            "all of ",
                            "41 of 1"));
            assertThat(each.overflow().contacts()).isEqualTo(8);
        }
        contact(book, 7, T + 10);
        contact(book, 3, T + 20);
        assertThat(told(book, Long.MAX_VALUE))
                .as("one of A that came late has one of B give way")
                .containsAllEntriesOf(Map.of(
                        "A other",
                        "27 of 1",
                        "B other",
                        "15 of 1",
                        "A " + SITES.get(7),
                        "1 of 1",
                        "all of A",
                        "28 of 1",
                        "all of B",
                        "15 of 1"));
    }

    /** A key in the order of its bytes: chunks come in their order. */
    private record BookKeyBytes(byte[] bytes) implements Comparable<BookKeyBytes> {
        @Override
        public int compareTo(BookKeyBytes other) {
            return java.util.Arrays.compareUnsigned(bytes, other.bytes);
        }
    }

    /** Three are kept apart; {@code other} is still in use when they are forgotten, and is none of the three. */
    @Test
    void whatIsForgottenMakesRoomBesideWhatIsCountedTogether() {
        DeviceBook book = new DeviceBook(new BookSettings(HOUR, 10 * HOUR, 3, 16));
        for (int site : new int[] {7, 6, 5, 0}) {
            contact(book, site, T);
        }
        contact(book, 0, T + 8 * HOUR);
        contact(book, 0, T + 12 * HOUR);
        told(book, T + 12 * HOUR);
        for (int site : new int[] {1, 2, 3}) {
            contact(book, site, T + 12 * HOUR);
        }

        assertThat(book.overflow().destinationsOfDevice()).isEqualTo(3);
        assertThat(told(book, Long.MAX_VALUE).keySet())
                .contains("unknown " + SITES.get(1), "unknown " + SITES.get(2), "unknown " + SITES.get(3));
    }
}
