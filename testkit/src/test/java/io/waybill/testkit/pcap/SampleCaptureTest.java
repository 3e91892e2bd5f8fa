package io.waybill.testkit.pcap;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.CaptureDecoder;
import io.waybill.captures.DecodeSettings;
import io.waybill.captures.ReadContext;
import io.waybill.captures.reference.Inventory;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.HostSource;
import io.waybill.schemas.Outcome;
import io.waybill.testkit.SimulationParameters;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample capture, read by our own decoder. */
class SampleCaptureTest {

    @TempDir
    private static Path folder;

    private static final List<DeviceConnection> EVENTS = new ArrayList<>();
    private static final List<String> PROBLEMS = new ArrayList<>();

    @BeforeAll
    static void decode() throws IOException {
        SampleCapture.write(folder);
        Inventory inventory =
                Inventory.read(folder.resolve(SampleCapture.INVENTORY), problem -> PROBLEMS.add(problem.describe()));
        ReadContext context = new ReadContext(
                inventory.addressBook(),
                inventory.identifiers(),
                EVENTS::add,
                problem -> PROBLEMS.add(problem.describe()),
                DecodeSettings.DEFAULTS);
        CaptureDecoder.decode(
                List.of(folder.resolve(SampleCapture.CAPTURE).toString()),
                null,
                new ByteArrayInputStream(new byte[0]),
                context);
    }

    @Test
    void hasTheSameBytesEachTime(@TempDir Path other) throws IOException {
        SampleCapture.write(other);

        assertThat(other.resolve(SampleCapture.CAPTURE)).hasSameBinaryContentAs(folder.resolve(SampleCapture.CAPTURE));
    }

    @Test
    void decodesWithoutAProblem() {
        assertThat(PROBLEMS).isEmpty();
        assertThat(EVENTS).hasSizeGreaterThan(300);
        assertThat(EVENTS)
                .allSatisfy(event -> assertThat(event.getTime())
                        .isBetween(
                                SimulationParameters.BEGIN.plusSeconds(9 * 3600),
                                SimulationParameters.BEGIN.plusSeconds(11 * 3600 + 60)));
    }

    @Test
    void knowsEveryPhoneByTheInventory() {
        assertThat(devices(event -> true))
                .containsExactlyInAnyOrder("sample-redmi-note", "sample-mi-4", "sample-galaxy-s21", "sample-pixel-7");
    }

    @Test
    void carriesNamesInEveryWayPhonesShowThem() {
        assertThat(hosts(HostSource.TLS_SNI))
                .contains("graph.facebook.com", "en.wikipedia.org", "android.clients.google.com");
        assertThat(hosts(HostSource.QUIC_SNI)).contains("www.google.com", "i.ytimg.com");
        assertThat(hosts(HostSource.HTTP_HOST)).contains("connectivitycheck.gstatic.com");
    }

    @Test
    void hasOnePhoneCallingInVain() {
        Predicate<DeviceConnection> beijing = event -> event.getRemoteIp() != null
                && event.getRemoteIp().remaining() == 4
                && (event.getRemoteIp().get(0) & 255) == 42;

        assertThat(devices(beijing)).containsExactly("sample-redmi-note");
        assertThat(EVENTS.stream().filter(beijing))
                .hasSizeBetween(20, 28)
                .allMatch(event -> event.getOutcome() == Outcome.UNANSWERED && event.getPacketsSent() == 3);
    }

    private static Set<String> devices(Predicate<DeviceConnection> which) {
        return EVENTS.stream().filter(which).map(DeviceConnection::getDeviceId).collect(Collectors.toSet());
    }

    private static Set<String> hosts(HostSource source) {
        return EVENTS.stream()
                .filter(event -> event.getHostSource() == source)
                .map(event -> String.valueOf(event.getHost()))
                .collect(Collectors.toSet());
    }
}
