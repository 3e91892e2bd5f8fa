package io.waybill.captures.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.waybill.captures.BadRecordException;
import io.waybill.captures.CaptureFormat;
import io.waybill.captures.DecodeSettings;
import io.waybill.captures.Reading;
import io.waybill.captures.eve.EveFormat;
import io.waybill.captures.eve.EveJoin;
import io.waybill.captures.live.GrowingLog;
import io.waybill.captures.live.LogJoin;
import io.waybill.captures.text.LineReader;
import io.waybill.captures.zeek.ZeekFormat;
import io.waybill.captures.zeek.ZeekJoin;
import io.waybill.schemas.DeviceConnection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Logs of any bytes, followed while they grow: the first byte says where the second log begins. Nothing is thrown, what is told
 * is complete and told once, and no connection is told that reading the same logs as files would not tell.
 */
class LiveReadersFuzzTest {
    private static final int MAX_LINE = 64 * 1024;

    static Stream<byte[]> zeekLogs() {
        String ssl = "#path\tssl\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tserver_name\n"
                + "1.5\tC1\t10.0.0.5\t4242\t9.9.9.9\t443\texample.com\n";
        String conn = "#path\tconn\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tconn_state\n"
                + "1.0\tC1\t10.0.0.5\t4242\t9.9.9.9\t443\ttcp\tSF\nnonsense\n";
        return Stream.of(two(ssl, conn), two(conn, ssl));
    }

    static Stream<byte[]> eveLogs() {
        String start = "{\"timestamp\":\"2024-05-01T12:00:00.000000+0000\",\"flow_id\":7,\"src_ip\":\"10.0.0.5\","
                + "\"src_port\":4242,\"dest_ip\":\"9.9.9.9\",\"dest_port\":443,\"proto\":\"TCP\",\"event_type\":";
        String tls = start + "\"tls\",\"tls\":{\"sni\":\"example.com\"}}\n";
        String flow = start + "\"flow\",\"flow\":{\"pkts_toserver\":3,\"bytes_toserver\":180,\"state\":\"closed\","
                + "\"start\":\"2024-05-01T12:00:00.000000+0000\"}}\n";
        return Stream.of(two(tls + flow, tls), two(flow, "{"));
    }

    private static byte[] two(String first, String second) {
        byte[] both = (" " + first + second).getBytes(StandardCharsets.UTF_8);
        both[0] = (byte) Math.min(255, first.length());
        return both;
    }

    private static Reading bounded() {
        Reading reading = new Reading();
        reading.settings = new DecodeSettings(1_000, 60_000, 60_000, 4_096, MAX_LINE, 100, 100, 1_000);
        return reading;
    }

    @MethodSource("zeekLogs")
    @FuzzTest(maxDuration = "2m")
    void zeek(byte[] content) throws IOException {
        Reading live = bounded();
        follow(new ZeekJoin(live.context(), Clock.systemUTC(), Duration.ZERO, Duration.ofHours(1)), content);
        complete(live, new ZeekFormat(), content);
    }

    @MethodSource("eveLogs")
    @FuzzTest(maxDuration = "2m")
    void eve(byte[] content) throws IOException {
        Reading live = bounded();
        follow(new EveJoin(live.context()), content);
        complete(live, new EveFormat(), content);
    }

    private static int middle(byte[] content) {
        return content.length == 0 ? 0 : 1 + Math.min(content.length - 1, content[0] & 0xff);
    }

    private static void follow(LogJoin join, byte[] content) throws IOException {
        int middle = middle(content);
        follow(join, join.open("a.log"), Arrays.copyOfRange(content, Math.min(1, middle), middle));
        follow(join, join.open("b.log"), Arrays.copyOfRange(content, middle, content.length));
        join.caughtUp();
        assertThat(join.boundHits()).isNotNegative();
    }

    private static void follow(LogJoin join, GrowingLog log, byte[] content) throws IOException {
        LineReader lines = new LineReader(new ByteArrayInputStream(content), MAX_LINE);
        long number = 0;
        while (lines.next()) {
            number++;
            try {
                log.take(lines, number, number % 5 == 0);
            } catch (BadRecordException e) {
                assertThat(e.reason()).isNotEmpty();
            }
            assertThat(log.settledLines()).isBetween(0L, number);
        }
        join.caughtUp();
        assertThat(log.settledLines()).as("nothing waits any more").isBetween(0L, number);
        log.close();
    }

    private static void complete(Reading live, CaptureFormat format, byte[] content) throws IOException {
        assertThat(live.events).allSatisfy(event -> {
            assertThat(event.getEventId()).isNotNull();
            assertThat(event.getDeviceId()).isNotNull();
            assertThat(event.getTime()).isNotNull();
        });
        int middle = middle(content);
        Reading files = bounded()
                .read(
                        format,
                        Reading.input("a.log", Arrays.copyOfRange(content, Math.min(1, middle), middle)),
                        Reading.input("b.log", Arrays.copyOfRange(content, middle, content.length)));
        Set<Object> told = new HashSet<>(destinations(files));
        assertThat(told).containsAll(destinations(live));
    }

    private static Set<Object> destinations(Reading reading) {
        return reading.events.stream().map(DeviceConnection::getRemoteIp).collect(Collectors.toSet());
    }
}
