package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.Transport;
import io.waybill.streams.detect.DeviceDetector;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.PairHistory;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.resolve.Location;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What detectors are shown of more contacts than are shown or kept. */
class PairHistoryTest {

    private static final long HOUR = 3_600_000L;
    private static final long T = 1_700_000_400_000L / HOUR * HOUR;

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    /** Two thousand, the newest, in the order of time and id; of a full window the earliest are kept. */
    @ParameterizedTest(name = "{0} contacts, the first {1} at once, {2} kept in a window: {3} to {4}, and {5} omitted")
    @CsvSource({
        "2000, 1, 4096, 0, 2000, 0",
        "2001, 1, 4096, 1, 2001, 1",
        "2100, 150, 4096, 100, 2100, 100",
        "40, 20, 16, 0, 16, 24",
        "17, 17, 16, 0, 16, 1",
        "2100, 30, 2050, 50, 2050, 100"
    })
    void theNewestOfThoseKept(int count, int atOnce, int perWindow, int from, int to, long omitted) {
        List<DeviceConnection> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(DeviceConnection.newBuilder()
                    .setEventId("e-" + i)
                    .setDeviceId("d")
                    .setTime(Instant.ofEpochMilli(T + Math.max(0, i - atOnce + 1)))
                    .setTransport(Transport.TCP)
                    .setRemotePort(443)
                    .setOutcome(Outcome.ESTABLISHED)
                    .setCapture("c")
                    .build());
        }
        List<String> ordered = events.stream()
                .sorted(Comparator.comparing(DeviceConnection::getTime).thenComparing(DeviceConnection::getEventId))
                .map(DeviceConnection::getEventId)
                .toList();
        Collections.shuffle(events, new Random(count));

        PairHistory history = shown(events, perWindow);

        assertThat(history.contacts())
                .extracting(contact -> contact.event().eventId())
                .isEqualTo(ordered.subList(from, to));
        assertThat(history.omitted()).isEqualTo(omitted);
        assertThat(history.first().eventId()).isEqualTo(ordered.get(0));
    }

    private static PairHistory shown(List<DeviceConnection> events, int perWindow) {
        DeviceBook book = new DeviceBook(new BookSettings(HOUR, Long.MAX_VALUE, 100, perWindow));
        for (DeviceConnection event : events) {
            Events.apply(book, event, new Destination("a.com", DestinationKind.SITE), Location.UNKNOWN);
        }
        List<PairHistory> shown = new ArrayList<>();
        book.tell(0, Long.MAX_VALUE, List.of(new DeviceDetector() {
            @Override
            public String id() {
                return "shown";
            }

            @Override
            public List<Finding> examine(PairHistory history, Policy policy) {
                shown.add(history);
                return List.of();
            }
        }));
        return shown.get(0);
    }
}
