package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.DeviceConnection;
import io.waybill.streams.codec.ByteHash;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.resolve.Location;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An event is a repeat exactly when the same id came before in the same window, however many rows the pair has. */
class RepeatsTest {

    private static final long HOUR = 3_600_000L;
    private static final long T = 1_700_000_400_000L / HOUR * HOUR;
    private static final Destination SITE = new Destination("example.com", DestinationKind.SITE);

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    private static DeviceConnection event(String id, long time) {
        return DeviceConnection.newBuilder()
                .setEventId(id)
                .setDeviceId("d")
                .setTime(Instant.ofEpochMilli(time))
                .setCapture("c")
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 10, 1, in order",
        "2, 2000, 1, in order",
        "3, 2000, 20, in order",
        "4, 2000, 3, jumping",
        "5, 600, 30, jumping",
        "6, 3000, 60, mostly in order"
    })
    void isKnownFromIdAndWindow(long seed, int events, int windows, String order) {
        SplittableRandom random = new SplittableRandom(seed);
        DeviceBook book = new DeviceBook(new BookSettings(HOUR, Long.MAX_VALUE, 10, 4_096));
        Set<String> reference = new HashSet<>();
        List<DeviceConnection> sent = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            int window = switch (order) {
                case "in order" -> (int) ((long) i * windows / events);
                case "jumping" -> random.nextInt(windows);
                default -> random.nextInt(50) == 0 ? random.nextInt(windows) : i * windows / events;
            };
            DeviceConnection event = random.nextInt(4) == 0 && !sent.isEmpty()
                    ? sent.get(random.nextInt(sent.size()))
                    : event(id(random, i), T + window * HOUR + random.nextLong(HOUR));
            sent.add(event);
            long time = event.getTime().toEpochMilli();
            boolean isNew = reference.add(Math.floorDiv(time, HOUR) + " " + event.getEventId());

            Applied applied = Events.apply(book, event, SITE, Location.UNKNOWN);

            assertThat(applied != Applied.REPEATED)
                    .as("seed %d, event %d: %s", seed, i, event.getEventId())
                    .isEqualTo(isNew);
        }
        assertThat(book.clock().tally().isBalanced()).isTrue();
    }

    /** The earliest 16 of a window are kept one by one and known again; the others are in a sum, which knows no ids. */
    @ParameterizedTest
    @CsvSource({"0, true", "7, true", "15, true", "16, false", "19, false"})
    void overTheBoundOfAWindowOnlyWhatIsKeptIsKnownAgain(int again, boolean known) {
        DeviceBook book = new DeviceBook(new BookSettings(HOUR, Long.MAX_VALUE, 10, 16));
        for (int i = 0; i < 20; i++) {
            Events.apply(book, event("e-" + i, T + i * 1_000L), SITE, Location.UNKNOWN);
        }

        Applied applied = Events.apply(book, event("e-" + again, T + again * 1_000L), SITE, Location.UNKNOWN);

        assertThat(applied == Applied.REPEATED).isEqualTo(known);
        assertThat(book.overflow().contacts()).isEqualTo(known ? 4 : 5);
        assertThat(book.clock().tally().isBalanced()).isTrue();
    }

    /** A row keeps 16 bits of the hash of its id. */
    @Test
    void anIdThatSharesTheBitsOfAnotherIsNotThatOne() {
        Map<Long, String> byBits = new HashMap<>();
        String first = null;
        String second = null;
        for (int i = 0; first == null; i++) {
            second = "e-" + i;
            byte[] bytes = second.getBytes(StandardCharsets.UTF_8);
            first = byBits.put(ByteHash.of(bytes, 0, bytes.length) & 0xffff, second);
        }
        DeviceBook book = new DeviceBook(new BookSettings(HOUR, Long.MAX_VALUE, 10, 16));

        assertThat(List.of(first, second, first, second))
                .extracting(id -> Events.apply(book, event(id, T), SITE, Location.UNKNOWN))
                .containsExactly(Applied.COUNTED, Applied.COUNTED, Applied.REPEATED, Applied.REPEATED);
    }

    /** Few distinct ids, so that the same one comes in several windows; some longer than a row's short header says. */
    private static String id(SplittableRandom random, int i) {
        return switch (random.nextInt(5)) {
            case 0 -> "x".repeat(300) + random.nextInt(100);
            case 1 -> "id-" + random.nextInt(200);
            default -> "0123456789abcdef-" + i;
        };
    }
}
