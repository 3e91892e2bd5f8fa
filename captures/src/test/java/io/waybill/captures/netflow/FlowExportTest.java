package io.waybill.captures.netflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.Addresses;
import io.waybill.captures.Reading;
import io.waybill.captures.SharedData;
import io.waybill.captures.csv.NfdumpFormat;
import io.waybill.captures.packet.PcapFormat;
import io.waybill.captures.packet.TrafficFile;
import io.waybill.schemas.DeviceConnection;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A capture through softflowd, an exporter of others, and over the wire into the collector: per destination the same bytes and
 * packets as the capture itself has.
 */
@Timeout(120)
class FlowExportTest {
    private static final List<String> REAL =
            List.of("android.pcap", "instagram.pcap", "waze.pcap", "googledns_android10.pcap");

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest(name = "version {0}")
    @ValueSource(ints = {5, 9, 10})
    void anExporterTellsWhatTheCaptureHolds(int version) throws IOException, InterruptedException {
        Path pcap = folder.resolve("traffic.pcap");
        TrafficFile.write(pcap, 4, 7);
        Reading exported = new Reading();
        try (NetFlowCollector collector =
                new NetFlowCollector(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), exported.context())) {
            new FlowTools(folder).export(pcap, collector.port(), version);
            pollUpToMark(collector, exported);
            collector.end();
            assertThat(collector.dropped()).isZero();
        }
        Reading direct = new Reading().read(new PcapFormat(), Reading.input("traffic.pcap", Files.readAllBytes(pcap)));

        assertThat(exported.problems).as("the mark, and nothing else").hasSize(1);
        assertThat(perDestination(direct.events)).hasSizeGreaterThan(20);
        assertThat(perDestination(exported.events)).isEqualTo(perDestination(direct.events));
    }

    /** Datagrams on loopback keep their order: when a broken one that is sent now was decoded, all before it were. */
    private static void pollUpToMark(NetFlowCollector collector, Reading exported) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            socket.send(new DatagramPacket(new byte[1], 1, InetAddress.getLoopbackAddress(), collector.port()));
        }
        while (exported.problems.isEmpty()) {
            collector.poll();
        }
    }

    @ParameterizedTest(name = "version {0}")
    @ValueSource(ints = {5, 9, 10})
    void theFilesOfACollectorTellWhatTheCaptureHolds(int version) throws IOException, InterruptedException {
        Path pcap = folder.resolve("traffic.pcap");
        TrafficFile.write(pcap, 4, 8);
        Path csv = new FlowTools(folder).collected(pcap, version);
        Reading exported = new Reading().read(new NfdumpFormat(), Reading.input("flows.csv", Files.readAllBytes(csv)));
        Reading direct = new Reading().read(new PcapFormat(), Reading.input("traffic.pcap", Files.readAllBytes(pcap)));

        assertThat(exported.described()).isEmpty();
        assertThat(perDestination(direct.events)).hasSizeGreaterThan(20);
        assertThat(perDestination(exported.events)).isEqualTo(perDestination(direct.events));
    }

    @ParameterizedTest(name = "version {0} of {1}")
    @MethodSource("realCaptures")
    void ofRealCapturesToo(int version, Path pcap) throws IOException, InterruptedException {
        Reading direct = new Reading().read(new PcapFormat(), Reading.input("real.pcap", Files.readAllBytes(pcap)));
        Path csv = new FlowTools(folder).collected(pcap, version);
        Reading exported = new Reading().read(new NfdumpFormat(), Reading.input("flows.csv", Files.readAllBytes(csv)));

        assertThat(exported.described()).isEmpty();
        List<DeviceConnection> held = version == 5 ? ipv4(direct.events) : direct.events;
        assertThat(perDestination(held)).isNotEmpty();
        assertThat(perDestination(exported.events)).isEqualTo(perDestination(held));
    }

    static Stream<Arguments> realCaptures() {
        return REAL.stream()
                .map(name -> SharedData.path("ndpi/" + name))
                .flatMap(pcap -> IntStream.of(5, 9, 10).mapToObj(version -> Arguments.of(version, pcap)));
    }

    /** Version 5 has no room for IPv6. */
    private static List<DeviceConnection> ipv4(List<DeviceConnection> events) {
        return events.stream()
                .filter(event -> event.getRemoteIp().remaining() == 4)
                .toList();
    }

    /** Bytes and packets, sent and received. */
    private static Map<String, List<Long>> perDestination(List<DeviceConnection> events) {
        Map<String, List<Long>> sums = new TreeMap<>();
        for (DeviceConnection event : events) {
            sums.merge(
                    Addresses.text(event.getRemoteIp().array()),
                    List.of(
                            event.getBytesSent(),
                            event.getBytesReceived(),
                            event.getPacketsSent(),
                            event.getPacketsReceived()),
                    (one, other) -> IntStream.range(0, one.size())
                            .mapToObj(i -> one.get(i) + other.get(i))
                            .toList());
        }
        return sums;
    }
}
