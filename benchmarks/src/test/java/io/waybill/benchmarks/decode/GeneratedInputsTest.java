package io.waybill.benchmarks.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.CaptureDecoder;
import io.waybill.captures.CaptureInput;
import io.waybill.captures.DecodeSettings;
import io.waybill.captures.InputProblem;
import io.waybill.captures.KnownIdentifiers;
import io.waybill.captures.ReadContext;
import io.waybill.captures.packet.PacketStatistics;
import io.waybill.captures.packet.PcapFormat;
import io.waybill.captures.packet.frame.Verdict;
import io.waybill.captures.reference.Inventory;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.HostSource;
import io.waybill.schemas.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is generated to be measured is traffic that decodes without a flaw, or the measurement would be of something else. */
class GeneratedInputsTest {

    @TempDir
    Path folder = Path.of("");

    private final List<DeviceConnection> events = new ArrayList<>();
    private final List<InputProblem> problems = new ArrayList<>();

    private ReadContext context() {
        return new ReadContext(
                Inventory.EMPTY.addressBook(),
                KnownIdentifiers.NONE,
                events::add,
                problems::add,
                DecodeSettings.DEFAULTS);
    }

    @Test
    void every_packet_of_the_capture_is_whole_and_right() throws IOException {
        Path file = folder.resolve("traffic.pcap");
        long packets = TrafficCapture.write(file, 5, 7);
        List<PacketStatistics> statistics = new ArrayList<>();

        new PcapFormat(statistics::add)
                .read(
                        List.of(new CaptureInput("traffic", Files.size(file), () -> Files.newInputStream(file))),
                        context());

        PacketStatistics told = statistics.get(0);
        assertThat(problems).isEmpty();
        assertThat(told.verdicts().get(Verdict.DECODED)).isEqualTo(packets);
        assertThat(told.packets()).isEqualTo(packets);
        assertThat(told.badIpChecksums()).isZero();
        assertThat(told.badTransportChecksums()).isZero();
        assertThat(told.bytes()).isEqualTo(Files.size(file)).isGreaterThan(5_000_000);
    }

    @Test
    void connections_of_the_capture_are_named_and_attempts_stay_unanswered() throws IOException {
        Path file = folder.resolve("traffic.pcap");
        TrafficCapture.write(file, 5, 7);

        CaptureDecoder.decode(List.of(file.toString()), null, InputStream.nullInputStream(), context());

        assertThat(events)
                .filteredOn(event -> event.getOutcome() == Outcome.ESTABLISHED && event.getRemotePort() == 443)
                .hasSizeGreaterThan(50)
                .allSatisfy(event -> {
                    assertThat(event.getHost()).matches("host[0-9]+\\.example\\.com");
                    assertThat(event.getHostSource()).isEqualTo(HostSource.TLS_SNI);
                    assertThat(event.getJa4()).startsWith("t13d0304h2_");
                    assertThat(event.getDeviceId()).startsWith("unknown-10.1.");
                });
        assertThat(events)
                .filteredOn(event -> event.getOutcome() == Outcome.UNANSWERED)
                .isNotEmpty();
        assertThat(events).filteredOn(event -> event.getRemotePort() == 3_478).isNotEmpty();
    }

    @Test
    void every_row_of_the_log_is_an_event() throws IOException {
        Path file = folder.resolve("conn.log");
        ConnLog.write(file, 2_000, 7);

        CaptureDecoder.decode(List.of(file.toString()), null, InputStream.nullInputStream(), context());

        assertThat(problems).isEmpty();
        assertThat(events).hasSize(2_000);
        assertThat(events.stream().map(DeviceConnection::getEventId).distinct()).hasSize(2_000);
        assertThat(events.stream().map(DeviceConnection::getOutcome).distinct())
                .containsExactlyInAnyOrder(Outcome.ESTABLISHED, Outcome.UNANSWERED);
    }

    @Test
    void the_same_seed_gives_the_same_bytes_and_another_one_others() throws IOException {
        for (String name : List.of("a", "b", "c")) {
            TrafficCapture.write(folder.resolve(name + ".pcap"), 1, name.equals("c") ? 2 : 1);
            ConnLog.write(folder.resolve(name + ".log"), 500, name.equals("c") ? 2 : 1);
        }

        for (String kind : List.of(".pcap", ".log")) {
            assertThat(folder.resolve("a" + kind)).hasSameBinaryContentAs(folder.resolve("b" + kind));
            assertThat(Files.mismatch(folder.resolve("a" + kind), folder.resolve("c" + kind)))
                    .isNotNegative();
        }
    }
}
