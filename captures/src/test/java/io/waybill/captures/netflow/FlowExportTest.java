package io.waybill.captures.netflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.waybill.captures.Addresses;
import io.waybill.captures.Reading;
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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A capture through softflowd, an exporter of others, and over the wire into the collector: per destination the same bytes and
 * packets as the capture itself has.
 */
@Timeout(120)
class FlowExportTest {
    private static final List<Path> EXPORTERS = List.of(Path.of("/usr/sbin/softflowd"), Path.of("/usr/bin/softflowd"));

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest(name = "version {0}")
    @ValueSource(ints = {5, 9, 10})
    void anExporterTellsWhatTheCaptureHolds(int version) throws IOException, InterruptedException {
        Path softflowd =
                EXPORTERS.stream().filter(Files::isExecutable).findFirst().orElse(EXPORTERS.get(0));
        assumeTrue(Files.isExecutable(softflowd), "softflowd is not installed");
        Path pcap = folder.resolve("traffic.pcap");
        TrafficFile.write(pcap, 4, 7);
        Reading exported = new Reading();
        try (NetFlowCollector collector =
                new NetFlowCollector(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), exported.context())) {
            export(softflowd, pcap, collector.port(), version);
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

    private void export(Path softflowd, Path pcap, int port, int version) throws IOException, InterruptedException {
        Path said = folder.resolve("softflowd.log");
        Process process = new ProcessBuilder(
                        softflowd.toString(),
                        "-d", // in the foreground
                        "-a", // by the capture's own clock
                        "-r",
                        pcap.toString(),
                        "-n",
                        "127.0.0.1:" + port,
                        "-v",
                        Integer.toString(version),
                        "-p",
                        folder.resolve("pid").toString(),
                        "-c",
                        "none")
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as(Files.readString(said)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
    }

    /** Bytes and packets of both directions. */
    private static Map<String, List<Long>> perDestination(List<DeviceConnection> events) {
        Map<String, List<Long>> sums = new TreeMap<>();
        for (DeviceConnection event : events) {
            sums.merge(
                    Addresses.text(event.getRemoteIp().array()),
                    List.of(
                            event.getBytesSent() + event.getBytesReceived(),
                            event.getPacketsSent() + event.getPacketsReceived()),
                    (one, other) -> List.of(one.get(0) + other.get(0), one.get(1) + other.get(1)));
        }
        return sums;
    }
}
