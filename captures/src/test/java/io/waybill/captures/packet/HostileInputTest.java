package io.waybill.captures.packet;

import static io.waybill.captures.packet.Packets.ACK;
import static io.waybill.captures.packet.Packets.ascii;
import static io.waybill.captures.packet.Packets.hex;
import static io.waybill.captures.packet.Packets.ipTcp;
import static io.waybill.captures.packet.Packets.ipUdp;
import static io.waybill.captures.packet.Packets.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.Bound;
import io.waybill.captures.BoundHits;
import io.waybill.captures.CaptureInput;
import io.waybill.captures.DecodeSettings;
import io.waybill.captures.KnownIdentifiers;
import io.waybill.captures.ReadContext;
import io.waybill.captures.packet.frame.Verdict;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Captures made to break a decoder: nothing is thrown, nothing grows without bound, every packet is accounted for. */
@Tag("slow")
class HostileInputTest {

    @Test
    void aFloodOfHalfOpenConnectionsLeavesNoMoreThanTheBound() throws IOException {
        long packets = Long.getLong("hostile.flows", 200_000);
        int maxFlows = Integer.getInteger("hostile.maxFlows", 10_000);
        AtomicLong events = new AtomicLong();
        List<PacketStatistics> statistics = new ArrayList<>();
        DecodeSettings settings = new DecodeSettings(maxFlows, 1_000_000, 1_000_000, 65_536, 65_536, 10, 10, 10);
        BoundHits bounds = new BoundHits();

        new PcapFormat(statistics::add)
                .read(
                        List.of(new CaptureInput("flood", -1, () -> new SynFlood(packets))),
                        new ReadContext(
                                Decoding.NO_INVENTORY,
                                KnownIdentifiers.NONE,
                                event -> events.incrementAndGet(),
                                problem -> {},
                                settings,
                                bounds));

        assertThat(events.get()).isEqualTo(packets);
        assertThat(statistics.get(0).flowsEvicted()).isEqualTo(Math.max(0, packets - maxFlows));
        assertThat(bounds.of(Bound.FLOWS)).isEqualTo(Math.max(0, packets - maxFlows));
    }

    @Test
    void aFloodOfUnfinishedGreetingsIsGivenUpFromTheOldest() {
        byte[] beginning = join(hex("16 0301 4000 01 003ff0"), new byte[1_300]);
        PcapFile file = new PcapFile(101);
        int flows = 28_000;
        for (int i = 0; i < flows; i++) {
            file.addAt(
                    PcapFile.START_MILLIS,
                    ipTcp("10.0." + i / 250 + "." + i % 250, 1_000, "203.0.113.5", 443, 1, ACK, beginning));
        }

        Decoding decoding = file.decode();

        assertThat(decoding.events()).hasSize(flows);
        assertThat(decoding.statistics().searchesGivenUp()).isPositive();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14})
    void randomBytesOfEveryLinkTypeAreAccountedFor(long seed) {
        Random random = new Random(seed);
        for (int linkType : new int[] {
            0, 1, 9, 12, 50, 51, 101, 104, 105, 107, 108, 113, 117, 119, 127, 163, 192, 204, 228, 229, 239, 276
        }) {
            PcapFile file = new PcapFile(linkType);
            for (int i = 0; i < 100; i++) {
                byte[] packet = new byte[random.nextInt(120)];
                random.nextBytes(packet);
                file.add(packet);
            }
            accountedFor(file.decode(), "seed " + seed + ", link type " + linkType);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23})
    void damagedPacketsAreAccountedFor(long seed) {
        Random random = new Random(seed);
        List<byte[]> seeds = seeds();
        PcapFile file = new PcapFile(101);
        for (int i = 0; i < 8_000; i++) {
            byte[] packet = seeds.get(random.nextInt(seeds.size())).clone();
            for (int flips = random.nextInt(6); flips > 0; flips--) {
                packet[random.nextInt(packet.length)] = (byte) random.nextInt(256);
            }
            file.add(
                    PcapFile.START_MILLIS + i, Arrays.copyOf(packet, 1 + random.nextInt(packet.length)), packet.length);
        }
        accountedFor(file.decode(), "seed " + seed);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {31, 32})
    void damagedFilesAreRead(long seed) {
        Random random = new Random(seed);
        byte[] packet = ipUdp("10.0.0.1", 1, "203.0.113.5", 2, new byte[20]);
        byte[] pcap = new PcapFile(101).add(packet).add(packet).add(packet).bytes();
        PcapngFile next = new PcapngFile(ByteOrder.LITTLE_ENDIAN);
        byte[] pcapng = next.describe(101, next.option(9, hex("09")))
                .enhanced(0, 1, packet)
                .simple(packet)
                .bytes();
        for (int i = 0; i < 800; i++) {
            byte[] file = (i % 2 == 0 ? pcap : pcapng).clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                file[(i % 2 == 0 ? 4 : 12) + random.nextInt(file.length - 12)] = (byte) random.nextInt(256);
            }
            accountedFor(Decoding.of(file), "seed " + seed + ", file " + i);
        }
    }

    @Test
    void theFuzzedCapturesOfOthersAreRead() throws IOException {
        Path folder = RealData.folder("ndpi");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().matches(".*fuzz.*pcap(ng)?")).toList()) {
                accountedFor(Decoding.of(file), file.toString());
            }
        }
    }

    static List<byte[]> seeds() {
        byte[] hello = ClientHellos.records(ClientHellos.message("www.example.com"), 60);
        return List.of(
                ipTcp("10.0.0.1", 4_000, "203.0.113.5", 443, 1, ACK, hello),
                ipTcp("10.0.0.1", 4_001, "203.0.113.5", 80, 1, ACK, ascii("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n")),
                ipUdp("10.0.0.1", 4_002, "10.0.0.2", 53, hex("0001 0100 0001 0000 0000 0000 01 61 00 0001 0001")),
                ipUdp(
                        "10.0.0.2",
                        53,
                        "10.0.0.1",
                        4_002,
                        hex("0001 8180 0001 0001 0000 0000 01 61 00 0001 0001 c00c 0001 0001 0000003c 0004 cb007105")),
                ipUdp(
                        "10.0.0.1",
                        4_003,
                        "203.0.113.5",
                        443,
                        join(hex("c0 00000001 08 0102030405060708 00 00 4496"), new byte[1_174])),
                ipUdp(
                        "10.0.0.1",
                        2_152,
                        "10.0.0.2",
                        2_152,
                        join(
                                hex("34ff 0030 00000001 00000085 01100100"),
                                ipUdp("10.9.0.1", 1, "203.0.113.9", 2, new byte[8]))),
                Packets.ipv4("10.0.0.1", "10.0.0.2", 17, 5, 0x2000, new byte[64]),
                Packets.ip("10.0.0.1", "10.0.0.2", 47, join(hex("1000 88be 00000001 1000000000000000"), new byte[60])),
                Packets.ip("fd00::1", "fd00::2", 0, join(hex("2c 00 0104 00000000 11 00 0001 00000001"), new byte[32])),
                Packets.ip(
                        "10.0.0.2",
                        "10.0.0.1",
                        1,
                        join(hex("0303 0000 00000000"), ipUdp("10.0.0.1", 4_002, "10.0.0.2", 53, new byte[8]))));
    }

    /** Packets by verdict add up, and so do packets in events; nothing was thrown to get here. */
    static void accountedFor(Decoding decoding, String what) {
        PacketStatistics statistics = decoding.statistics();
        long decoded = statistics.verdicts().getOrDefault(Verdict.DECODED, 0L)
                + statistics.verdicts().getOrDefault(Verdict.FRAGMENT_HELD, 0L);
        long inEvents = decoding.events().stream()
                .mapToLong(event -> event.getPacketsSent() + event.getPacketsReceived())
                .sum();
        long elsewhere = statistics.icmpErrors() + statistics.fragmentsExpired();
        assertThat(inEvents + elsewhere).as(what).isLessThanOrEqualTo(decoded);
        if (statistics.verdicts().getOrDefault(Verdict.FRAGMENT_HELD, 0L) == 0) {
            assertThat(inEvents + elsewhere).as(what).isEqualTo(decoded);
        }
        assertThat(decoding.events()).as(what).hasSize((int) statistics.flows());
    }
}
