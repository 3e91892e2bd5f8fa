package io.waybill.captures.zeek;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.waybill.captures.CaptureDecoder;
import io.waybill.captures.Reading;
import io.waybill.schemas.DeviceConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder as Zeek's log rotation leaves it: an hour per file, packed, the current hour open. */
class HourlyLogsTest {
    private static final String ENDS = "ts uid id.orig_h id.orig_p id.resp_h id.resp_p";

    @TempDir
    private Path folder;

    private static String log(String path, String fields, String... rows) {
        StringBuilder log = new StringBuilder("#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n"
                + "#unset_field\t-\n#path\t" + path + "\n#fields\t" + fields.replace(' ', '\t') + "\n");
        for (String row : rows) {
            log.append(row.replace(' ', '\t')).append('\n');
        }
        return log.toString();
    }

    private static String conn(String... rows) {
        return log("conn", ENDS + " proto service duration conn_state orig_pkts resp_pkts made_up", rows);
    }

    private void packed(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
    }

    private Reading decode(List<String> arguments) throws IOException {
        Reading reading = new Reading();
        CaptureDecoder.decode(arguments, null, InputStream.nullInputStream(), reading.context());
        return reading;
    }

    private void day() throws IOException {
        packed(
                "2020-01-01/conn.00:00:00-01:00:00.log.gz",
                conn(
                        "10.0 A 10.0.0.5 1 1.1.1.1 443 tcp ssl 1 SF 1 1 x",
                        "20.0 B 10.0.0.5 2 2.2.2.2 80 tcp http 1 SF 1 1 y"));
        packed(
                "2020-01-01/conn.01:00:00-02:00:00.log.gz",
                conn(
                        "3610.0 C 10.0.0.5 3 3.3.3.3 443 udp quic 1 SF 1 1 -",
                        "30.0 D 10.0.0.5 4 4.4.4.4 9 tcp - 3590 SF 1 1 -"));
        packed(
                "2020-01-01/ssl.00:00:00-01:00:00.log.gz",
                log("ssl", ENDS + " server_name made_up", "10.1 A 10.0.0.5 1 1.1.1.1 443 a.example 1"));
        packed(
                "2020-01-01/http.00:00:00-01:00:00.log.gz",
                log("http", ENDS + " host", "20.1 B 10.0.0.5 2 2.2.2.2 80 b.example"));
        packed(
                "2020-01-01/quic.01:00:00-02:00:00.log.gz",
                log("quic", ENDS + " server_name", "3610.1 C 10.0.0.5 3 3.3.3.3 443 c.example"));
        packed(
                "2020-01-01/dns.00:00:00-01:00:00.log.gz",
                log(
                        "dns",
                        ENDS + " proto trans_id query qtype rcode answers TTLs",
                        "29.0 Q 10.0.0.5 9 10.0.0.1 53 udp 7 d.example 1 0 4.4.4.4 60.0"));
        packed("2020-01-01/weird.00:00:00-01:00:00.log.gz", log("weird", ENDS + " name", "1.0 - - - - - odd"));
        Files.writeString(
                folder.resolve("open_conn.log"),
                conn(
                        "3700.0 E 10.0.0.5 5 5.5.5.5 443 tcp ssl 5 S1 1 1 -",
                        "3700.0 E 10.0.0.5 5 5.5.5.5 443 tcp ssl 65 S1 8 9 -"));
        Files.writeString(
                folder.resolve("ssl.log"),
                log("ssl", ENDS + " server_name", "3700.1 E 10.0.0.5 5 5.5.5.5 443 e.example"));
    }

    @Test
    void areJoinedByUidOverHoursAndKinds() throws IOException {
        day();

        Reading reading = decode(List.of(folder.toString()));

        assertThat(reading.problems).isEmpty();
        assertThat(reading.events)
                .extracting(DeviceConnection::getEventId, DeviceConnection::getHost, DeviceConnection::getProtocol)
                .contains(
                        tuple("zeek-A", "a.example", "tls"),
                        tuple("zeek-B", "b.example", "http"),
                        tuple("zeek-C", "c.example", "quic"),
                        tuple("zeek-D", "d.example", null),
                        tuple("zeek-E", "e.example", "tls"));
        assertThat(reading.events)
                .filteredOn(event -> event.getEventId().equals("zeek-E"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getDurationMs()).isEqualTo(65_000);
                    assertThat(event.getPacketsReceived()).isEqualTo(9);
                });
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void theOrderOfTheFilesChangesNothing(long seed) throws IOException {
        day();
        List<String> files = new ArrayList<>();
        try (var paths = Files.walk(folder)) {
            paths.filter(Files::isRegularFile)
                    .filter(path -> !path.toString().contains("weird"))
                    .map(Path::toString)
                    .forEach(files::add);
        }
        Collections.shuffle(files, new Random(seed));

        assertThat(names(decode(files))).as("seed %d", seed).isEqualTo(names(decode(List.of(folder.toString()))));
    }

    private static List<String> names(Reading reading) {
        return reading.events.stream()
                .map(event -> event.getEventId() + " " + event.getHost() + " " + event.getDurationMs())
                .sorted()
                .toList();
    }

    @Test
    void aPackedHourThatIsCutGivesWhatItHolds() throws IOException {
        day();
        Path hour = folder.resolve("2020-01-01/conn.01:00:00-02:00:00.log.gz");
        byte[] whole = Files.readAllBytes(hour);
        Files.write(hour, Arrays.copyOf(whole, whole.length - 12));

        Reading reading = decode(List.of(folder.toString()));

        assertThat(reading.events).extracting(DeviceConnection::getEventId).contains("zeek-A", "zeek-B", "zeek-E");
        assertThat(reading.described())
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem).contains("conn.01:00:00-02:00:00.log.gz"));
    }
}
