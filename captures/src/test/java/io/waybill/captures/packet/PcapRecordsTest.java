package io.waybill.captures.packet;

import static io.waybill.captures.packet.Packets.hex;
import static io.waybill.captures.packet.Packets.ipUdp;
import static io.waybill.captures.packet.Packets.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.DecodeSettings;
import io.waybill.captures.InputProblem;
import io.waybill.captures.KnownIdentifiers;
import io.waybill.schemas.DeviceConnection;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PcapRecordsTest {

    private static final byte[] PACKET = ipUdp("192.168.1.10", 40_000, "203.0.113.5", 4_242, hex("00"));
    private static final byte[] OTHER = ipUdp("192.168.1.10", 40_000, "203.0.113.6", 4_242, hex("00"));

    @ParameterizedTest
    @CsvSource({
        "a1b2c3d4, true",
        "a1b2c3d4, false",
        "a1b23c4d, true",
        "a1b23c4d, false",
        "a1b2cd34, true",
        "a1b2cd34, false"
    })
    void everyVariantIsRead(String magic, boolean little) {
        ByteOrder order = little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        byte[] file = new PcapFile(101, (int) Long.parseLong(magic, 16), order)
                .addAt(PcapFile.START_MILLIS + 123, PACKET)
                .addAt(PcapFile.START_MILLIS + 623, PACKET)
                .bytes();

        Decoding decoding = Decoding.of(file);

        assertThat(new PcapFormat().recognises(file, "x")).isTrue();
        assertThat(decoding.problems()).isEmpty();
        DeviceConnection event = decoding.events().get(0);
        assertThat(event.getTime().toEpochMilli()).isEqualTo(PcapFile.START_MILLIS + 123);
        assertThat(event.getDurationMs()).isEqualTo(500);
        assertThat(event.getPacketsSent()).isEqualTo(2);
        assertThat(event.getPosition()).isEqualTo(1);
    }

    /** On Linux's cooked link the bytes before the packet are zero for other reasons. */
    @ParameterizedTest(name = "link type {0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        1   | 0000000000000000 00000000 0800      | Browser
        113 | 0000000000000000 00000000 0000 0800 | -
        """)
    void theAppIsInTheTrailerOfAnEthernetPacket(int linkType, String link, @Nullable String app) {
        byte[] trailer = Arrays.copyOf(hex("01072021 0000278b 42726f77736572"), 32);
        byte[] file =
                new PcapFile(linkType).add(join(hex(link), PACKET, trailer)).bytes();

        assertThat(Decoding.of(file).events())
                .extracting(DeviceConnection::getApp)
                .containsExactly(app);
    }

    @Test
    void aFileCutAnywhereIsUsedUpToTheCut() {
        byte[] whole = new PcapFile(101).add(PACKET).add(OTHER).bytes();
        int second = 24 + 16 + PACKET.length;

        for (int length = 0; length < whole.length; length++) {
            Decoding decoding = Decoding.of(Arrays.copyOf(whole, Math.max(length, 4)));
            boolean clean = length == 24 || length == second;
            assertThat(decoding.problems()).as("cut at %d", length).hasSize(clean ? 0 : 1);
            assertThat(decoding.events()).as("cut at %d", length).hasSize(length >= second ? 1 : 0);
            if (length > second) {
                assertThat(decoding.problems())
                        .extracting(InputProblem::position)
                        .containsExactly((long) second);
            }
        }
    }

    @Test
    void behindARecordOfFourGigabytesReadingGoesOn() {
        byte[] file = new PcapFile(101)
                .add(PACKET)
                .header(PcapFile.START_MILLIS, 0xffff_fff0L, 0xffff_fff0L)
                .raw(new byte[100])
                .addAt(PcapFile.START_MILLIS + 5_000, OTHER)
                .addAt(PcapFile.START_MILLIS + 6_000, OTHER)
                .bytes();

        Decoding decoding = Decoding.of(file);

        assertThat(decoding.problems()).hasSize(1);
        assertThat(decoding.problems().get(0).describe())
                .isEqualTo("test: byte " + (24 + 16 + PACKET.length)
                        + ": packet of 4294967280 bytes, longer than the bound of 16777216");
        assertThat(decoding.events()).hasSize(2);
        assertThat(decoding.events())
                .extracting(DeviceConnection::getPacketsSent)
                .containsExactlyInAnyOrder(1L, 2L);
    }

    @Test
    void whereAFileEndsIsSaid() {
        byte[] whole = new PcapFile(101).add(PACKET).add(OTHER).bytes();

        assertThat(Decoding.of(Arrays.copyOf(whole, 10)).problems())
                .extracting(InputProblem::describe)
                .containsExactly("test: byte 10: the file ends inside its header");
        assertThat(Decoding.of(Arrays.copyOf(whole, whole.length - 1)).problems())
                .extracting(InputProblem::reason)
                .containsExactly("the file ends inside packet 2; the packets before were used");
        assertThat(Decoding.of(new byte[24]).problems())
                .extracting(InputProblem::reason)
                .containsExactly("not a pcap file");
    }

    /** Zeros look like records without bytes, and what is cut off proves nothing: behind damage both are passed over. */
    @Test
    void emptyAndCutRecordsAreNoProof() {
        PcapFile broken = new PcapFile(101).add(PACKET).header(PcapFile.START_MILLIS, 0xffff_ffffL, 0xffff_ffffL);
        byte[] empty = broken.header(PcapFile.START_MILLIS, 0, 13)
                .addAt(PcapFile.START_MILLIS, PACKET)
                .addAt(PcapFile.START_MILLIS, PACKET)
                .bytes();
        byte[] cut = new PcapFile(101)
                .add(PACKET)
                .header(PcapFile.START_MILLIS, 0xffff_ffffL, 0xffff_ffffL)
                .addAt(PcapFile.START_MILLIS, PACKET)
                .header(PcapFile.START_MILLIS, 13, 13)
                .bytes();

        assertThat(Decoding.of(empty).statistics().packets()).isEqualTo(3);
        assertThat(Decoding.of(cut).statistics().packets()).isEqualTo(2);
        assertThat(Decoding.of(Arrays.copyOf(cut, cut.length - 1)).statistics().packets())
                .isEqualTo(1);
    }

    @Test
    void aSnapLengthShortensPacketsNotCounts() {
        byte[] big = ipUdp("192.168.1.10", 40_000, "203.0.113.5", 4_242, new byte[1_000]);

        Decoding decoding = new PcapFile(101)
                .add(PcapFile.START_MILLIS, Arrays.copyOf(big, 64), big.length)
                .add(PcapFile.START_MILLIS, Arrays.copyOf(big, 24), big.length)
                .decode();

        assertThat(decoding.events()).hasSize(1);
        assertThat(decoding.events().get(0).getBytesSent()).isEqualTo(2L * big.length);
        assertThat(decoding.statistics().truncated()).isEqualTo(2);
    }

    @Test
    void problemsAreReportedUpToABound() {
        PcapFile file = new PcapFile(101);
        DecodeSettings defaults = DecodeSettings.DEFAULTS;
        DecodeSettings small = new DecodeSettings(
                10,
                defaults.tcpIdleMillis(),
                defaults.udpIdleMillis(),
                defaults.maxStreamBytes(),
                40,
                defaults.maxExpansion(),
                10,
                10);
        for (int i = 0; i < 300; i++) {
            file.add(new byte[60]).add(PACKET).add(PACKET);
        }

        Decoding decoding = Decoding.of(file.bytes(), small, Decoding.NO_INVENTORY, KnownIdentifiers.NONE);

        assertThat(decoding.problems()).hasSizeLessThanOrEqualTo(Complaints.MAX_REPORTED + 1);
        assertThat(decoding.problems().get(Complaints.MAX_REPORTED).reason()).endsWith("further broken records");
    }

    @Test
    void aStreamThatFailsMidwayIsAProblemAndTheRestIsUsed() {
        byte[] file = new PcapFile(101).add(PACKET).add(OTHER).bytes();
        FailingStream stream = new FailingStream(file, file.length - 3);

        Decoding decoding = Decoding.of(stream);

        assertThat(decoding.events()).hasSize(1);
        assertThat(decoding.problems()).extracting(InputProblem::reason).isEqualTo(List.of("reading failed: damaged"));
    }
}
