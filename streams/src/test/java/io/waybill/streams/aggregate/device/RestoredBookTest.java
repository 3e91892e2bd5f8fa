package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.streams.part.Part;
import io.waybill.streams.part.Part.ActivityPart;
import io.waybill.streams.part.Part.CountPart;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.resolve.Location;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A book that was in use is given to another task and comes back: it goes on from what the other one wrote. */
class RestoredBookTest {

    private static final long HOUR = 3_600_000L;
    private static final long T = 1_700_000_400_000L / HOUR * HOUR;

    private final DeviceBook book = new DeviceBook(BookSettings.CASE);

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    private static Applied contact(DeviceBook book, String id, long time) {
        return contact(book, "a.com", id, time);
    }

    private static Applied contact(DeviceBook book, String site, String id, long time) {
        return Events.apply(
                book,
                Events.connection("d", id, time).build(),
                new Destination(site, DestinationKind.SITE),
                Location.UNKNOWN);
    }

    /** Rows and activity that are told up to a time: window, and connections or events. */
    private static List<String> told(DeviceBook book, long watermark) {
        List<String> told = new ArrayList<>();
        for (Part part : book.tell(0, watermark, List.of())) {
            if (part instanceof CountPart count) {
                told.add("row " + (count.window() - T) / HOUR + ": "
                        + count.sums().connections() + " of " + count.sums().devices());
            } else if (part instanceof ActivityPart activity) {
                activity.active()
                        .forEach((cohort, active) ->
                                told.add("all " + (activity.window() - T) / HOUR + ": " + active.events()));
            }
        }
        return told;
    }

    @Test
    void whatAnotherBookCountedAndToldIsKnown() {
        List<Map.Entry<byte[], byte[]>> changelog = new ArrayList<>();
        contact(book, "e-1", T);
        contact(book, "e-2", T + HOUR);
        assertThat(told(book, T + HOUR)).containsExactly("row 0: 1 of 1", "all 0: 1", "all 0: 1");
        book.writeChanges((key, value) -> changelog.add(Map.entry(key, value)));
        DeviceBook other = new DeviceBook(BookSettings.CASE);
        changelog.forEach(entry -> other.restore(entry.getKey(), entry.getValue()));
        other.ready(T + HOUR);
        contact(other, "e-3", T + HOUR + 1);
        assertThat(told(other, T + 2 * HOUR)).containsExactly("row 1: 2 of 1", "all 1: 2", "all 1: 2");
        other.writeChanges(book::restore);
        book.ready(T + 2 * HOUR);

        assertThat(told(book, T + 2 * HOUR)).isEmpty();
        assertThat(contact(book, "e-4", T + HOUR + 2)).isEqualTo(Applied.CORRECTED);
        assertThat(told(book, T + 2 * HOUR)).containsExactly("row 1: 3 of 1", "all 1: 3", "all 1: 3");
        assertThat(contact(book, "e-3", T + HOUR + 1)).isEqualTo(Applied.REPEATED);
    }

    /** Connections of the rows that are told by so many steps, by site. */
    private static TreeMap<String, Long> rows(DeviceBook book, int steps) {
        TreeMap<String, Long> rows = new TreeMap<>();
        int[] left = {steps};
        book.tell(0, T + HOUR, () -> left[0]-- > 0, part -> {
            if (part instanceof CountPart count) {
                rows.put(count.destination().name(), count.sums().connections());
            }
        });
        return rows;
    }

    @Test
    void whatIsLeftOfAWindowIsToldNextAndAgainBehindARestart() {
        contact(book, "a.com", "e-1", T);
        contact(book, "b.com", "e-2", T);
        contact(book, "c.com", "e-3", T);
        assertThat(rows(book, 1)).isEqualTo(Map.of("a.com", 1L));
        assertThat(book.leftToTell()).isEqualTo(2);

        contact(book, "a.com", "late", T);
        assertThat(rows(book, 0))
                .as("what was told and is corrected does not wait")
                .isEqualTo(Map.of("a.com", 2L));
        assertThat(book.leftToTell()).isEqualTo(2);

        DeviceBook next = new DeviceBook(BookSettings.CASE);
        book.writeChanges(next::restore);
        next.ready(T + HOUR);

        assertThat(next.leftToTell()).isEqualTo(3);
        assertThat(rows(next, 9)).isEqualTo(Map.of("a.com", 2L, "b.com", 1L, "c.com", 1L));
        assertThat(rows(book, 9)).isEqualTo(Map.of("b.com", 1L, "c.com", 1L));
        assertThat(book.leftToTell() + next.leftToTell()).isZero();
    }

    @Test
    void whatWasNotWrittenBeforeIsNotWrittenLater() {
        contact(book, "e", T);
        book.apply(
                "r",
                PolicyRule.newBuilder()
                        .setRuleId("r")
                        .setKind(PolicyKind.WATCH_LIST)
                        .build());
        book.apply(DeviceProfile.newBuilder()
                .setDeviceId("d")
                .setValidFrom(Instant.EPOCH)
                .setManufacturer("M")
                .setModel("m")
                .build());
        book.ready(Long.MIN_VALUE);
        List<BookKey.Kind> written = new ArrayList<>();
        book.writeChanges((key, value) -> written.add(BookKey.read(key).kind()));

        assertThat(written).contains(BookKey.Kind.CLOCK).isSubsetOf(BookKey.Kind.CLOCK, BookKey.Kind.SOURCE);
    }

    @Test
    void readsTheLayoutsSinceTheJournal() {
        assertThat(IntStream.range(0, 6).filter(book::reads)).containsExactly(2, 3);
        assertThat(book.format()).isEqualTo(3);
    }
}
