package io.waybill.captures.zeek;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.waybill.captures.Addresses;
import io.waybill.captures.CaptureInput;
import io.waybill.captures.DecodeSettings;
import io.waybill.captures.InputProblem;
import io.waybill.captures.Reading;
import io.waybill.captures.reference.Inventory;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.HostSource;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.Transport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZeekFormatTest {
    private static final String CONN_FIELDS =
            "ts uid id.orig_h id.orig_p id.resp_h id.resp_p proto service duration orig_bytes resp_bytes conn_state"
                    + " orig_pkts orig_ip_bytes resp_pkts resp_ip_bytes";

    private static CaptureInput tsv(String path, String fields, String... rows) {
        return Reading.input(path + ".log", tsvText(path, fields, rows));
    }

    private static String tsvText(String path, String fields, String... rows) {
        StringBuilder log =
                new StringBuilder("#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n");
        log.append("#path\t")
                .append(path)
                .append("\n#fields\t")
                .append(fields.replace(' ', '\t'))
                .append('\n');
        for (String row : rows) {
            log.append(row.replace(' ', '\t')).append('\n');
        }
        return log.append("#close\t2020-01-01-00-00-00\n").toString();
    }

    private static String host(DeviceConnection event) {
        return event.getHostSource() + " " + event.getHost();
    }

    @Test
    void aConnRowBecomesAnEvent() throws IOException {
        Reading reading = new Reading()
                .read(
                        new ZeekFormat(),
                        tsv(
                                "conn",
                                CONN_FIELDS,
                                "1407628800.123999 CHhAvV 10.0.0.5 40000 42.62.48.1 443 tcp ssl 2.5 100 200 SF 7 464 8 616"));

        assertThat(reading.problems).isEmpty();
        DeviceConnection event = reading.events.get(0);
        assertThat(event.getEventId()).isEqualTo("zeek-CHhAvV");
        assertThat(event.getDeviceId()).isEqualTo("unknown-10.0.0.5");
        assertThat(event.getTime()).isEqualTo(Instant.ofEpochMilli(1_407_628_800_123L));
        assertThat(event.getDurationMs()).isEqualTo(2_500);
        assertThat(event.getTransport()).isEqualTo(Transport.TCP);
        assertThat(Addresses.text(event.getRemoteIp().array())).isEqualTo("42.62.48.1");
        assertThat(event.getRemotePort()).isEqualTo(443);
        assertThat(event.getProtocol()).isEqualTo("tls");
        assertThat(event.getBytesSent()).isEqualTo(464);
        assertThat(event.getBytesReceived()).isEqualTo(616);
        assertThat(event.getPacketsSent()).isEqualTo(7);
        assertThat(event.getPacketsReceived()).isEqualTo(8);
        assertThat(event.getOutcome()).isEqualTo(Outcome.ESTABLISHED);
        assertThat(event.getCapture()).isEqualTo("conn.log");
        assertThat(event.getPosition()).isEqualTo(7);
        assertThat(event.getHostSource()).isEqualTo(HostSource.NONE);
    }

    @Test
    void namesComeFromOtherLogsByUidThenFromTheDevicesOwnAnswers() throws IOException {
        Reading reading = new Reading()
                .read(
                        new ZeekFormat(),
                        tsv(
                                "conn",
                                CONN_FIELDS,
                                "100.0 A 10.0.0.5 1 1.1.1.1 443 tcp ssl 1 1 1 SF 1 1 1 1",
                                "100.0 B 10.0.0.5 2 1.1.1.1 80 tcp http 1 1 1 SF 1 1 1 1",
                                "100.0 C 10.0.0.5 3 1.1.1.1 443 udp quic 1 1 1 SF 1 1 1 1",
                                "100.0 D 10.0.0.5 4 2.2.2.2 443 tcp - 1 1 1 SF 1 1 1 1",
                                "100.0 E 10.0.0.6 5 2.2.2.2 443 tcp - 1 1 1 SF 1 1 1 1",
                                "10.0 F 10.0.0.5 6 2.2.2.2 443 tcp - 1 1 1 SF 1 1 1 1",
                                "400.0 G 10.0.0.5 7 2.2.2.2 443 tcp - 1 1 1 SF 1 1 1 1"),
                        tsv(
                                "ssl",
                                "ts uid id.orig_h id.orig_p id.resp_h id.resp_p version server_name established",
                                "100.1 A 10.0.0.5 1 1.1.1.1 443 TLSv13 API.Example.com T"),
                        tsv(
                                "http",
                                "ts uid id.orig_h id.orig_p id.resp_h id.resp_p trans_depth method host",
                                "100.1 B 10.0.0.5 2 1.1.1.1 80 1 GET www.example.com:80",
                                "100.2 B 10.0.0.5 2 1.1.1.1 80 2 GET later.example.com"),
                        tsv(
                                "quic",
                                "ts uid id.orig_h id.orig_p id.resp_h id.resp_p version client_initial_dcid server_name",
                                "100.1 C 10.0.0.5 3 1.1.1.1 443 1 ab q.example.com"),
                        tsv(
                                "dns",
                                "ts uid id.orig_h id.orig_p id.resp_h id.resp_p proto query answers TTLs",
                                "50.0 X 10.0.0.5 9 9.9.9.9 53 udp named.example.com cname.example.net,2.2.2.2 60.0,20.0"));

        assertThat(reading.problems).isEmpty();
        assertThat(reading.events)
                .extracting(DeviceConnection::getEventId, ZeekFormatTest::host, DeviceConnection::getProtocol)
                .containsExactly(
                        tuple("zeek-A", "TLS_SNI api.example.com", "tls"),
                        tuple("zeek-B", "HTTP_HOST www.example.com", "http"),
                        tuple("zeek-C", "QUIC_SNI q.example.com", "quic"),
                        tuple("zeek-D", "DNS named.example.com", null),
                        tuple("zeek-E", "NONE null", null),
                        tuple("zeek-F", "NONE null", null),
                        tuple("zeek-G", "NONE null", null),
                        tuple("zeek-X", "NONE null", "dns"));
    }

    @Test
    void withoutConnTheOtherLogsSayWhatTheyKnow() throws IOException {
        Reading reading = new Reading()
                .read(
                        new ZeekFormat(),
                        tsv(
                                "ssl",
                                "ts uid id.orig_h id.orig_p id.resp_h id.resp_p version server_name established",
                                "100.1 A 10.0.0.5 1 1.1.1.1 443 TLSv13 api.example.com T",
                                "100.1 A 10.0.0.5 1 1.1.1.1 443 TLSv13 api.example.com T"),
                        tsv(
                                "http",
                                "ts uid id.orig_h id.orig_p id.resp_h id.resp_p trans_depth method host status_code",
                                "100.1 B 10.0.0.5 2 1.1.1.1 80 1 GET www.example.com -"));

        assertThat(reading.events)
                .extracting(
                        DeviceConnection::getEventId,
                        ZeekFormatTest::host,
                        DeviceConnection::getOutcome,
                        DeviceConnection::getCapture,
                        DeviceConnection::getPosition)
                .containsExactly(
                        tuple("zeek-A", "TLS_SNI api.example.com", Outcome.ESTABLISHED, "ssl.log", 7L),
                        tuple("zeek-B", "HTTP_HOST www.example.com", Outcome.UNKNOWN, "http.log", 7L));
    }

    @Test
    void jsonInEitherSpellingAndWithAnyTimeEqualsText() throws IOException {
        String row = "1407628800.5 A fe80::5 40000 2001:db8::1 443 tcp ssl 0.0015 100 200 S0 7 464 8 616";
        Reading text = new Reading().read(new ZeekFormat(), tsv("conn", CONN_FIELDS, row));
        for (String[] form : new String[][] {
            {"id.", "1407628800.5"},
            {"id_", "1.4076288005e9"},
            {"id.", "1407628800500"},
            {"id_", "\"2014-08-10T00:00:00.500000Z\""}
        }) {
            String json =
                    ("{\"ts\":%2$s,\"uid\":\"A\",\"%1$sorig_h\":\"fe80::5\",\"%1$sorig_p\":40000,\"%1$sresp_h\":\"2001:db8::1\","
                                    + "\"%1$sresp_p\":443,\"proto\":\"tcp\",\"service\":\"ssl\",\"duration\":1.5e-3,\"orig_bytes\":100,"
                                    + "\"resp_bytes\":200,\"conn_state\":\"S0\",\"new_field\":{\"x\":[1]},\"orig_pkts\":7,"
                                    + "\"orig_ip_bytes\":464,\"resp_pkts\":8,\"resp_ip_bytes\":616,\"tunnel_parents\":[]}\n")
                            .formatted(form[0], form[1]);
            Reading reading = new Reading().read(new ZeekFormat(), Reading.input("conn.log", json));
            assertThat(reading.problems).isEmpty();
            reading.events.forEach(event -> event.setPosition(7));
            assertThat(reading.events).as(json).isEqualTo(text.events);
        }
    }

    @Test
    void hourlyLogsJoinAcrossFilesAndCopiesAreNotCountedTwice() throws IOException {
        String row = "100.0 A 10.0.0.5 1 1.1.1.1 443 tcp ssl 1 1 1 SF 1 1 1 1";
        String shorter = "100.0 L 10.0.0.5 2 1.1.1.1 443 tcp ssl 5 1 1 S1 1 1 1 1";
        String longer = "100.0 L 10.0.0.5 2 1.1.1.1 443 tcp ssl 9 1 1 S1 3 3 3 3";
        Reading reading = new Reading()
                .read(
                        new ZeekFormat(),
                        tsv("conn", CONN_FIELDS, row),
                        Reading.input(
                                "labelled.log",
                                tsvText("conn", CONN_FIELDS + " label", row + " Malicious")
                                        .replace("\tlabel", "   label")
                                        .replace("\tMalicious", "   Malicious   C&C")),
                        tsv("open_conn", CONN_FIELDS, shorter, longer),
                        Reading.input(
                                "ssl.01.log",
                                tsvText(
                                        "ssl",
                                        "ts uid id.orig_h id.orig_p id.resp_h id.resp_p established server_name",
                                        "99.0 L 10.0.0.5 2 1.1.1.1 443 T long.example")));

        assertThat(reading.problems).isEmpty();
        assertThat(reading.events)
                .extracting(DeviceConnection::getEventId, DeviceConnection::getDurationMs, DeviceConnection::getHost)
                .containsExactly(tuple("zeek-A", 1_000L, null), tuple("zeek-L", 9_000L, "long.example"));
    }

    @ParameterizedTest
    @CsvSource({
        "tcp, S0, 1, 0, UNANSWERED",
        "tcp, S1, 1, 1, ESTABLISHED",
        "tcp, SF, 1, 1, ESTABLISHED",
        "tcp, REJ, 1, 1, REJECTED",
        "tcp, RSTO, 1, 1, ESTABLISHED",
        "tcp, RSTR, 1, 1, ESTABLISHED",
        "tcp, RSTOS0, 2, 0, UNANSWERED",
        "tcp, RSTRH, 0, 2, REJECTED",
        "tcp, SH, 2, 0, UNANSWERED",
        "tcp, SHR, 0, 2, UNKNOWN",
        "tcp, OTH, 1, 1, ESTABLISHED",
        "tcp, OTH, 1, 0, UNKNOWN",
        "udp, SF, 1, 1, ESTABLISHED",
        "udp, S0, 1, 0, UNANSWERED",
        "icmp, OTH, 1, 1, ESTABLISHED",
        "icmp, OTH, 1, 0, UNANSWERED",
        "tcp, NEW, 1, 1, UNKNOWN"
    })
    void connStateTellsTheOutcome(String proto, String state, int sent, int received, Outcome outcome)
            throws IOException {
        Reading reading = new Reading()
                .read(
                        new ZeekFormat(),
                        tsv(
                                "conn",
                                CONN_FIELDS,
                                "1.0 A 10.0.0.5 1 1.1.1.1 80 " + proto + " - - - - " + state + " " + sent + " 0 "
                                        + received + " 0"));
        assertThat(reading.events)
                .singleElement()
                .extracting(DeviceConnection::getOutcome)
                .isEqualTo(outcome);
    }

    @Test
    void theDeviceIsWhoBeganElseWhoIsKnownElseWhoIsLocal() throws IOException {
        Reading reading = new Reading();
        reading.devices = Inventory.read(
                        new ByteArrayInputStream(
                                "device_id,addresses\nphone,198.51.100.7\n".getBytes(StandardCharsets.UTF_8)),
                        "i",
                        reading.problems::add)
                .addressBook();
        reading.read(
                new ZeekFormat(),
                tsv(
                        "conn",
                        CONN_FIELDS,
                        "1.0 A 203.0.113.1 443 198.51.100.7 50000 tcp - - 5 6 SF 1 50 1 60",
                        "1.0 B 203.0.113.1 443 198.51.100.7 50000 tcp - - 5 6 OTH 1 50 1 60",
                        "1.0 C 203.0.113.1 443 192.168.1.9 50000 tcp - - 5 6 OTH 1 50 1 60",
                        "1.0 D 224.0.0.251 5353 192.168.1.9 5353 udp - - 5 6 SF 1 50 1 60"));

        assertThat(reading.events)
                .extracting(
                        DeviceConnection::getDeviceId, DeviceConnection::getRemotePort, DeviceConnection::getBytesSent)
                .containsExactly(
                        tuple("unknown-203.0.113.1", 50_000, 50L),
                        tuple("phone", 443, 60L),
                        tuple("unknown-192.168.1.9", 443, 60L),
                        tuple("unknown-192.168.1.9", 5_353, 60L));
    }

    @Test
    void leasesNameDevicesForTheirTime() throws IOException {
        Reading reading = new Reading();
        reading.devices = Inventory.read(
                        new ByteArrayInputStream(
                                "device_id,mac\nphone,00:1b:44:11:3a:b7\n".getBytes(StandardCharsets.UTF_8)),
                        "i",
                        reading.problems::add)
                .addressBook();
        reading.read(
                new ZeekFormat(),
                tsv(
                        "conn",
                        CONN_FIELDS,
                        "1100.0 A 10.0.0.5 1 1.1.1.1 443 tcp - - - - SF 1 1 1 1",
                        "2100.0 B 10.0.0.5 1 1.1.1.1 443 tcp - - - - SF 1 1 1 1"),
                tsv("dhcp", "ts uids mac assigned_addr lease_time", "1000.0 Z 00:1B:44:11:3A:B7 10.0.0.5 900.0"));

        assertThat(reading.events)
                .extracting(DeviceConnection::getDeviceId)
                .containsExactly("phone", "unknown-10.0.0.5");
    }

    @Test
    void brokenLinesAreReportedOnceAndTheRestIsRead() throws IOException {
        Reading reading = new Reading()
                .read(
                        new ZeekFormat(),
                        tsv(
                                "conn",
                                CONN_FIELDS,
                                "1.0 A 10.0.0.5 1 1.1.1.1 443 tcp - - - - SF 1 1 1 1",
                                "1.0 B 10.0.0.5 1 1.1.1.1 443",
                                "x C 10.0.0.5 1 1.1.1.1 443 tcp - - - - SF 1 1 1 1",
                                "1.0 D 10.0.0.500 1 1.1.1.1 443 tcp - - - - SF 1 1 1 1",
                                "1.0 E 10.0.0.5 1 1.1.1.1 99999 tcp - - - - SF 1 1 1 1",
                                "1.0 F 10.0.0.5 1 1.1.1.1 443 tcp - -5 - - SF 1 1 1 1",
                                "1.0 G 10.0.0.5 1 1.1.1.1 443 tcp - - - - SF 1 1 1 1"),
                        Reading.input(
                                "ssl.log",
                                "{\"ts\":1.0,\"uid\":\"S\",\"id.orig_h\":\"10.0.0.5\",\"id.orig_p\":1,\"id.resp_h\":\"1.1.1.1\",\"id.resp_p\":443,\"established\":true}\n{\"ts\":1."));

        assertThat(reading.events)
                .extracting(DeviceConnection::getEventId)
                .containsExactly("zeek-A", "zeek-G", "zeek-S");
        assertThat(reading.problems).extracting(InputProblem::position).containsExactly(2L, 8L, 9L, 10L, 11L, 12L);
        assertThat(reading.described().get(1)).isEqualTo("conn.log: line 8: 6 values under a header of 16");
    }

    @Test
    void escapesOddSeparatorsAndUnsetWordsFollowTheHeader() throws IOException {
        String log = "#separator |\n#unset_field|NA\n#empty_field|EMPTY\n#path|ssl\n"
                + "#fields|ts|uid|id.orig_h|id.orig_p|id.resp_h|id.resp_p|server_name|established\n"
                + "1.0|A|10.0.0.5|1|1.1.1.1|443|a\\x2eb.example|T\n1.0|B|10.0.0.5|1|1.1.1.1|443|NA|T\n";
        Reading reading = new Reading().read(new ZeekFormat(), Reading.input("f", log));
        assertThat(reading.events).extracting(DeviceConnection::getHost).containsExactly("a.b.example", null);
    }

    @Test
    void theJoinIsBoundedAndSaysSo() throws IOException {
        Reading reading = new Reading();
        DecodeSettings d = DecodeSettings.DEFAULTS;
        reading.settings = new DecodeSettings(
                d.maxFlows(),
                d.tcpIdleMillis(),
                d.udpIdleMillis(),
                d.maxStreamBytes(),
                d.maxRecordBytes(),
                d.maxExpansion(),
                d.maxDnsAnswers(),
                2);
        reading.read(
                new ZeekFormat(),
                tsv(
                        "ssl",
                        "ts uid id.orig_h id.orig_p id.resp_h id.resp_p established server_name",
                        "1.0 A 10.0.0.5 1 1.1.1.1 443 T a.example",
                        "1.0 B 10.0.0.5 1 1.1.1.1 443 T b.example",
                        "1.0 C 10.0.0.5 1 1.1.1.1 443 T c.example"));
        assertThat(reading.described()).singleElement().asString().contains("1 rows", "over the bound of 2");
    }

    @Test
    void standardInputIsJoinedToo() throws IOException {
        String logs = tsvText(
                        "ssl",
                        "ts uid id.orig_h id.orig_p id.resp_h id.resp_p established server_name",
                        "1.0 A 10.0.0.5 1 1.1.1.1 443 T a.example")
                + tsvText("conn", CONN_FIELDS, "1.0 A 10.0.0.5 1 1.1.1.1 443 tcp - - - - SF 1 1 1 1");
        boolean[] opened = {false};
        CaptureInput once = new CaptureInput("-", -1, () -> {
            if (opened[0]) {
                throw new IOException("opened twice");
            }
            opened[0] = true;
            return new ByteArrayInputStream(logs.getBytes(StandardCharsets.UTF_8));
        });
        Reading reading = new Reading().read(new ZeekFormat(), once);
        assertThat(reading.problems).isEmpty();
        assertThat(reading.events).hasSize(1);
    }

    @Test
    void recognisesTheLogsItUsesAndNoOthers() {
        ZeekFormat format = new ZeekFormat();
        byte[] conn = tsvText("conn", CONN_FIELDS).getBytes(StandardCharsets.UTF_8);
        byte[] x509 = tsvText("x509", "ts id certificate.version").getBytes(StandardCharsets.UTF_8);
        for (String other : List.of(
                "",
                "# a comment",
                "{\"a\":1}",
                "{\"event_type\":\"flow\",\"host\":\"x\"}",
                "Lorem ipsum",
                "{",
                "#fields\tx")) {
            assertThat(format.recognises(other.getBytes(StandardCharsets.UTF_8), "conn.log"))
                    .as(other)
                    .isFalse();
        }
        assertThat(format.recognises(conn, "x")).isTrue();
        assertThat(format.recognises(x509, "x")).isFalse();
    }
}
