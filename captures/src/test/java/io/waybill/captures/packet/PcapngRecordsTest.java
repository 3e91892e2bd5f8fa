package io.waybill.captures.packet;

import static io.waybill.captures.packet.Packets.ascii;
import static io.waybill.captures.packet.Packets.ethernet;
import static io.waybill.captures.packet.Packets.hex;
import static io.waybill.captures.packet.Packets.ipUdp;
import static io.waybill.captures.packet.Packets.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.InputProblem;
import io.waybill.schemas.DeviceConnection;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PcapngRecordsTest {

    private static final byte[] PACKET = ipUdp("192.168.1.10", 40_000, "203.0.113.5", 4_242, hex("00"));
    private static final long SECOND = PcapFile.START_MILLIS / 1_000;

    private static ByteOrder order(boolean little) {
        return little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void allPacketBlocksAreRead(boolean little) {
        PcapngFile file = new PcapngFile(order(little));
        long micros = PcapFile.START_MILLIS * 1_000;
        file.describe(101)
                .describe(1, file.option(9, hex("09")))
                .enhanced(0, micros, PACKET)
                .block(5, new byte[16])
                .enhanced(1, micros * 1_000 + 2_000_000_000L, ethernet(PACKET))
                .obsolete(0, micros + 3_000_000, PACKET)
                .simple(PACKET);

        Decoding decoding = file.decode();

        assertThat(new PcapngFormat().recognises(file.bytes(), "x")).isTrue();
        assertThat(decoding.problems()).isEmpty();
        assertThat(decoding.events()).hasSize(1);
        DeviceConnection event = decoding.events().get(0);
        assertThat(event.getPacketsSent()).isEqualTo(4);
        assertThat(event.getTime().toEpochMilli()).isEqualTo(PcapFile.START_MILLIS);
        assertThat(event.getDurationMs()).isEqualTo(3_000);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "00, 1",
        "03, 1000",
        "06, 1000000",
        "09, 1000000000",
        "8a, 1024",
        "94, 1048576",
        "9e, 1073741824",
    })
    void everyClockIsUnderstood(String resolution, long unitsPerSecond) {
        PcapngFile file = new PcapngFile(ByteOrder.LITTLE_ENDIAN);
        byte[] offset = file.buffer(8).putLong(10).array();
        file.describe(101, file.option(9, hex(resolution)), file.option(14, offset))
                .enhanced(0, SECOND * unitsPerSecond + unitsPerSecond / 2, PACKET);

        long half = unitsPerSecond / 2 * 1_000 / unitsPerSecond;
        assertThat(file.decode().events().get(0).getTime().toEpochMilli()).isEqualTo((SECOND + 10) * 1_000 + half);
    }

    @Test
    void timesBeyondAllReasonAreClamped() {
        PcapngFile file = new PcapngFile(ByteOrder.LITTLE_ENDIAN);
        file.describe(101, file.option(9, hex("00"))).enhanced(0, -1, PACKET);

        assertThat(file.decode().events().get(0).getTime().toEpochMilli()).isEqualTo(TimeResolution.LAST_MILLIS);
    }

    @Test
    void sectionsMayDifferInByteOrder() {
        byte[] little = new PcapngFile(ByteOrder.LITTLE_ENDIAN)
                .describe(101)
                .enhanced(0, 1_000_000, PACKET)
                .bytes();
        byte[] big = new PcapngFile(ByteOrder.BIG_ENDIAN)
                .describe(101)
                .enhanced(0, 2_000_000, PACKET)
                .bytes();

        Decoding decoding = Decoding.of(join(little, big));

        assertThat(decoding.problems()).isEmpty();
        assertThat(decoding.events())
                .extracting(DeviceConnection::getPacketsSent)
                .containsExactly(2L);
    }

    @Test
    void brokenBlocksAreReportedAndPassedOver() {
        PcapngFile file = new PcapngFile(ByteOrder.LITTLE_ENDIAN);
        file.describe(101)
                .enhanced(7, 1, PACKET)
                .block(6, new byte[4])
                .block(1, new byte[4])
                .enhanced(0, 1, PACKET)
                .raw(file.buffer(8).putInt(6).putInt(4).array());

        Decoding decoding = file.decode();

        assertThat(decoding.events()).hasSize(1);
        assertThat(decoding.problems())
                .extracting(InputProblem::reason)
                .satisfiesExactly(
                        reason -> assertThat(reason).contains("interface 7"),
                        reason -> assertThat(reason).contains("too short"),
                        reason -> assertThat(reason).contains("too short"),
                        reason -> assertThat(reason).contains("ends inside a block"));
    }

    @Test
    void aBlockOfFourGigabytesIsNotHeld() {
        PcapngFile file = new PcapngFile(ByteOrder.LITTLE_ENDIAN);
        file.describe(101)
                .enhanced(0, 1, PACKET)
                .raw(file.buffer(16).putInt(6).putInt(-4).array());

        Decoding decoding = file.decode();

        assertThat(decoding.events()).hasSize(1);
        assertThat(decoding.problems()).hasSize(2);
        assertThat(decoding.problems().get(0).reason()).contains("4294967292 bytes");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        old packet, too short            | 1 | 00000002 00000010 00000000 00000010
        old packet, of no interface      | 1 | 00000002 00000020 00070000 00000000 00000001 00000000 00000000 00000020
        too long, and ends early         | 2 | 00000006 01000010 00000000
        ends early                       | 1 | 00000006 00000100 00000000
        section that tells no byte order | 1 | 0a0d0d0a 0000001c 1a2b3c4e 00010000 ffffffff ffffffff 0000001c
        """)
    void whatIsBrokenGivesNoPacketNotEvenTheOneBeforeAgain(String name, int problems, String block) {
        Decoding decoding = new PcapngFile(ByteOrder.BIG_ENDIAN)
                .describe(101)
                .enhanced(0, 1, PACKET)
                .raw(hex(block))
                .decode();

        assertThat(decoding.statistics().packets()).as(name).isEqualTo(1);
        assertThat(decoding.problems()).as(name).hasSize(problems);
    }

    /** Without byte order nothing can be told of what follows, whatever it looks like. */
    @Test
    void behindASectionWithoutByteOrderNothingIsRead() {
        Decoding decoding = new PcapngFile(ByteOrder.BIG_ENDIAN)
                .describe(101)
                .enhanced(0, 1, PACKET)
                .raw(hex("0a0d0d0a 0000001c 1a2b3c4e 00010000 ffffffff ffffffff 0000001c"))
                .describe(101)
                .enhanced(0, 2, PACKET)
                .decode();

        assertThat(decoding.statistics().packets()).isEqualTo(1);
        assertThat(decoding.problems())
                .extracting(InputProblem::reason)
                .singleElement()
                .satisfies(reason -> assertThat(reason).contains("without byte order"));
    }

    @Test
    void aFileCutAnywhereIsUsedUpToTheCut() {
        byte[] whole = new PcapngFile(ByteOrder.BIG_ENDIAN)
                .describe(101)
                .enhanced(0, 1, PACKET)
                .bytes();

        for (int length = 12; length < whole.length; length++) {
            Decoding decoding = Decoding.of(Arrays.copyOf(whole, length));
            assertThat(decoding.events()).as("cut at %d", length).isEmpty();
            assertThat(decoding.problems()).as("cut at %d", length).hasSize(length == 28 || length == 48 ? 0 : 1);
        }
    }

    @Test
    void appsAreNamedAsPcapdroidNotesThem() {
        PcapngFile file = new PcapngFile(ByteOrder.LITTLE_ENDIAN);
        file.describe(101)
                .app(10_123, "com.example.browser", "Browser")
                .enhanced(0, 1, PACKET, file.option(1, ascii("u-10123")))
                .enhanced(
                        0,
                        1,
                        ipUdp("192.168.1.10", 40_001, "203.0.113.5", 4_242, hex("00")),
                        file.option(1, ascii("u-7")));

        assertThat(file.decode().events())
                .extracting(DeviceConnection::getApp)
                .containsExactly("com.example.browser", null);
    }

    @Test
    void theTrailerOfAPcapNamesTheApp() {
        byte[] trailer = join(hex("01072021 0000278b"), Arrays.copyOf(ascii("Browser"), 20), new byte[4]);
        byte[] frame = join(new byte[12], hex("0800"), PACKET, trailer);

        Decoding decoding = PcapFile.ethernet().add(frame).decode();

        assertThat(decoding.events()).extracting(DeviceConnection::getApp).containsExactly("Browser");
        assertThat(decoding.events().get(0).getBytesSent()).isEqualTo(PACKET.length);
    }
}
