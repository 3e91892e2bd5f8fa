package io.waybill.captures.zeek;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.captures.Addresses;
import io.waybill.captures.CaptureDecoder;
import io.waybill.captures.DecodeSummary;
import io.waybill.captures.Reading;
import io.waybill.captures.SharedData;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Logs of others, with what is known about them. */
class ZeekRealLogsTest {

    /** What Zeek's baselines have in place of a time. */
    private static final String BLOTTED_TIME = "X".repeat(10) + "." + "X".repeat(6);

    private final Reading reading = new Reading();

    private DecodeSummary decode(Path... inputs) throws IOException {
        List<String> arguments = Stream.of(inputs).map(Path::toString).toList();
        return CaptureDecoder.decode(arguments, null, InputStream.nullInputStream(), reading.context());
    }

    private static String remote(DeviceConnection event) {
        return Addresses.text(event.getRemoteIp().array()) + ":" + event.getRemotePort();
    }

    private static long rows(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> !line.startsWith("#") && !line.isBlank())
                    .count();
        }
    }

    @Test
    void njRatContactsAreCountedOnceThoughTheLogIsThereTwice() throws IOException {
        Path folder = SharedData.path("stratosphere/001-zeek-scenario-malicious");

        DecodeSummary summary = decode(folder);

        assertThat(reading.problems).isEmpty();
        assertThat(summary.passedOver()).isEqualTo(1);
        assertThat(reading.events).hasSize((int) rows(folder.resolve("conn.log")));
        long contacts = reading.events.stream()
                .filter(event -> remote(event).equals("41.108.179.197:1177"))
                .filter(event -> event.getOutcome() == Outcome.UNANSWERED)
                .count();
        assertThat(contacts)
                .as("of the 244 rows labelled as command and control, those to this address")
                .isEqualTo(237);
    }

    @Test
    void aDayOfLabelledLogsIsReadWithItsNames() throws IOException {
        Path folder = SharedData.path("stratosphere/012-zeek-mixed/data");

        decode(folder);

        assertThat(reading.problems).isEmpty();
        long conns = rows(folder.resolve("conn.log.labeled"));
        assertThat(reading.events.stream().map(DeviceConnection::getEventId).distinct())
                .hasSize(reading.events.size());
        assertThat((long) reading.events.size()).isGreaterThanOrEqualTo(conns);
        Map<String, Long> sources = reading.events.stream()
                .collect(Collectors.groupingBy(
                        event -> event.getHostSource().name(), TreeMap::new, Collectors.counting()));
        assertThat(sources).containsKeys("TLS_SNI", "HTTP_HOST");
    }

    @Test
    void commandAndControlInsidePrivateNetworksIsThere() throws IOException {
        Path day1 = SharedData.path("otrf/datasets/compound/apt29/day1/zeek/combined_zeek.log");
        decode(day1);
        assertThat(reading.problems).isEmpty();
        assertThat(reading.events)
                .filteredOn(event -> event.getDeviceId().equals("unknown-10.0.1.6")
                        && remote(event).equals("192.168.0.4:8443"))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.getProtocol()).isIn("tls", null));
        assertThat(reading.events.stream().map(DeviceConnection::getEventId).distinct())
                .hasSize(reading.events.size());
    }

    /** The same rows as text: what the JSON says under the names of a header. */
    private static String asText(Path json, String path, List<String> fields) throws IOException {
        StringBuilder text = new StringBuilder("#separator \\x09\n#unset_field\t-\n#empty_field\t(empty)\n#path\t"
                + path + "\n#fields\t" + String.join("\t", fields) + "\n");
        ObjectMapper mapper = new ObjectMapper();
        for (String line : Files.readAllLines(json)) {
            JsonNode node = mapper.readTree(line);
            List<String> cells = new ArrayList<>();
            for (String field : fields) {
                JsonNode value = node.path(field);
                if (value.isMissingNode()) {
                    cells.add("-");
                } else if (value.isArray()) {
                    List<String> elements = new ArrayList<>();
                    value.forEach(element -> elements.add(element.asText()));
                    cells.add(elements.isEmpty() ? "(empty)" : String.join(",", elements));
                } else {
                    cells.add(
                            value.isBoolean()
                                    ? value.asBoolean() ? "T" : "F"
                                    : value.isNumber() ? value.decimalValue().toPlainString() : value.asText());
                }
            }
            text.append(String.join("\t", cells)).append('\n');
        }
        return text.toString();
    }

    @Test
    void jsonAndTextOfTheSameRowsGiveTheSameEvents() throws IOException {
        Path folder = SharedData.path("rita/json_with_all_fields");
        Reading json = new Reading()
                .read(
                        new ZeekFormat(),
                        Reading.input("conn.log", Files.readAllBytes(folder.resolve("conn.log"))),
                        Reading.input("dns.log", Files.readAllBytes(folder.resolve("dns.log"))),
                        Reading.input("ssl.log", Files.readAllBytes(folder.resolve("ssl.log"))),
                        Reading.input("open_conn.log", Files.readAllBytes(folder.resolve("open_conn.log"))),
                        Reading.input("open_ssl.log", Files.readAllBytes(folder.resolve("open_ssl.log"))),
                        Reading.input("http.log", Files.readAllBytes(folder.resolve("http.log"))));
        List<String> id = List.of("ts", "uid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p");
        List<String> conn = Stream.concat(
                        id.stream(),
                        Stream.of(
                                "proto",
                                "service",
                                "duration",
                                "orig_bytes",
                                "resp_bytes",
                                "conn_state",
                                "orig_pkts",
                                "orig_ip_bytes",
                                "resp_pkts",
                                "resp_ip_bytes"))
                .toList();
        List<String> ssl = Stream.concat(id.stream(), Stream.of("version", "server_name", "established"))
                .toList();
        Reading text = new Reading()
                .read(
                        new ZeekFormat(),
                        Reading.input("conn.log", asText(folder.resolve("conn.log"), "conn", conn)),
                        Reading.input(
                                "dns.log",
                                asText(
                                        folder.resolve("dns.log"),
                                        "dns",
                                        Stream.concat(
                                                        id.stream(),
                                                        Stream.of(
                                                                "proto",
                                                                "trans_id",
                                                                "query",
                                                                "qtype",
                                                                "rcode",
                                                                "answers",
                                                                "TTLs"))
                                                .toList())),
                        Reading.input("ssl.log", asText(folder.resolve("ssl.log"), "ssl", ssl)),
                        Reading.input("open_conn.log", asText(folder.resolve("open_conn.log"), "open_conn", conn)),
                        Reading.input("open_ssl.log", asText(folder.resolve("open_ssl.log"), "open_ssl", ssl)),
                        Reading.input(
                                "http.log",
                                asText(
                                        folder.resolve("http.log"),
                                        "http",
                                        Stream.concat(
                                                        id.stream(),
                                                        Stream.of("trans_depth", "method", "host", "status_code"))
                                                .toList())));

        assertThat(json.problems).isEmpty();
        assertThat(text.problems).isEmpty();
        text.events.forEach(event -> event.setPosition(event.getPosition() - 5));
        assertThat(json.events).isNotEmpty().isEqualTo(text.events);
        assertThat(json.events).anyMatch(event -> "lptag.liveperson.net".equals(event.getHost()));
    }

    @Test
    void truncatedLogsGiveTheRowsTheyHoldAndOneProblemEach() throws IOException {
        Path folder = SharedData.path("rita/truncated");

        decode(folder.resolve("conn.log"), folder.resolve("conn_json.log"), folder.resolve("conn_top.log"));

        assertThat(reading.events).hasSizeGreaterThan(10);
        assertThat(reading.described())
                .anySatisfy(p -> assertThat(p).contains("conn.log: line", "values under a header of"));
        assertThat(reading.described()).anySatisfy(p -> assertThat(p).contains("conn_json.log: line", "not JSON"));
        assertThat(reading.described()).anySatisfy(p -> assertThat(p).contains("conn_top.log: not a capture"));
    }

    @Test
    void unknownFieldsAreToleratedAndTextIsNoCapture() throws IOException {
        decode(SharedData.path("rita/has_unknown_field/http.log"), SharedData.path("rita/text_file/conn.log"));

        assertThat(reading.events).extracting(DeviceConnection::getPosition).containsExactly(10L, 12L, 13L);
        assertThat(reading.described())
                .satisfiesExactly(
                        p -> assertThat(p).contains("text_file/conn.log: not a capture"),
                        p -> assertThat(p).contains("http.log: line 9: 29 values under a header of 30"));
    }

    /** Zeek's own expected logs; their times are blanked out, so they get one. */
    @Test
    void everyConnectionOfZeeksOwnBaselinesIsRead() throws IOException {
        Path baselines = SharedData.path("zeek/Baseline");
        List<Path> logs;
        try (Stream<Path> files = Files.walk(baselines)) {
            logs = files.filter(file -> file.getFileName().toString().matches("conn.*\\.log"))
                    .sorted()
                    .toList();
        }
        assertThat(logs).hasSizeGreaterThan(20);
        for (Path log : logs) {
            String text = Files.readString(log, StandardCharsets.ISO_8859_1).replace(BLOTTED_TIME, "1400000000.000001");
            Reading one = new Reading();
            ZeekFormat format = new ZeekFormat();
            if (format.recognises(text.getBytes(StandardCharsets.ISO_8859_1), log.toString())) {
                one.read(format, Reading.input("conn.log", text.getBytes(StandardCharsets.ISO_8859_1)));
                assertThat(one.described()).as(log.toString()).isEmpty();
                long uids = text.lines()
                        .filter(line -> line.startsWith("1400000000"))
                        .map(line -> line.split("\t")[1])
                        .distinct()
                        .count();
                assertThat(one.events).as(log.toString()).hasSize((int) uids);
            }
        }
    }
}
