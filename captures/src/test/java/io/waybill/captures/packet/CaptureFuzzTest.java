package io.waybill.captures.packet;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Fuzz targets over everything that reads packets. In a build they run over stored and generated inputs. */
class CaptureFuzzTest {

    private static final byte[] PACKET = Packets.ipUdp("10.0.0.1", 1, "203.0.113.5", 2, new byte[20]);

    static Stream<byte[]> pcapFiles() {
        return Stream.of(
                new PcapFile(1).add(Packets.ethernet(PACKET)).add(PACKET).bytes(),
                new PcapFile(101, PcapRecords.NANOS, ByteOrder.BIG_ENDIAN)
                        .add(PACKET)
                        .bytes(),
                new PcapFile(101, PcapRecords.MODIFIED, ByteOrder.LITTLE_ENDIAN)
                        .add(PACKET)
                        .header(0, -1, -1)
                        .bytes());
    }

    static Stream<byte[]> pcapngFiles() {
        PcapngFile file = new PcapngFile(ByteOrder.LITTLE_ENDIAN);
        return Stream.of(
                file.describe(101, file.option(9, new byte[] {9}))
                        .app(7, "com.example", "Example")
                        .enhanced(0, 1, PACKET, file.option(1, Packets.ascii("u-7")))
                        .obsolete(0, 2, PACKET)
                        .simple(PACKET)
                        .bytes(),
                new PcapngFile(ByteOrder.BIG_ENDIAN).bytes());
    }

    /** The first byte chooses the link type. */
    static Stream<byte[]> packets() {
        List<byte[]> seeds = HostileInputTest.seeds();
        return seeds.stream().map(seed -> Packets.join(new byte[] {101}, seed));
    }

    @MethodSource("pcapFiles")
    @FuzzTest(maxDuration = "2m")
    void pcap(byte[] file) {
        if (PcapRecords.isMagic(file)) {
            HostileInputTest.accountedFor(Decoding.of(file), "fuzzed");
        }
    }

    @MethodSource("pcapngFiles")
    @FuzzTest(maxDuration = "2m")
    void pcapng(byte[] file) {
        if (PcapngRecords.isMagic(file)) {
            HostileInputTest.accountedFor(Decoding.of(file), "fuzzed");
        }
    }

    @MethodSource("packets")
    @FuzzTest(maxDuration = "2m")
    void packet(byte[] bytes) {
        if (bytes.length > 0) {
            byte[] packet = Arrays.copyOfRange(bytes, 1, bytes.length);
            HostileInputTest.accountedFor(
                    new PcapFile(bytes[0] & 0xff).add(packet).add(packet).decode(), "fuzzed");
        }
    }
}
