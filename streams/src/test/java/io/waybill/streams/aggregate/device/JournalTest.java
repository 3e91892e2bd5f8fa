package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.Outcome;
import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.codec.ConnectionView;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.resolve.Location;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What stands in the changelog of a book, and what comes back from it. */
class JournalTest {

    private static final long HOUR = 3_600_000L;
    private static final long T = 1_700_000_400_000L / HOUR * HOUR;
    private static final BookSettings SETTINGS = new BookSettings(HOUR, 72 * HOUR, 100, 4_096);
    private static final Location PLACE = new Location("CN", 4134);

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    private static DeviceConnection event(long time, int number) {
        return DeviceConnection.newBuilder()
                .setEventId("0123456789abcdef-" + number)
                .setDeviceId("device-" + number % 50)
                .setTime(Instant.ofEpochMilli(time))
                .setRemotePort(443)
                .setHost("www.site" + number % 40 + ".com")
                .setBytesSent(number % 5_000)
                .setBytesReceived(number % 50_000)
                .setOutcome(Outcome.ESTABLISHED)
                .setCapture("capture")
                .setPosition(number)
                .build();
    }

    private final Map<DeviceBook, Map<FarEnd, FarEnd>> farEnds = new HashMap<>();

    private Applied take(DeviceBook book, long time, int number) {
        DeviceConnection event = event(time, number);
        Destination site = new Destination("site" + number % 40 + ".com", DestinationKind.SITE);
        FarEnd farEnd = farEnds.computeIfAbsent(book, any -> new HashMap<>())
                .computeIfAbsent(Events.farEnd(event, site, PLACE), itself -> itself);
        return book.apply(ConnectionView.of(event), farEnd);
    }

    /** The entries written, with null for those removed, in the order in which a compacted topic has them. */
    private static Map<ByteBuffer, byte @Nullable []> written(DeviceBook book) {
        Map<ByteBuffer, byte @Nullable []> entries = new LinkedHashMap<>();
        book.writeChanges((key, value) -> entries.put(ByteBuffer.wrap(key), value));
        return entries;
    }

    @Test
    void aContactCostsAboutTwentyBytesAndFewEntries() {
        DeviceBook book = new DeviceBook(SETTINGS);
        for (int i = 0; i < 50_000; i++) {
            take(book, T + i * 100L, i);
        }

        Map<ByteBuffer, byte @Nullable []> entries = written(book);

        long bytes = entries.values().stream()
                .mapToLong(each -> each == null ? 0 : each.length)
                .sum();
        assertThat(bytes / 50_000.0).isBetween(8.0, 24.0);
        assertThat(entries.size()).isLessThan(20);
        assertThat(entries.values()).allMatch(each -> each == null || each.length <= Journal.LARGE_BYTES);
    }

    @Test
    void aLongRowGetsAChunkOfItsOwnAndWhatIsBesideItComesBackWithIt() {
        DeviceBook book = new DeviceBook(SETTINGS);
        DeviceBook same = new DeviceBook(SETTINGS);
        String longId = "long".repeat(Journal.LARGE_BYTES / 5);
        for (int i = 0; i < 12_000; i++) {
            take(book, T + i * 100L, i);
        }
        DeviceConnection longOne = event(T + 500_000, 7);
        longOne.setEventId(longId);
        FarEnd farEnd = Events.farEnd(longOne, new Destination("site7.com", DestinationKind.SITE), PLACE);
        assertThat(book.apply(ConnectionView.of(longOne), farEnd)).isEqualTo(Applied.COUNTED);
        take(book, T + 2_000_000, 12_000);

        Map<ByteBuffer, byte @Nullable []> entries = written(book);

        assertThat(entries.values()).allMatch(each -> each == null || each.length <= Journal.LARGE_BYTES);
        entries.forEach((key, value) -> same.restore(key.array(), value));
        same.ready(Long.MIN_VALUE);
        assertThat(same.tell(0, Long.MAX_VALUE, null))
                .containsExactlyInAnyOrderElementsOf(book.tell(0, Long.MAX_VALUE, null));
        assertThat(same.apply(ConnectionView.of(longOne), farEnd)).isEqualTo(Applied.REPEATED);
    }

    @Test
    void aSmallChunkIsWrittenAgainLongerAndTakenBackOnce() {
        DeviceBook book = new DeviceBook(SETTINGS);
        List<Map.Entry<ByteBuffer, byte @Nullable []>> all = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            take(book, T + i, i);
            written(book).forEach((key, value) -> {
                if (BookKey.read(key.array()).kind() == BookKey.Kind.CHUNK) {
                    all.add(new HashMap.SimpleEntry<>(key, value));
                }
            });
        }
        assertThat(all).hasSize(30);
        assertThat(all.stream().map(Map.Entry::getKey).distinct()).hasSize(1);

        DeviceBook back = new DeviceBook(SETTINGS);
        back.restore(BookKey.source(0).toBytes(), source());
        all.forEach(each -> back.restore(each.getKey().array(), each.getValue()));
        back.ready(Long.MIN_VALUE);

        for (int i = 0; i < 30; i++) {
            assertThat(take(back, T + i, i)).isEqualTo(Applied.REPEATED);
        }
        assertThat(take(back, T + 30, 30)).isEqualTo(Applied.COUNTED);
    }

    private static byte[] source() {
        return new ByteWriter(32).text("capture").text("0123456789abcdef").toBytes();
    }

    @Test
    void chunksOfForgottenWindowsAreRemoved() {
        DeviceBook book = new DeviceBook(SETTINGS);
        Map<ByteBuffer, byte @Nullable []> topic = new LinkedHashMap<>();
        int number = 0;
        for (int day = 0; day < 10; day++) {
            for (int i = 0; i < 100; i++) {
                take(book, T + day * 24 * HOUR + i * 1_000L, number++);
            }
            book.tell(0, T + day * 24 * HOUR, null);
            topic.putAll(written(book));
            assertThat(chunks(topic)).as("of 72 hours").isEqualTo(Math.min(day + 1, 4));
        }
        take(book, T + 30 * 24 * HOUR, number);
        book.tell(0, T + 30 * 24 * HOUR, null);
        topic.putAll(written(book));

        assertThat(chunks(topic)).isEqualTo(1);
        DeviceBook back = restarted(book, topic);
        assertThat(back.size()).isEqualTo(1);
        assertThat(take(back, T + 30 * 24 * HOUR, number)).isEqualTo(Applied.REPEATED);
    }

    /** What forgets it must not itself be forgotten before the rows of the device. */
    @Test
    void aDeviceThatWasForgottenDoesNotComeBack() {
        Map<ByteBuffer, byte @Nullable []> topic = new LinkedHashMap<>();
        DeviceBook book = new DeviceBook(SETTINGS);
        for (int i = 0; i < 100; i++) {
            take(book, T + i, i);
        }
        book = restarted(book, topic);
        book.forget("device-7");

        for (int restart = 0; restart < 3; restart++) {
            book.tell(0, T, null);
            book = restarted(book, topic);
            assertThat(book.size()).as("restart %d", restart).isEqualTo(49);
        }
    }

    private static DeviceBook restarted(DeviceBook book, Map<ByteBuffer, byte @Nullable []> topic) {
        topic.putAll(written(book));
        DeviceBook next = new DeviceBook(SETTINGS);
        topic.forEach((key, value) -> next.restore(key.array(), value));
        next.ready(Long.MIN_VALUE);
        return next;
    }

    private static long chunks(Map<ByteBuffer, byte @Nullable []> topic) {
        return topic.entrySet().stream()
                .filter(each -> each.getValue() != null)
                .filter(each -> BookKey.read(each.getKey().array()).kind() == BookKey.Kind.CHUNK)
                .count();
    }
}
