package io.waybill.captures.zeek;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.captures.Bound;
import io.waybill.captures.CaptureInput;
import io.waybill.captures.DecodeSettings;
import io.waybill.captures.Reading;
import io.waybill.schemas.DeviceConnection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rounds in which logs are read: what is joined, told once, reported once, and what is so beyond a bound. */
class ZeekReadingTest {
    private static final String CONN = log("conn", "proto", "1.0 A 10.0.0.5 1 9.9.9.9 443 tcp");
    private static final String SSL = log("ssl", "server_name", "1.0 A 10.0.0.5 1 9.9.9.9 443 a.example");

    private static String log(String path, String fields, String... rows) {
        return ("#path " + path + "\n#fields ts uid id.orig_h id.orig_p id.resp_h id.resp_p " + fields + "\n"
                        + String.join("\n", rows) + "\n")
                .replace(' ', '\t');
    }

    private static Reading read(int maxJoinRows, CaptureInput... inputs) throws IOException {
        Reading reading = new Reading();
        DecodeSettings d = DecodeSettings.DEFAULTS;
        reading.settings = new DecodeSettings(
                d.maxFlows(), d.tcpIdleMillis(), d.udpIdleMillis(), d.maxStreamBytes(), 300, 100, 100, maxJoinRows);
        return reading.read(new ZeekFormat(), inputs);
    }

    private static CaptureInput stream(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return new CaptureInput("-", -1, () -> new ByteArrayInputStream(bytes));
    }

    private static List<String> told(Reading reading) {
        return reading.events.stream()
                .map(event -> event.getEventId() + " " + event.getHost())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void logsOneBehindTheOtherOnAStreamAreJoined(boolean connFirst) throws IOException {
        Reading reading = read(100, stream(connFirst ? CONN + SSL : SSL + CONN));

        assertThat(reading.described()).isEmpty();
        assertThat(told(reading)).containsExactly("zeek-A a.example");
    }

    @Test
    void rowsOfAFileThatItsHeaderDoesNotTellOfAreReported() throws IOException {
        Reading reading = read(100, Reading.input("f", CONN + SSL));

        assertThat(reading.described())
                .singleElement()
                .asString()
                .startsWith("f: its rows of [SSL] stand behind those of another log");
        assertThat(told(reading)).containsExactly("zeek-A null");
        Reading joined = read(100, Reading.input("f", SSL + CONN));
        assertThat(joined.described()).isEmpty();
        assertThat(told(joined)).containsExactly("zeek-A a.example");
    }

    @Test
    void aStreamsBrokenRowsAreReportedOnceWhateverLogTheyAreOf() throws IOException {
        Reading reading = read(100, stream(SSL + CONN + "1.0\tB\n" + SSL + "1.0\tB\n"));

        assertThat(reading.described())
                .containsExactly("-: line 7: 2 values under a header of 7", "-: line 11: 2 values under a header of 7");
    }

    @Test
    void aStreamIsKeptUntilItIsReadAndNoLonger() throws IOException {
        Rereadable inputs = new Rereadable(List.of(stream("text"), Reading.input("f", "file")));
        CaptureInput kept = inputs.inputs().get(0);

        for (int time = 1; time <= 2; time++) {
            try (InputStream in = kept.source().open()) {
                assertThat(in.readAllBytes()).asString().isEqualTo("text");
            }
        }
        assertThat(kept.sizeBytes()).isEqualTo(4);
        inputs.close();
        assertThatThrownBy(() -> kept.source().open()).isInstanceOf(NoSuchFileException.class);
        assertThat(inputs.wasStream(kept)).isTrue();
        assertThat(inputs.wasStream(inputs.inputs().get(1))).isFalse();
    }

    @Test
    void leasesThatAreNotTakenAreCountedAndReported() throws IOException {
        Reading reading = new Reading();
        reading.devices = SideNamesTest.leasing(new ArrayList<>(), false);
        String dhcp = "#path\tdhcp\n#fields\tts\tmac\tassigned_addr\n1.0\t00:1b:44:11:3a:b7\t10.0.0.7\n";
        reading.read(new ZeekFormat(), Reading.input("dhcp.log", dhcp));

        assertThat(reading.bounds).hasToString("leases 1");
        assertThat(reading.described())
                .singleElement()
                .asString()
                .startsWith("dhcp.log: 1 leases were not taken: over the bound of 4000000");
    }

    /** Rows of dns are looked at for names, and again where no connection has their uid. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "conn, proto, 1.0 B 10.0.0.5 1 9.9.9.9 99999 tcp",
        "dns, query, 1.0 B 10.0.0.5 1 9.9.9.9 99999 b.example",
        "ssl, server_name, 1.0 B 10.0.0.5 1 9.9.9.9 99999 b.example",
        "ssl, server_name, 1.0 B 10.0.0.5",
        "weird, server_name, 1.0 B 10.0.0.5",
        "made_up, name, #comment",
    })
    void whatCannotBeUsedIsReportedOnce(String path, String fields, String row) throws IOException {
        String good = "1.0 G 10.0.0.5 1 9.9.9.9 443 " + (path.equals("conn") ? "tcp" : "g.example");

        Reading reading = read(100, Reading.input("f", log(path, fields, good, row, good.replace("G", "H"))));

        boolean used = !path.equals("weird") && !path.equals("made_up");
        assertThat(reading.described())
                .hasSize(used ? 1 : 0)
                .allSatisfy(problem -> assertThat(problem).startsWith("f: line 4: "));
        assertThat(reading.events).hasSize(used ? 2 : 0);
    }

    @ParameterizedTest(name = "{0} bytes: {1} events")
    @CsvSource({"300, 2", "301, 1"})
    void aRowHasABound(int bytes, int events) throws IOException {
        String row = "1.0 L 10.0.0.5 1 9.9.9.9 443 ";
        String text = log("conn", "proto", row + "x".repeat(bytes - row.length()), "1.0 A 10.0.0.5 1 9.9.9.9 443 tcp");
        String json =
                "{\"_path\":\"conn\",\"uid\":\"L\",\"ts\":1.0,\"id.orig_h\":\"10.0.0.5\",\"id.resp_h\":\"9.9.9.9\",\"x\":\"";
        json += "x".repeat(bytes - json.length() - 2) + "\"}";

        Reading ofText = read(100, Reading.input("f", text));
        Reading ofJson = read(
                100,
                Reading.input("f", json + "\n" + json.replace("\"L\"", "\"A\"").replace("xx", "") + "\n"));

        for (Reading reading : List.of(ofText, ofJson)) {
            assertThat(reading.events).hasSize(events);
            assertThat(reading.described())
                    .hasSize(2 - events)
                    .allSatisfy(problem -> assertThat(problem).endsWith("longer than 300 bytes"));
        }
    }

    @Test
    void aConnectionIsToldOnceFromWhereItIsToldBest() throws IOException {
        String fields = "proto duration";
        Reading reading = read(
                100,
                Reading.input("conn.log", log("conn", fields, "1.0 A 10.0.0.5 1 9.9.9.9 443 tcp 5")),
                Reading.input("conn2.log", log("conn", fields, "1.0 A 10.0.0.5 1 9.9.9.9 443 tcp 6")),
                Reading.input(
                        "open_conn.log",
                        log(
                                "conn",
                                fields,
                                "1.0 A 10.0.0.5 1 9.9.9.9 443 tcp 1",
                                "1.0 B 10.0.0.5 1 9.9.9.9 443 tcp 2",
                                "1.0 - 10.0.0.5 1 9.9.9.9 443 tcp 4",
                                "1.0 B 10.0.0.5 1 9.9.9.9 443 tcp 3")));

        assertThat(reading.events)
                .extracting(event -> event.getEventId() + " " + event.getDurationMs())
                .containsExactly("zeek-A 5000", "zeek-1.0-10.0.0.5-1-9.9.9.9-443-5 4000", "zeek-B 3000");
    }

    @Test
    void beyondTheBoundNamesAnswersAndRepeatsAreCounted() throws IOException {
        String conn = log(
                "conn",
                "proto",
                "1.0 A 10.0.0.5 1 9.9.9.9 443 tcp",
                "1.0 B 10.0.0.5 1 9.9.9.9 443 tcp",
                "1.0 C 10.0.0.5 1 9.9.9.9 443 tcp",
                "1.0 C 10.0.0.5 1 9.9.9.9 443 tcp",
                "1.0 A 10.0.0.5 1 9.9.9.9 443 tcp");
        String dns = log(
                "dns",
                "query answers",
                "1.0 D 10.0.0.5 1 9.9.9.9 53 a.example 1.1.1.1,1.1.1.2,1.1.1.3",
                "1.0 E 10.0.0.5 1 9.9.9.9 53 b.example -",
                "1.0 F 10.0.0.5 1 9.9.9.9 53 c.example -");
        Reading reading = read(2, Reading.input("conn.log", conn), Reading.input("dns.log", dns));

        assertThat(reading.bounds.of(Bound.NAMES)).isEqualTo(1);
        assertThat(reading.bounds.of(Bound.DNS_ANSWERS)).isEqualTo(1);
        assertThat(reading.bounds.of(Bound.REPEATS)).isEqualTo(4);
        assertThat(reading.bounds.of(Bound.LEASES)).isZero();
        assertThat(reading.described())
                .containsExactly(
                        "conn.log: 1 rows of ssl, http, quic and dns logs were not joined: over the bound of 2 at once;"
                                + " give fewer logs at a time",
                        "conn.log: 1 DNS answers were not remembered: over the bound of 2 at once; give fewer logs at a time");
        assertThat(reading.events)
                .extracting(DeviceConnection::getEventId)
                .containsExactly("zeek-A", "zeek-B", "zeek-C", "zeek-C", "zeek-D", "zeek-E");
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
            nullValues = "null",
            value = {
                "ssl, server_name, A.example, tls, TLS_SNI a.example",
                "quic, server_name, a.example, quic, QUIC_SNI a.example",
                "http, host, a.example:80, http, HTTP_HOST a.example",
                "dns, query, a.example, dns, DNS a.example",
                "ssl, cipher, x, tls, NONE null",
            })
    void rowsWithoutUidAreJoinedWithNothingAndNameThemselves(
            String path, String field, String value, String protocol, String name) throws IOException {
        String other = log(path, field, "1.0 - 10.0.0.5 1 9.9.9.9 443 " + value);
        Reading reading = read(100, Reading.input("other.log", other), Reading.input("conn.log", CONN));

        assertThat(told(reading)).hasSize(2).contains("zeek-A null");
        DeviceConnection event = reading.events.get(1);
        assertThat(event.getEventId()).isEqualTo("zeek-1.0-10.0.0.5-1-9.9.9.9-443-3");
        assertThat(event.getHostSource() + " " + event.getHost()).isEqualTo(name);
        assertThat(event.getProtocol()).isEqualTo(protocol);
    }

    @Test
    void aRowWithoutUidAndNameIsNamedByTheDevicesAnswers() throws IOException {
        String dns = log("dns", "query answers", "1.0 D 10.0.0.5 1 9.9.9.9 53 d.example 1.1.1.1");
        String ssl = log("ssl", "cipher", "2.0 - 10.0.0.5 1 1.1.1.1 443 x");

        assertThat(told(read(100, Reading.input("f", dns + ssl))))
                .contains("zeek-2.0-10.0.0.5-1-1.1.1.1-443-6 d.example");
    }

    @Test
    void aLogWhoseUidsAllHaveTheirConnectionGivesNothingMore() throws IOException {
        Reading reading = read(100, Reading.input("ssl.log", SSL + SSL), Reading.input("conn.log", CONN));

        assertThat(told(reading)).containsExactly("zeek-A a.example");
        assertThat(told(read(100, Reading.input("ssl.log", SSL + SSL)))).containsExactly("zeek-A a.example");
    }
}
