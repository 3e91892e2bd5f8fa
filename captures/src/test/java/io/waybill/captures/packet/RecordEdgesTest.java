package io.waybill.captures.packet;

import static io.waybill.captures.packet.Packets.hex;
import static io.waybill.captures.packet.Packets.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.InputProblem;
import io.waybill.captures.packet.frame.RawPacket;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records of capture files as they are handed on: bytes, lengths, times to the nanosecond; and where broken ones end. */
class RecordEdgesTest {

    private static final int MAX = 1_000;
    private static final byte[] PACKET = hex("0102030405060708090a0b0c0d");

    private final List<InputProblem> problems = new ArrayList<>();

    /** One line per packet: number, link type, bytes captured and on the wire, time, nanoseconds, content. */
    private List<String> read(byte[] file) throws IOException {
        CaptureStream in = new CaptureStream(new ByteArrayInputStream(file));
        Complaints complaints = new Complaints("test", problems::add);
        PacketRecords records = PcapngRecords.isMagic(file)
                ? new PcapngRecords(in, complaints, MAX)
                : PcapRecords.open(in, complaints, MAX);
        RawPacket packet = new RawPacket();
        List<String> lines = new ArrayList<>();
        while (records.next(packet)) {
            byte[] content = Arrays.copyOfRange(packet.data(), packet.at(), packet.at() + packet.capturedBytes());
            lines.add("%d: %d, %d of %d, %d %d%s"
                    .formatted(
                            packet.number(),
                            packet.linkType(),
                            packet.capturedBytes(),
                            packet.wireBytes(),
                            packet.timeMillis(),
                            packet.nanosOfMilli(),
                            Arrays.equals(content, 0, content.length, PACKET, 0, Math.min(13, content.length))
                                    ? ""
                                    : " other content"));
        }
        return lines;
    }

    private List<String> reasons() {
        return problems.stream().map(InputProblem::reason).toList();
    }

    @ParameterizedTest(name = "{0}, little endian {1}")
    @CsvSource({
        "a1b2c3d4, true, 123, 456000",
        "a1b2c3d4, false, 123, 456000",
        "a1b23c4d, true, 0, 123456",
        "a1b23c4d, false, 0, 123456",
        "a1b2cd34, true, 123, 456000",
        "a1b2cd34, false, 123, 456000",
    })
    void recordsOfPcap(String magic, boolean little, long millis, int nanos) throws IOException {
        int variant = (int) Long.parseLong(magic, 16);
        ByteBuffer file = ByteBuffer.allocate(200).order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        // The upper half of the link type says how long check sums are.
        file.putInt(variant).putLong(0).putLong(0).putInt(0xf000_0071);
        for (int wire : new int[] {13, 1_500}) {
            file.putInt(0xee00_0000).putInt(123_456).putInt(13).putInt(wire);
            file.put(new byte[variant == PcapRecords.MODIFIED ? 8 : 0]).put(PACKET);
        }

        List<String> lines = read(Arrays.copyOf(file.array(), file.position()));

        String time = 0xee00_0000L * 1_000 + millis + " " + nanos;
        assertThat(lines).containsExactly("1: 113, 13 of 13, " + time, "2: 113, 13 of 1500, " + time);
        assertThat(problems).isEmpty();
    }

    @Test
    void aRecordOfTheLongestLengthIsRead() throws IOException {
        byte[] longest = Arrays.copyOf(PACKET, MAX);
        PcapFile file = new PcapFile(1).add(longest).add(new byte[MAX + 1]);

        assertThat(read(file.bytes())).hasSize(1);
        assertThat(reasons()).containsExactly("packet of 1001 bytes, longer than the bound of 1000");
    }

    /** Behind a broken record: the first of two whole ones with these values, the second as it should be, and a third. */
    @ParameterizedTest(name = "{4}")
    @CsvSource({
        "0, 0, 13, 13, as it should be, 3",
        "86400, 0, 13, 13, a day later, 3",
        "86401, 0, 13, 13, more than a day later, 2",
        "-86400, 0, 13, 13, a day earlier, 3",
        "-86401, 0, 13, 13, more than a day earlier, 2",
        "0, 999999, 13, 13, the last microsecond, 3",
        "0, 1000000, 13, 13, no microsecond, 2",
        "0, 0, 13, 12, less on the wire than was captured, 2",
        "0, 0, 13, 262144, the longest on the wire, 3",
        "0, 0, 13, 262145, longer on the wire than packets are, 2",
        "0, 0, 0, 13, nothing captured, 2",
    })
    void readingGoesOnWhereTwoPlausibleRecordsFollow(
            int later, int fraction, int captured, int wire, String name, int packets) throws IOException {
        for (boolean second : captured == 0 ? new boolean[] {false} : new boolean[] {false, true}) {
            ByteBuffer rest = ByteBuffer.allocate(400).order(ByteOrder.LITTLE_ENDIAN);
            rest.put(new byte[] {-1, -1, -1, -1, -1, -1, -1});
            int seconds = (int) (PcapFile.START_MILLIS / 1_000);
            for (int i = 0; i < 3; i++) {
                boolean odd = i == (second ? 1 : 0);
                rest.putInt(seconds + (odd ? later : 0)).putInt(odd ? fraction : 0);
                rest.putInt(odd ? captured : 13).putInt(odd ? wire : 13).put(PACKET);
            }
            PcapFile file = new PcapFile(101)
                    .addAt(PcapFile.START_MILLIS, PACKET)
                    .header(PcapFile.START_MILLIS, 0xffff_ffffL, 0xffff_ffffL)
                    .raw(Arrays.copyOf(rest.array(), rest.position()));

            List<String> lines = read(file.bytes());

            // What is not plausible as second makes the first none, and a last record has none behind it.
            assertThat(lines).as("%s, as second: %s", name, second).hasSize(1 + (packets == 3 ? 3 : second ? 0 : 2));
            assertThat(lines).noneMatch(line -> line.endsWith("other content"));
        }
    }

    @ParameterizedTest(name = "{0} bytes further")
    @CsvSource({"1048576, 3", "1048577, 1"})
    void theNextRecordIsLookedForWithinAMebibyte(int bytes, int packets) throws IOException {
        byte[] between = new byte[bytes - 16];
        Arrays.fill(between, (byte) 0xff);
        PcapFile file = new PcapFile(101)
                .addAt(PcapFile.START_MILLIS, PACKET)
                .header(PcapFile.START_MILLIS, 0xffff_ffffL, 0xffff_ffffL)
                .raw(between)
                .addAt(PcapFile.START_MILLIS, PACKET)
                .addAt(PcapFile.START_MILLIS, PACKET);

        assertThat(read(file.bytes())).hasSize(packets);
        assertThat(reasons()).hasSize(packets == 3 ? 1 : 2);
        if (packets == 1) {
            assertThat(reasons().get(1)).startsWith("no further packet found");
            assertThat(problems.get(1).position()).isEqualTo(24 + 16 + 13 + 1_048_576);
        }
    }

    @Test
    void nanosecondsOfPcapMayBeLargeBehindABrokenRecord() throws IOException {
        PcapFile file = new PcapFile(101, PcapRecords.NANOS, ByteOrder.BIG_ENDIAN)
                .addAt(PcapFile.START_MILLIS, PACKET)
                .header(PcapFile.START_MILLIS, 0xffff_ffffL, 0xffff_ffffL)
                .addAt(PcapFile.START_MILLIS + 999, PACKET)
                .addAt(PcapFile.START_MILLIS + 999, PACKET);

        assertThat(read(file.bytes())).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void recordsOfPcapng(boolean little) throws IOException {
        PcapngFile file = new PcapngFile(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        byte[] offset = file.buffer(8).putLong(100).array();
        long nanos = 1_780_315_200_123_456_789L;
        file.describe(101, file.option(9, hex("09")))
                .describe(113, file.option(2, hex("616263")), file.option(14, offset))
                .enhanced(0, nanos, PACKET)
                .enhanced(1, nanos / 1_000, PACKET)
                .obsolete(1, 2_000_001, PACKET)
                .simple(PACKET);

        assertThat(read(file.bytes()))
                .containsExactly(
                        "1: 101, 13 of 13, 1780315200123 456789",
                        "2: 113, 13 of 13, 1780315300123 456000",
                        "3: 113, 13 of 13, 102000 1000",
                        "4: 101, 13 of 13, 102000 0");
        assertThat(problems).isEmpty();
    }

    /** Interface, time, captured, on the wire; then the packet's bytes and, in all, what the block has room for. */
    @ParameterizedTest(name = "says {0}, has room for {1}: {2}")
    @CsvSource({"13, 16, 13", "16, 16, 16", "17, 16, 16", "-1, 16, 16", "0, 16, 0", "13, 13, 13"})
    void aPacketEndsWhereItsBlockDoes(int said, int room, int captured) throws IOException {
        PcapngFile file = new PcapngFile(ByteOrder.BIG_ENDIAN).describe(101);
        byte[] body = join(
                file.buffer(20).putInt(0).putLong(0).putInt(said).putInt(77).array(), Arrays.copyOf(PACKET, room));
        // A length that is no multiple of four is padded all the same.
        byte[] block = join(
                file.buffer(8).putInt(6).putInt(12 + body.length).array(),
                body,
                file.buffer(4).putInt(12 + body.length).array(),
                new byte[-body.length & 3]);
        file.raw(block).enhanced(0, 1_000, PACKET);

        List<String> lines = read(file.bytes());

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith("1: 101, " + captured + " of 77, 0 0");
        assertThat(lines.get(1)).isEqualTo("2: 101, 13 of 13, 1 0");
        assertThat(reasons()).hasSize(said < 0 || said > room ? 1 : 0);
    }

    @ParameterizedTest(name = "{0} bytes of packet block")
    @CsvSource({"20, 0", "16, 1"})
    void aPacketBlockNeedsItsHeader(int bytes, int complaints) throws IOException {
        PcapngFile file = new PcapngFile(ByteOrder.BIG_ENDIAN).describe(101).block(6, new byte[bytes]);

        assertThat(read(file.bytes())).hasSize(1 - complaints);
        assertThat(problems).hasSize(complaints);
    }

    /** The first interface keeps so many bytes of each packet; a simple block says how long the packet was. */
    @ParameterizedTest(name = "keeps {0}, was {1}: {2}")
    @CsvSource({"0, 13, 13", "0, 1500, 16", "8, 13, 8", "8, 5, 5", "100, 1500, 16"})
    void simplePacketsAreCutByTheirInterface(int snap, int wire, int captured) throws IOException {
        PcapngFile file = new PcapngFile(ByteOrder.BIG_ENDIAN);
        file.block(
                1,
                file.buffer(8)
                        .putShort((short) 101)
                        .putShort((short) 0)
                        .putInt(snap)
                        .array());
        file.block(3, join(file.buffer(4).putInt(wire).array(), Arrays.copyOf(PACKET, 16)));

        assertThat(read(file.bytes())).singleElement().asString().startsWith("1: 101, " + captured + " of " + wire);
    }

    @Test
    void simplePacketsNeedAnInterfaceAndALength() throws IOException {
        byte[] before = new PcapngFile(ByteOrder.BIG_ENDIAN).simple(PACKET).bytes();
        assertThat(read(before)).isEmpty();
        assertThat(reasons()).containsExactly("packet without interface description");

        byte[] without = new PcapngFile(ByteOrder.BIG_ENDIAN)
                .describe(101)
                .block(3, new byte[0])
                .block(3, new byte[4])
                .bytes();
        assertThat(read(without)).containsExactly("1: 101, 0 of 0, 0 0");
    }

    /** Options of an interface: code, length, value; a clock that is not whole is not used. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        none                          | 1000  |
        clock                         | 10    | 0009 0001 08000000
        clock without a byte          | 1000  | 0009 0000
        clock behind the end          | 1000  | 0000 0000 0009 0001 08000000
        clock behind a broken option  | 1000  | 0002 00ff 0009 0001 08000000
        clock behind a name           | 10    | 0002 0005 6162636465000000 0009 0001 08000000
        offset                        | 11000 | 000e 0008 000000000000000a
        offset of four bytes          | 1000  | 000e 0004 0000000a
        clock that ends with its byte | 10    | 0009 0001 08
        clock that ends before it     | 1000  | 0009 0001
        a code alone                  | 1000  | 0009
        """)
    void optionsOfAnInterface(String name, long millis, String options) throws IOException {
        PcapngFile file = new PcapngFile(ByteOrder.BIG_ENDIAN);
        byte[] body = join(hex("0065 0000 00000000"), hex(options == null ? "" : options));
        file.raw(join(
                        file.buffer(8).putInt(1).putInt(12 + body.length).array(),
                        body,
                        file.buffer(4).putInt(12 + body.length).array(),
                        new byte[-body.length & 3]))
                .enhanced(0, 1_000_000, PACKET);

        assertThat(read(file.bytes())).as(name).singleElement().asString().contains(", " + millis + " 0");
    }

    @Test
    void interfacesAreBounded() throws IOException {
        PcapngFile file = new PcapngFile(ByteOrder.BIG_ENDIAN);
        for (int i = 0; i < 65_537; i++) {
            file.describe(101);
        }

        assertThat(read(file.enhanced(65_535, 0, PACKET)
                        .enhanced(65_536, 0, PACKET)
                        .bytes()))
                .hasSize(1);
        assertThat(reasons())
                .containsExactly(
                        "interface description too short, or one too many",
                        "packet of interface 65536, which is not described");
    }

    @ParameterizedTest(name = "block of {0} bytes")
    @CsvSource({"12, 0", "8, 1", "0, 1", "11, 1"})
    void blocksHaveTwelveBytesAtLeast(int length, int complaints) throws IOException {
        PcapngFile file = new PcapngFile(ByteOrder.BIG_ENDIAN).describe(101);
        file.raw(file.buffer(12).putInt(5).putInt(length).putInt(length).array())
                .enhanced(0, 0, PACKET);

        assertThat(read(file.bytes())).hasSize(1 - complaints);
        assertThat(problems).hasSize(complaints);
    }

    /** Of PCAPdroid's own blocks those of up to 4,096 bytes are looked into; all are passed over. */
    @ParameterizedTest(name = "custom block of {0} bytes")
    @CsvSource({"4096, app", "4100,"})
    void longCustomBlocksAreNotLookedInto(int bytes, String app) throws IOException {
        PcapngFile file = new PcapngFile(ByteOrder.BIG_ENDIAN).describe(101);
        byte[] mapping = join(hex("0000f4bc 0001 01 00 00000005 03 00 617070"));
        file.block(0xbad, Arrays.copyOf(mapping, bytes - 12)).enhanced(0, 0, PACKET, file.option(1, hex("752d35")));
        CaptureStream in = new CaptureStream(new ByteArrayInputStream(file.bytes()));
        RawPacket packet = new RawPacket();

        assertThat(new PcapngRecords(in, new Complaints("test", problems::add), 10_000).next(packet))
                .isTrue();
        assertThat(packet.app()).isEqualTo(app);
    }

    @ParameterizedTest(name = "block of {0} bytes")
    @CsvSource({"1000, 2", "1004, 1"})
    void blocksOfPcapngAreBounded(int bytes, int packets) throws IOException {
        PcapngFile file = new PcapngFile(ByteOrder.BIG_ENDIAN).describe(101);
        file.block(
                        6,
                        Arrays.copyOf(
                                file.buffer(20)
                                        .putInt(0)
                                        .putLong(0)
                                        .putInt(0)
                                        .putInt(0)
                                        .array(),
                                bytes - 12))
                .enhanced(0, 0, PACKET);

        assertThat(read(file.bytes())).hasSize(packets);
        assertThat(problems).hasSize(2 - packets);
    }

    /** Whatever is cut off, what is left over is said. */
    @Test
    void aFileThatEndsInABlockNobodyLooksInto() throws IOException {
        byte[] whole = new PcapngFile(ByteOrder.BIG_ENDIAN)
                .describe(101)
                .block(5, new byte[100])
                .bytes();
        int start = whole.length - 112;
        for (int length = start; length <= whole.length; length++) {
            problems.clear();
            assertThat(read(Arrays.copyOf(whole, length))).isEmpty();
            assertThat(problems).as("%s bytes", length).hasSize(length == start || length == whole.length ? 0 : 1);
        }
    }

    @ParameterizedTest(name = "{0}: pcap {1}, pcapng {2}")
    @CsvSource(delimiter = '|', textBlock = """
        d4c3b2a1                   | true  | false
        a1b2c3d4                   | true  | false
        a1b2c3                     | false | false
        a1b2c3d5                   | false | false
        0a0d0d0a 00000000 1a2b3c4d | false | true
        0a0d0d0a 00000000 4d3c2b1a | false | true
        0a0d0d0a 00000000 1a2b3c   | false | false
        0a0d0d0a 00000000 1a2b3c4e | false | false
        0a0d0d0b 00000000 1a2b3c4d | false | false
        """)
    void filesAreKnownByTheirBeginning(String head, boolean pcap, boolean pcapng) {
        assertThat(new PcapFormat().recognises(hex(head), "any")).isEqualTo(pcap);
        assertThat(new PcapngFormat().recognises(hex(head), "any")).isEqualTo(pcapng);
    }

    @ParameterizedTest(name = "{0} problems")
    @CsvSource({"100, 100", "101, 101", "150, 101"})
    void problemsBeyondAHundredAreANumber(int count, int reported) {
        Complaints complaints = new Complaints("test", problems::add);
        for (int i = 0; i < count; i++) {
            complaints.atByte(i, "broken");
        }
        complaints.close();

        assertThat(problems).hasSize(reported);
        if (count > 100) {
            assertThat(reasons().get(100)).isEqualTo(count - 100 + " further broken records");
        }
    }
}
