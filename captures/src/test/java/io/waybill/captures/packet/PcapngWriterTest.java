package io.waybill.captures.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.packet.frame.RawPacket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files as they are written, byte by byte. */
class PcapngWriterTest {

    private static final long MILLIS = 1_780_315_200_123L;
    private static final byte[] CLOCK = {9};

    private static RawPacket packet(byte[] bytes, long wireBytes, int linkType) {
        byte[] around = new byte[bytes.length + 20];
        Arrays.fill(around, (byte) 0xee);
        System.arraycopy(bytes, 0, around, 10, bytes.length);
        RawPacket packet = new RawPacket();
        packet.set(around, 10, bytes.length, wireBytes, MILLIS, linkType);
        packet.setNanosOfMilli(456_789);
        return packet;
    }

    private static byte[] content(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 7);
        return bytes;
    }

    @ParameterizedTest(name = "{0} bytes, comment of {1}")
    @CsvSource({"13, 0, 0", "16, 1, 1", "0, 3, 3", "1, 4, 4", "2, 1000, 1000", "3, 1001, 1000"})
    void aPacketWithItsTimeAndComment(int length, int comment, int kept) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String text = "c".repeat(comment);
        new PcapngWriter(out).packet(packet(content(length), length, 101), text);

        PcapngFile file = new PcapngFile(ByteOrder.LITTLE_ENDIAN);
        byte[] end = file.option(0, new byte[0]);
        byte[] written = file.option(1, text.substring(0, kept).getBytes(StandardCharsets.US_ASCII));
        file.describe(101, file.option(9, CLOCK), end)
                .enhanced(
                        0,
                        MILLIS * 1_000_000 + 456_789,
                        content(length),
                        comment == 0 ? new byte[0][] : new byte[][] {written, end});
        assertThat(out.toByteArray()).isEqualTo(file.bytes());
    }

    @Test
    void eachLinkTypeIsDescribedBeforeItsFirstPacket() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PcapngWriter writer = new PcapngWriter(out);
        for (int linkType : new int[] {1, 113, 1, 113}) {
            writer.packet(packet(content(4), 4, linkType), "");
        }

        PcapngFile file = new PcapngFile(ByteOrder.LITTLE_ENDIAN);
        byte[] clock = file.option(9, CLOCK);
        byte[] end = file.option(0, new byte[0]);
        long nanos = MILLIS * 1_000_000 + 456_789;
        file.describe(1, clock, end).enhanced(0, nanos, content(4));
        file.describe(113, clock, end).enhanced(1, nanos, content(4));
        file.enhanced(0, nanos, content(4)).enhanced(1, nanos, content(4));
        assertThat(out.toByteArray()).isEqualTo(file.bytes());
    }

    @ParameterizedTest(name = "{0} on the wire")
    @CsvSource({"1500, 1500", "2147483648, 2147483647", "4294967295, 2147483647"})
    void whatWasOnTheWireIsSaid(long wireBytes, int said) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new PcapngWriter(out).packet(packet(content(4), wireBytes, 101), "");

        byte[] file = out.toByteArray();
        // Behind it: the packet and the length of its block.
        assertThat(Arrays.copyOfRange(file, file.length - 12, file.length - 8))
                .isEqualTo(new PcapngFile(ByteOrder.LITTLE_ENDIAN)
                        .buffer(4)
                        .putInt(said)
                        .array());
    }

    @Test
    void theStreamIsClosedWithIt() throws IOException {
        AtomicInteger closed = new AtomicInteger();
        new PcapngWriter(new ByteArrayOutputStream() {
                    @Override
                    public void close() {
                        closed.incrementAndGet();
                    }
                })
                .close();

        assertThat(closed).hasValue(1);
    }
}
