package io.waybill.captures.own;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.Connections;
import io.waybill.captures.Reading;
import io.waybill.schemas.DeviceConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Events from containers that others wrote, or damaged. */
class AvroFormatTest {

    private static DeviceConnection event(int n) {
        DeviceConnection event = Connections.blank("a capture", n);
        event.setEventId("id-" + n);
        event.setDeviceId("phone-1");
        event.setTime(Instant.ofEpochMilli(1_400_000_000_000L));
        event.setRemoteIp(ByteBuffer.wrap(new byte[] {10, 0, 0, 1}));
        event.setLeaks(List.of("IMEI"));
        return event;
    }

    /** Not compressed, so that each byte is one of an event. */
    private static byte[] container(DeviceConnection... events) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DataFileWriter<DeviceConnection> file =
                new DataFileWriter<>(new SpecificDatumWriter<>(DeviceConnection.class))) {
            file.create(DeviceConnection.getClassSchema(), out, new byte[16]);
            for (DeviceConnection event : events) {
                file.append(event);
            }
        }
        return out.toByteArray();
    }

    private static Reading read(byte[] container) throws IOException {
        return new Reading().read(new AvroFormat(), Reading.input("f.avro", container));
    }

    private static Arguments row(@Nullable String reason, Consumer<DeviceConnection> change) {
        return Arguments.of(reason, change);
    }

    static Stream<Arguments> values() {
        return Stream.of(
                row(null, event -> event.setRemotePort(65_535)),
                row(null, event -> event.setRemoteIp(null)),
                row(null, event -> event.setRemoteIp(ByteBuffer.allocate(16))),
                row(null, event -> event.setOccurrences(Integer.MAX_VALUE)),
                row(null, event -> event.setTime(Instant.EPOCH)),
                row(null, event -> event.setHost("h".repeat(1_024))),
                row(null, event -> event.setLeaks(Collections.nCopies(64, "IMEI"))),
                row("eventId or deviceId is empty", event -> event.setEventId("")),
                row("eventId or deviceId is empty", event -> event.setDeviceId("")),
                row("remotePort: 65536 is not", event -> event.setRemotePort(65_536)),
                row("remotePort: -1 is not", event -> event.setRemotePort(-1)),
                row("remoteIp: 5 bytes are no IP address", event -> event.setRemoteIp(ByteBuffer.allocate(5))),
                row("occurrences: 0 is not", event -> event.setOccurrences(0)),
                row("time: -1 is not", event -> event.setTime(Instant.ofEpochMilli(-1))),
                row("durationMs: -1 is not", event -> event.setDurationMs(-1)),
                row("bytesSent: -1 is not", event -> event.setBytesSent(-1)),
                row("bytesReceived: -1 is not", event -> event.setBytesReceived(-1)),
                row("packetsSent: -1 is not", event -> event.setPacketsSent(-1)),
                row("packetsReceived: -1 is not", event -> event.setPacketsReceived(-1)),
                row("position: -1 is not", event -> event.setPosition(-1)),
                row("eventId: longer than 1024", event -> event.setEventId("e".repeat(1_025))),
                row("deviceId: longer than 1024", event -> event.setDeviceId("d".repeat(1_025))),
                row("host: longer than 1024", event -> event.setHost("h".repeat(1_025))),
                row("protocol: longer than 1024", event -> event.setProtocol("p".repeat(1_025))),
                row("app: longer than 1024", event -> event.setApp("a".repeat(1_025))),
                row("ja4: longer than 1024", event -> event.setJa4("j".repeat(1_025))),
                row("capture: longer than 1024", event -> event.setCapture("c".repeat(1_025))),
                row("leaks: longer than 1024", event -> event.setLeaks(List.of("l".repeat(1_025)))),
                row("leaks: more than 64", event -> event.setLeaks(Collections.nCopies(65, "IMEI"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void whatIsNotTakenFromTextIsNotTakenFromAvro(@Nullable String reason, Consumer<DeviceConnection> change)
            throws IOException {
        DeviceConnection changed = event(2);
        change.accept(changed);

        Reading reading = read(container(event(1), changed, event(3)));

        assertThat(reading.events)
                .isEqualTo(reason == null ? List.of(event(1), changed, event(3)) : List.of(event(1), event(3)));
        assertThat(reading.described()).hasSize(reason == null ? 0 : 1);
        assertThat(reading.described())
                .allSatisfy(problem -> assertThat(problem).startsWith("f.avro: record 2: " + reason));
    }

    @Test
    void anEventOfNoCaptureIsOfThisContainer() throws IOException {
        DeviceConnection nowhere = event(0);
        nowhere.setCapture("");

        List<DeviceConnection> events = read(container(event(7), nowhere)).events;

        assertThat(events).extracting(DeviceConnection::getCapture).containsExactly("a capture", "f.avro");
        assertThat(events).extracting(DeviceConnection::getPosition).containsExactly(7L, 2L);
    }

    @ParameterizedTest(name = "{0} bytes of {1}")
    @CsvSource({"1, 0", "1, 1", "1, 2", "1, 127", "1, 128", "1, 255", "12, 127", "12, 128", "12, 255"})
    void damagedBytesGiveAProblemAtMost(int bytes, int value) throws IOException {
        byte[] whole = container(event(1), event(2));
        int header = container().length;
        for (int at = header; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            Arrays.fill(damaged, at, Math.min(at + bytes, whole.length), (byte) value);

            Reading reading = read(damaged);

            assertThat(reading.events).as("byte %d", at).hasSizeLessThanOrEqualTo(2);
            assertThat(reading.problems.size() + reading.events.size())
                    .as("byte %d", at)
                    .isPositive();
        }
    }

    @Test
    void aListThatClaimsABillionEntriesIsAProblem() throws IOException {
        byte[] file = container(event(1));
        byte[] leaks = {2, 8, 'I', 'M', 'E', 'I', 0};
        int at = 0;
        while (!Arrays.equals(leaks, Arrays.copyOfRange(file, at, at + leaks.length))) {
            at++;
        }
        System.arraycopy(new byte[] {-128, -128, -128, -128, 8}, 0, file, at, 5);

        assertThat(read(file).described()).singleElement().asString().contains("record 1: not readable from here on");
    }

    @Test
    void aContainerIsKnownByItsFirstFourBytes() {
        byte[] head = {'O', 'b', 'j', 1, 0};
        assertThat(new AvroFormat().recognises(head, "f")).isTrue();
        assertThat(new AvroFormat().recognises(Arrays.copyOf(head, 4), "f")).isFalse();
        for (int i = 0; i < 4; i++) {
            byte[] other = head.clone();
            other[i]++;
            assertThat(new AvroFormat().recognises(other, "f")).isFalse();
        }
    }
}
