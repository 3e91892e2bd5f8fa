package io.waybill.captures.packet;

import static io.waybill.captures.packet.PcapFile.START_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.CaptureInput;
import io.waybill.captures.DecodeSettings;
import io.waybill.captures.InputProblem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which packets of a capture belong to the connections that are wanted. */
class PacketExtractTest {

    private static final String PHONE = "192.168.1.10";
    private static final String SERVER = "203.0.113.5";
    private static final DecodeSettings SETTINGS = new DecodeSettings(10, 1_000, 500, 1_000, 1_000, 10, 10, 10);

    private final List<InputProblem> problems = new ArrayList<>();

    private static WantedFlow wanted(String id, long position, long endMillis) {
        return new WantedFlow(id, position, START_MILLIS + endMillis);
    }

    private static byte[] contact(int port) {
        return Packets.ipUdp(PHONE, 40_000, SERVER, port, new byte[port]);
    }

    /** Connection and number of each packet that is picked. */
    private List<String> pick(byte[] file, WantedFlow... flows) throws IOException {
        List<String> picked = new ArrayList<>();
        PacketExtract.run(
                new CaptureInput("test", -1, () -> new ByteArrayInputStream(file)),
                PcapngRecords.isMagic(file) ? "pcapng" : "pcap",
                List.of(flows),
                SETTINGS,
                problems::add,
                (flow, packet) -> picked.add(flow.eventId() + packet.number()));
        return picked;
    }

    @ParameterizedTest(name = "{0}:{1} and {2}:{3}")
    @CsvSource({
        "192.168.1.10, 40000, 203.0.113.5, 443",
        "203.0.113.5, 443, 192.168.1.10, 40000",
        "192.168.1.10, 40000, 192.168.1.10, 443",
        "192.168.1.10, 443, 192.168.1.10, 40000",
        "fd00::9, 40000, fd00::10, 443",
        "fd00:0:0:1::9, 40000, fd00:0:0:2::1, 443",
        "fd00:0:0:2::1, 443, fd00:0:0:1::9, 40000",
    })
    void bothDirectionsFromTheFirstPacketToTheLast(String a, int aPort, String b, int bPort) throws IOException {
        byte[] there = Packets.ipUdp(a, aPort, b, bPort, new byte[1]);
        byte[] back = Packets.ipUdp(b, bPort, a, aPort, new byte[1]);
        byte[] portsTurned = Packets.ipUdp(a, bPort, b, aPort, new byte[1]);
        byte[] file = new PcapFile(101)
                .add(there)
                .add(back)
                .add(there)
                .add(a.equals(b) ? contact(1) : portsTurned)
                .add(Packets.ipUdp(a, aPort, b, bPort + 1, new byte[1]))
                .add(Packets.ipUdp(a, aPort + 1, b, bPort, new byte[1]))
                .add(Packets.ipUdp(a, aPort, a.contains(":") ? "fd00::7" : "192.168.1.7", bPort, new byte[1]))
                .add(Packets.ipTcp(a, aPort, b, bPort, 1, Packets.ACK, new byte[1]))
                .add(back)
                .add(there)
                .bytes();

        assertThat(pick(file, wanted("e", 2, 8_000))).containsExactly("e2", "e3", "e9");
        assertThat(pick(file, wanted("e", 1, 7_999))).containsExactly("e1", "e2", "e3");
        assertThat(pick(file, wanted("e", 2, 2_000), wanted("f", 3, 9_000), wanted("g", 3, 2_000)))
                .containsExactlyInAnyOrder("e2", "e3", "f3", "f9", "f10", "g3");
        assertThat(problems).isEmpty();
    }

    /** Packets stand in a file as they were seen, not always by time; a silence as long as a connection may have ends the wait. */
    @ParameterizedTest(name = "{0} ms after the last")
    @CsvSource({"1, true", "1000, true", "1001, false"})
    void aPacketBehindLaterOnesIsTaken(long after, boolean taken) throws IOException {
        for (boolean next : new boolean[] {false, true}) {
            byte[] file = next
                    ? new PcapngFile(ByteOrder.BIG_ENDIAN)
                            .describe(101)
                            .enhanced(0, START_MILLIS * 1_000, contact(1))
                            .enhanced(0, (START_MILLIS + 9) * 1_000, contact(2))
                            .enhanced(0, (START_MILLIS + 9 + after) * 1_000, contact(3))
                            .enhanced(0, (START_MILLIS + 5) * 1_000, contact(1))
                            .bytes()
                    : new PcapFile(101)
                            .addAt(START_MILLIS, contact(1))
                            .addAt(START_MILLIS + 9, contact(2))
                            .addAt(START_MILLIS + 9 + after, contact(3))
                            .addAt(START_MILLIS + 5, contact(1))
                            .bytes();

            assertThat(pick(file, wanted("e", 1, 7), wanted("f", 2, 9)))
                    .isEqualTo(taken ? List.of("e1", "f2", "e4") : List.of("e1", "f2"));
        }
    }

    /** Damage behind the last wanted packet is not met; damage before the first one is told. */
    @Test
    void readingEndsWhereNothingIsWantedAnyMore() throws IOException {
        byte[] file = new PcapFile(101)
                .addAt(START_MILLIS, contact(1))
                .addAt(START_MILLIS + 1_001, contact(2))
                .header(START_MILLIS, 1_001, 1_001)
                .bytes();

        assertThat(pick(file, wanted("e", 1, 0))).containsExactly("e1");
        assertThat(problems).isEmpty();
        assertThat(pick(file)).isEmpty();
        assertThat(problems).isEmpty();
        assertThat(pick(file, wanted("e", 1, 1))).containsExactly("e1");
        assertThat(problems).hasSize(1);
        problems.clear();
        assertThat(pick(file, wanted("e", 3, 5_000))).isEmpty();
        assertThat(problems).hasSize(1);
    }

    @Test
    void problemsBeyondABoundAreANumber() throws IOException {
        PcapngFile file = new PcapngFile(ByteOrder.LITTLE_ENDIAN).describe(101);
        for (int i = 0; i < 150; i++) {
            file.enhanced(7, 0, contact(1));
        }

        assertThat(pick(file.bytes(), wanted("e", 1, 0))).isEmpty();
        assertThat(problems).hasSize(Complaints.MAX_REPORTED + 1);
    }

    /** One that stays incomplete begins its connection, as it does for events, once it is given up. */
    @ParameterizedTest(name = "last fragment {0}")
    @CsvSource({"true", "false"})
    void aConnectionMayBeginWithAFragmentedPacket(boolean complete) throws IOException {
        byte[] udp = Packets.udp(40_000, 4_242, new byte[88]);
        byte[] packet = Packets.ipUdp(PHONE, 40_000, SERVER, 4_242, new byte[1]);
        byte[] other = Packets.ipv4(PHONE, SERVER, 17, 9, 0x2000, new byte[8]);
        PcapFile file = new PcapFile(101)
                .addAt(START_MILLIS, Packets.ipv4(PHONE, SERVER, 17, 7, 0x2000, Arrays.copyOf(udp, 32)))
                .addAt(
                        START_MILLIS + 1,
                        Packets.ipv4(
                                PHONE, SERVER, 17, 7, (complete ? 0 : 0x2000) | 4, Arrays.copyOfRange(udp, 32, 96)))
                .addAt(START_MILLIS + 100, contact(1))
                .addAt(START_MILLIS + 60_001, other)
                .addAt(START_MILLIS + 60_002, packet);
        WantedFlow flow = wanted("e", 2, 60_002);

        assertThat(pick(file.bytes(), flow)).isEqualTo(complete ? List.of("e2", "e5") : List.of("e5"));
    }

    @Test
    void packetsAreInPacketCapturesOnly() {
        assertThat(PacketExtract.canRead(new PcapFormat().name())).isTrue();
        assertThat(PacketExtract.canRead(new PcapngFormat().name())).isTrue();
        assertThat(PacketExtract.canRead("zeek")).isFalse();
    }
}
