package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.Transport;
import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.codec.ConnectionView;
import io.waybill.streams.detect.EventRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a row keeps of an event, and in how few bytes. */
class RowCodecTest {

    private static final long T = 1_772_409_600_000L;

    private final SourceTable sources = new SourceTable();
    private final RowCodec codec = new RowCodec(sources);
    private final ContactRow row = new ContactRow(sources);
    private int flags;

    private static DeviceConnection event(String id, String capture, long position) {
        return DeviceConnection.newBuilder()
                .setEventId(id)
                .setDeviceId("phone")
                .setTime(Instant.ofEpochMilli(T))
                .setTransport(Transport.TCP)
                .setRemotePort(443)
                .setCapture(capture)
                .setPosition(position)
                .build();
    }

    /** Writes and reads back; the form of the event id. */
    private EventIdForm through(DeviceConnection event) {
        ByteWriter out = new ByteWriter(64);
        codec.write(ConnectionView.of(event), out);
        byte[] bytes = out.toBytes();
        row.read(bytes, 0, bytes.length, T, 5);
        flags = bytes[0];
        return EventIdForm.ALL[flags >> RowCodec.ID_SHIFT & RowCodec.ID];
    }

    @ParameterizedTest(name = "{0} at {1}: {2}")
    @CsvSource({
        "cap-7, 7, POSITION",
        "cap-0, 0, POSITION",
        "cap-0, 1, TEXT",
        "a-capture-of-which-the-name-is-longer-than-the-names-of-most-captures-are-7, 7, POSITION",
        "7-7, 7, POSITION",
        "-5, 5, POSITION",
        "cap-1234567890123, 1234567890123, POSITION",
        "cap-999999999999999999, 999999999999999999, POSITION", // eighteen digits
        "cap-1000000000000000000, 1000000000000000000, TEXT",
        "cap-8, 7, TEXT",
        "cap-07, 7, TEXT", // would come back without its zero
        "cap-, 0, TEXT",
        "cap7, 7, TEXT",
        "7, 7, TEXT",
        "'', 0, TEXT",
        "0123456789abcdef-7, 7, POSITION",
        "0123456789abcdef-8, 7, DIGEST",
        "0000000000000000-0, 7, DIGEST",
        "ffffffffffffffff-999999999999999999, 7, DIGEST",
        "ffffffffffffffff-1000000000000000000, 7, TEXT",
        "ffffffffffffffff-08, 7, TEXT",
        "0123456789abcde-8, 7, TEXT",
        "0123456789abcdef0-8, 7, TEXT",
        "0123456789abcdeF-8, 7, TEXT",
        "0123456789abcdeg-8, 7, TEXT",
        "0123456789abcde`-8, 7, TEXT",
        "0123456789abcde/-8, 7, TEXT",
        "0123456789abcde:-8, 7, TEXT"
    })
    void anEventIdIsShortenedToWhatComesBackAsItWas(String id, long position, EventIdForm form) {
        assertThat(through(event(id, "a.pcap", position))).isEqualTo(form);

        assertThat(row.event("phone")).isEqualTo(new EventRef("a.pcap", position, id, T, "phone"));
        assertThat(row.hasId(id.getBytes(), 0, id.length())).isTrue();
        assertThat(row.hasId((id + "x").getBytes(), 0, id.length() + 1)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(EventIdForm.class)
    void whatStandsBehindAnEventIdOfAnyFormIsRead(EventIdForm form) {
        if (form == EventIdForm.TEXTS) {
            fill(SourceTable.LIMIT);
        }
        DeviceConnection event = switch (form) {
            case POSITION -> event("cap-7", "a.pcap", 7);
            case DIGEST -> event("0123456789abcdef-8", "a.pcap", 300);
            case TEXT -> event("x".repeat(300), "a.pcap", 300);
            case TEXTS -> event("x".repeat(300), "one too many", 300);
        };
        event.setLeaks(List.of("IMEI", "MAC"));
        for (int occurrences : new int[] {1, 70_000}) {
            event.setOccurrences(occurrences);

            assertThat(through(event)).isEqualTo(form);

            assertThat(row.occurrences()).isEqualTo(occurrences);
            assertThat(row.leaks()).containsExactly("IMEI", "MAC");
            assertThat(row.event("phone").eventId()).isEqualTo(event.getEventId());
            assertThat(row.event("phone").capture()).isEqualTo(event.getCapture());
            assertThat(row.event("phone").position()).isEqualTo(event.getPosition());
        }
    }

    @ParameterizedTest(name = "{0} ms, {1} and {2} packets, {3} times, {4}")
    @CsvSource({
        "0, 0, 0, 1, ESTABLISHED",
        "9, 0, 0, 1, UNANSWERED",
        "0, 3, 0, 1, REJECTED",
        "0, 0, 4, 1, UNKNOWN",
        "9, 3, 4, 2, ESTABLISHED"
    })
    void whatIsThereIsKeptAndWhatIsNotCostsNothing(
            long duration, long sent, long received, int occurrences, Outcome outcome) {
        DeviceConnection event = event("cap-7", "a.pcap", 7);
        event.setDurationMs(duration);
        event.setPacketsSent(sent);
        event.setPacketsReceived(received);
        event.setBytesSent(100);
        event.setBytesReceived(1L << 40);
        event.setOccurrences(occurrences);
        event.setOutcome(outcome);
        through(event);

        assertThat(row.durationMs()).isEqualTo(duration);
        assertThat(row.packetsSent()).isEqualTo(sent);
        assertThat(row.packetsReceived()).isEqualTo(received);
        assertThat(row.bytesSent()).isEqualTo(100);
        assertThat(row.bytesReceived()).isEqualTo(1L << 40);
        assertThat(row.occurrences()).isEqualTo(occurrences);
        assertThat(row.outcome()).isEqualTo(outcome);
        assertThat(row.failed()).isEqualTo(outcome == Outcome.UNANSWERED || outcome == Outcome.REJECTED);
        assertThat(row.leaks()).isEmpty();
        assertThat((flags & RowCodec.EXTRA) != 0).isEqualTo(occurrences != 1);
        assertThat(row.time()).isEqualTo(T);
        assertThat(row.endpoint()).isEqualTo(5);
    }

    private void fill(int captures) {
        for (int i = 0; i < captures; i++) {
            through(event("x", "capture " + i, 0));
        }
    }

    /** The last half of the table is for captures alone. */
    @Test
    void idsThatLookLikePositionsDoNotUseUpTheCaptures() {
        for (int i = 0; i < SourceTable.LIMIT / 2; i++) {
            assertThat(through(event("p" + i + "-7", "a.pcap", 7))).isEqualTo(EventIdForm.POSITION);
        }
        assertThat(through(event("another-7", "a.pcap", 7))).isEqualTo(EventIdForm.TEXT);
        assertThat(through(event("p5-7", "a.pcap", 7))).as("known before").isEqualTo(EventIdForm.POSITION);
        fill(SourceTable.LIMIT / 2 - 1);
        assertThat(through(event("x", "last", 0))).isEqualTo(EventIdForm.TEXTS);
        assertThat(row.event("phone")).isEqualTo(new EventRef("last", 0, "x", T, "phone"));
        assertThat(through(event("x", "capture 3", 0))).isEqualTo(EventIdForm.TEXT);
        assertThat(row.event("phone").capture()).isEqualTo("capture 3");
    }

    @Test
    void sourcesAreTakenBackInTheOrderOfTheirNumbers() {
        fill(2);
        List<byte[]> written = new ArrayList<>();
        sources.writeNew((key, value) -> written.add(value));
        sources.writeNew((key, value) -> written.add(value));
        SourceTable back = new SourceTable();

        assertThat(written).as("once").hasSize(2);
        assertThatThrownBy(() -> back.restore(1, written.get(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("source 1 is restored before source 0");
        back.restore(0, written.get(0));
        back.restore(0, written.get(0));
        back.restore(1, written.get(1));
        assertThat(back.capture(1)).isEqualTo("capture 1");
        back.writeNew((key, value) -> {
            throw new AssertionError("what was restored is written already");
        });
    }
}
