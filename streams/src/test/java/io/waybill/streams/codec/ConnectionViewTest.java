package io.waybill.streams.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DeviceConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The view beside Avro's own reader, on drawn events and on drawn damage; the seed is in the name of the case. */
@Tag("slow")
class ConnectionViewTest {

    private static final int EVENTS = 2_000;

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void reads_what_avro_wrote(long seed) {
        Connections events = new Connections(seed, true);
        ConnectionView view = new ConnectionView();
        for (int i = 0; i < EVENTS; i++) {
            DeviceConnection event = events.next();
            byte[] bytes = bytes(event);

            assertThat(view.read(bytes, 0, bytes.length, false))
                    .as("event %s of seed %s", i, seed)
                    .isTrue();
            assertSame(view, event);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void texts_outside_ascii_are_avros_unless_asked_for(long seed) {
        Connections events = new Connections(seed, false);
        ConnectionView view = new ConnectionView();
        int wide = 0;
        for (int i = 0; i < EVENTS; i++) {
            DeviceConnection event = events.next();
            byte[] bytes = bytes(event);

            boolean read = view.read(bytes, 0, bytes.length, false);
            assertThat(read).isEqualTo(isAscii(event));
            assertThat(view.read(bytes, 0, bytes.length, true)).isTrue();
            assertSame(view, event);
            wide += read ? 0 : 1;
        }
        assertThat(wide).isGreaterThan(EVENTS / 2);
    }

    @Test
    void stands_anywhere_in_the_bytes() {
        DeviceConnection event = new Connections(9, true).next();
        byte[] bytes = bytes(event);
        byte[] within = new byte[bytes.length + 12];
        Arrays.fill(within, (byte) 0xff);
        System.arraycopy(bytes, 0, within, 5, bytes.length);
        ConnectionView view = new ConnectionView();

        assertThat(view.read(within, 5, 5 + bytes.length, false)).isTrue();
        assertSame(view, event);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_record_cut_short_or_with_something_behind_is_not_read(long seed) {
        Connections events = new Connections(seed, true);
        ConnectionView view = new ConnectionView();
        for (int i = 0; i < 50; i++) {
            byte[] bytes = bytes(events.next());
            for (int length = 0; length < bytes.length; length++) {
                assertThat(view.read(bytes, 0, length, true))
                        .as("%s of %s bytes", length, bytes.length)
                        .isFalse();
                assertThat(view.read(Arrays.copyOf(bytes, length), 0, length, true))
                        .isFalse();
            }
            assertThat(view.read(Arrays.copyOf(bytes, bytes.length + 1), 0, bytes.length + 1, true))
                    .isFalse();
        }
    }

    /** Whatever the view takes, Avro takes too, and reads the same from it. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void damaged_bytes_are_never_read_as_something_else_than_avro_reads(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Connections events = new Connections(seed, true);
        ConnectionView view = new ConnectionView();
        int taken = 0;
        for (int i = 0; i < 20 * EVENTS; i++) {
            byte[] bytes = bytes(events.next());
            for (int hit = random.nextInt(1, 4); hit > 0; hit--) {
                bytes[random.nextInt(bytes.length)] =
                        (byte) (random.nextBoolean() ? random.nextInt() : random.nextInt(8));
            }
            if (view.read(bytes, 0, bytes.length, false)) {
                taken++;
                assertSame(view, read(bytes));
            }
        }
        assertThat(taken).as("damage that leaves a record").isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void any_bytes_at_all_make_it_say_no_and_nothing_worse(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ConnectionView view = new ConnectionView();
        for (int i = 0; i < 10 * EVENTS; i++) {
            byte[] bytes = new byte[random.nextInt(120)];
            random.nextBytes(bytes);
            if (view.read(bytes, 0, bytes.length, false)) {
                assertSame(view, read(bytes));
            }
        }
    }

    /** Of the texts that the view hands out; the fingerprint is none of them. */
    private static boolean isAscii(DeviceConnection event) {
        String texts = event.getEventId()
                + event.getDeviceId()
                + event.getHost()
                + event.getProtocol()
                + event.getApp()
                + event.getCapture();
        return texts.chars().allMatch(each -> each < 0x80);
    }

    private static void assertSame(ConnectionView view, DeviceConnection event) {
        assertThat(view.eventId()).isEqualTo(event.getEventId());
        assertThat(view.deviceId()).isEqualTo(event.getDeviceId());
        assertThat(view.time()).isEqualTo(event.getTime().toEpochMilli());
        assertThat(view.durationMs()).isEqualTo(event.getDurationMs());
        assertThat(view.transport()).isEqualTo(event.getTransport());
        assertThat(view.hasRemoteIp()).isEqualTo(event.getRemoteIp() != null);
        assertThat(view.remoteIp())
                .isEqualTo(
                        event.getRemoteIp() == null ? null : event.getRemoteIp().array());
        assertThat(view.remotePort()).isEqualTo(event.getRemotePort());
        assertThat(view.host()).isEqualTo(event.getHost());
        assertThat(view.protocol()).isEqualTo(event.getProtocol());
        assertThat(view.app()).isEqualTo(event.getApp());
        assertThat(view.bytesSent()).isEqualTo(event.getBytesSent());
        assertThat(view.bytesReceived()).isEqualTo(event.getBytesReceived());
        assertThat(view.packetsSent()).isEqualTo(event.getPacketsSent());
        assertThat(view.packetsReceived()).isEqualTo(event.getPacketsReceived());
        assertThat(view.outcome()).isEqualTo(event.getOutcome());
        assertThat(view.occurrences()).isEqualTo(event.getOccurrences());
        assertThat(view.leaks()).isEqualTo(event.getLeaks().size());
        assertThat(view.leakKinds()).isEqualTo(event.getLeaks());
        assertThat(view.capture()).isEqualTo(event.getCapture());
        assertThat(view.position()).isEqualTo(event.getPosition());
    }

    private static byte[] bytes(DeviceConnection event) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        try {
            new SpecificDatumWriter<>(DeviceConnection.class).write(event, encoder);
            encoder.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private static DeviceConnection read(byte[] bytes) {
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, null);
        try {
            DeviceConnection event = new SpecificDatumReader<>(DeviceConnection.class).read(null, decoder);
            assertThat(decoder.isEnd()).isTrue();
            return event;
        } catch (IOException refused) {
            throw new AssertionError("the view reads what Avro refuses: " + Arrays.toString(bytes), refused);
        }
    }
}
