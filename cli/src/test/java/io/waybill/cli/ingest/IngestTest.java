package io.waybill.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.cli.Cli;
import io.waybill.embedded.EmbeddedStack;
import io.waybill.schemas.DeviceConnection;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code waybill ingest} as a process, beside a broker and a registry on loopback. */
@Tag("slow")
class IngestTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Of today, so that no broker takes them for old however long a test takes; in seconds. */
    private static final long BEGIN = System.currentTimeMillis() / 1_000 - 8 * 3_600;

    @TempDir
    static Path folder = Path.of("");

    private final List<IngestProcess> started = new ArrayList<>();
    private EmbeddedStack stack;
    private ConnectionTopic topic;
    private Path logs;
    private int lines;

    @BeforeEach
    void start(@TempDir Path data) throws IOException {
        stack = EmbeddedStack.start(data.resolve("kafka"));
        topic = ConnectionTopic.create(stack);
        logs = Files.createDirectories(data.resolve("logs"));
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (IngestProcess each : started) {
            each.kill();
        }
        stack.close();
    }

    private IngestProcess ingest(String... arguments) throws IOException {
        IngestProcess process = IngestProcess.start(stack, logs.getParent(), "ingest-" + started.size(), arguments);
        started.add(process);
        return process;
    }

    private IngestProcess follow() throws IOException {
        return ingest(logs.toString(), "--positions", positions().toString(), "--patience", "0");
    }

    private Path positions() {
        return logs.resolveSibling("positions.json");
    }

    private void header() throws IOException {
        append("#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n#open\t"
                + lines + "\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tconn_state\n");
    }

    private void rows(int count) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines++;
            text.append(BEGIN + lines)
                    .append(".0\tU")
                    .append(lines)
                    .append("\t10.0.0.")
                    .append(lines % 50)
                    .append("\t4000\t93.184.216.34\t443\ttcp\tSF\n");
        }
        append(text.toString());
    }

    private void append(String text) throws IOException {
        Files.writeString(logs.resolve("conn.log"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private Set<String> allIds() {
        return IntStream.rangeClosed(1, lines)
                .mapToObj(i -> "zeek-U" + i)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void awaitAll() {
        Awaitility.await("all rows are published")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(() -> assertThat(new TreeSet<>(topic.ids())).isEqualTo(allIds()));
    }

    @Test
    void killed_and_started_again_it_loses_nothing_and_repeats_under_the_same_ids() throws Exception {
        header();
        rows(3_000);
        IngestProcess first = follow();
        Awaitility.await("it is in the middle")
                .atMost(PATIENCE)
                .until(() -> !topic.ids().isEmpty());
        rows(20_000);
        first.kill();
        Files.move(logs.resolve("conn.log"), logs.resolve("conn.2026-03-02-10-00-00.log"));
        header();
        rows(500);

        IngestProcess second = follow();
        awaitAll();
        rows(100);
        awaitAll();
        assertThat(second.terminate()).as(second.said()).isEqualTo(143);
        assertThat(second.said()).contains("events published").doesNotContain("should not happen");
        List<DeviceConnection> published = topic.events();
        Map<String, Set<DeviceConnection>> byId = published.stream()
                .peek(event -> event.setCapture(""))
                .collect(Collectors.groupingBy(DeviceConnection::getEventId, Collectors.toSet()));
        assertThat(byId.values()).as("repeats are equal").allMatch(same -> same.size() == 1);

        IngestProcess third = follow();
        rows(1);
        awaitAll();
        third.terminate();
        assertThat(topic.events()).as("what is stored is not published again").hasSize(published.size() + 1);
    }

    @Test
    void netflow_comes_in_on_loopback_and_what_waits_goes_out_at_the_end() throws Exception {
        IngestProcess process =
                ingest("--netflow", "0", "--positions", positions().toString());
        Awaitility.await("it says where it listens")
                .atMost(PATIENCE)
                .until(() -> process.told().endsWith("\n"));
        String[] words = process.told().strip().split("[ :]+");
        assertThat(words[1]).isEqualTo("127.0.0.1");
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            byte[] flow = version5();
            socket.send(new DatagramPacket(
                    flow, flow.length, InetAddress.getLoopbackAddress(), Integer.parseInt(words[2])));
        }
        assertThat(process.terminate()).isEqualTo(143);
        assertThat(topic.events()).singleElement().satisfies(event -> {
            assertThat(event.getDeviceId()).isEqualTo("unknown-10.0.0.5");
            assertThat(event.getBytesSent()).isEqualTo(1_000);
        });
    }

    private static byte[] version5() {
        ByteBuffer datagram = ByteBuffer.allocate(24 + 48);
        datagram.putShort((short) 5).putShort((short) 1).putInt(60_000).putInt((int) BEGIN);
        datagram.position(24);
        datagram.put(new byte[] {10, 0, 0, 5}).put(new byte[] {93, (byte) 184, (byte) 216, 34});
        datagram.position(24 + 16);
        datagram.putInt(10)
                .putInt(1_000)
                .putInt(10_000)
                .putInt(20_000)
                .putShort((short) 40_000)
                .putShort((short) 443);
        datagram.put((byte) 0).put((byte) 0x1b).put((byte) 6);
        return datagram.array();
    }

    @Test
    void a_stream_on_standard_input_is_published_to_where_it_is_stopped() throws Exception {
        IngestProcess process = ingest("-", "--format", "jsonl", "--health-port", "0");
        OutputStream in = process.process().getOutputStream();
        in.write(("{\"eventId\":\"a1\",\"deviceId\":\"phone-1\",\"time\":" + BEGIN * 1_000
                        + ",\"transport\":\"TCP\",\"remoteIp\":\"42.62.48.1\",\"remotePort\":443}\n")
                .getBytes(StandardCharsets.UTF_8));
        in.flush();
        Awaitility.await("it is published while the stream is open")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(topic.ids()).containsExactly("a1"));
        assertThat(metrics(process))
                .contains("waybill_ingest_events_total 1.0", "waybill_ingest_bound_hits_total{bound=\"flows\"} 0.0");
        assertThat(process.terminate()).as(process.said()).isEqualTo(143);
        assertThat(process.said()).contains("1 events published");
    }

    private static String metrics(IngestProcess process) throws IOException, InterruptedException {
        Matcher port = Pattern.compile("metrics on port (\\d+)").matcher(process.said());
        assertThat(port.find()).as(process.said()).isTrue();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.group(1) + "/metrics"))
                .timeout(PATIENCE)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void once_publishes_captures_of_any_kind_with_the_fleets_files() throws Exception {
        Path events = logs.resolveSibling("events.jsonl");
        Files.writeString(
                events,
                "{\"eventId\":\"a1\",\"deviceId\":\"phone-1\",\"time\":" + BEGIN * 1_000 + ",\"transport\":\"TCP\"}\n"
                        + "{\"eventId\":\"broken\"}\n");
        Path inventory = logs.resolveSibling("phones.csv");
        Files.writeString(inventory, "device_id,manufacturer,model\nphone-1,Xiaomi,Redmi Note\n");

        Cli cli = Cli.run(
                "ingest",
                "--once",
                events.toString(),
                "--inventory",
                inventory.toString(),
                "--bootstrap-servers",
                stack.bootstrapServers(),
                "--registry",
                stack.registryUrl());

        assertThat(cli.code()).as(cli.err()).isEqualTo(1);
        assertThat(cli.err()).contains("events.jsonl: line 2", "1 events published");
        assertThat(topic.ids()).containsExactly("a1");
    }

    @Test
    void while_the_broker_is_away_it_waits_and_ends_in_time_when_asked() throws Exception {
        header();
        rows(10);
        IngestProcess process = follow();
        awaitAll();
        stack.close();
        rows(10);
        int code = process.terminate();
        assertThat(code).isEqualTo(143);
        assertThat(process.said()).doesNotContain("should not happen");
    }

    @Test
    void without_topics_it_says_how_to_make_them(@TempDir Path empty) throws IOException {
        try (EmbeddedStack bare = EmbeddedStack.start(empty)) {
            Cli cli = Cli.run(
                    "ingest",
                    logs.toString(),
                    "--bootstrap-servers",
                    bare.bootstrapServers(),
                    "--registry",
                    bare.registryUrl());
            assertThat(cli.code()).isEqualTo(3);
            assertThat(cli.err()).contains("waybill topics create");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|nothing to ingest",
                "- x|- is read alone",
                "- --netflow 0|- is read alone",
                "--once|nothing to ingest",
                "--once x --netflow 0|no --netflow",
                "x --format zeek|recognised by content",
                "- --format nonsense|unknown format 'nonsense'",
                "--netflow 70000|no port",
                "x --patience -1|0 or more seconds",
                "x --open-after 0|1 or more hours",
            })
    void wrong_usage_is_said_with_what_is_wrong(String arguments, String message) {
        List<String> all = new ArrayList<>(List.of("ingest"));
        if (arguments != null) {
            all.addAll(List.of(arguments.split(" ")));
        }
        Cli cli = Cli.run(all.toArray(String[]::new));
        assertThat(cli.code()).isEqualTo(2);
        assertThat(cli.err()).contains(message);
    }
}
