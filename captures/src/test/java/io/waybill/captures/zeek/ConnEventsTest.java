package io.waybill.captures.zeek;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.Addresses;
import io.waybill.captures.BadRecordException;
import io.waybill.captures.DeviceResolver;
import io.waybill.captures.Reading;
import io.waybill.captures.device.DeviceIds;
import io.waybill.captures.device.DnsHistory;
import io.waybill.captures.reference.Inventory;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.HostSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rows of conn and, without one, of other logs become. */
class ConnEventsTest {
    private static final String ENDS = "ts uid id.orig_h id.orig_p id.resp_h id.resp_p ";
    private static final String FROM = "100.25 A 10.0.0.5 4000 203.0.113.9 ";

    private static String log(String path, String fields, String... rows) {
        return ("#unset_field -\n#path " + path + "\n#fields " + ENDS + fields + "\n" + String.join("\n", rows) + "\n")
                .replace(' ', '\t');
    }

    private static DeviceConnection only(String... logs) throws IOException {
        Reading reading = new Reading().read(new ZeekFormat(), Reading.input("f", String.join("", logs)));
        assertThat(reading.described()).isEmpty();
        assertThat(reading.events).hasSize(1);
        return reading.events.get(0);
    }

    @ParameterizedTest(name = "{0} at {1}: {2}")
    @CsvSource(
            delimiter = ';',
            nullValues = "none",
            value = {
                "dns; 53; dns",
                "DNS; 53; dns",
                "http; 80; http",
                "ssl; 443; tls",
                "ssl; 853; dot",
                "SSL,http; 443; tls",
                "ssl,http; 853; dot",
                "quic,ssl; 443; quic",
                "gssapi,smb; 445; gssapi",
                ",ssl; 443; none",
                "-; 443; none",
            })
    void protocols(String service, int port, @Nullable String protocol) throws IOException {
        String conn = log("conn", "proto service", FROM + port + " tcp " + service);

        assertThat(only(conn).getProtocol()).isEqualTo(protocol);
    }

    @ParameterizedTest(name = "{0} {1} at {2}: {3}")
    @CsvSource({"ssl, T, 853, dot", "ssl, T, 443, tls", "http, GET, 853, http"})
    void aNameTellsTheProtocolToo(String path, String value, int port, String protocol) throws IOException {
        String names = log(path, path.equals("ssl") ? "established" : "method", FROM + port + " " + value);

        assertThat(only(names).getProtocol()).isEqualTo(protocol);
        assertThat(only(names, log("conn", "proto", FROM + port + " tcp")).getProtocol())
                .isEqualTo(protocol);
    }

    @ParameterizedTest(name = "{0} {1}, sent {2} {3} received {4} {5}: {6}")
    @CsvSource({
        "tcp, -, 1, 10, 1, 10, ESTABLISHED",
        "tcp, -, 1, 10, 0, 10, ESTABLISHED",
        "tcp, -, 1, 10, 1, 0, ESTABLISHED",
        "tcp, -, 1, 10, 0, 0, UNANSWERED",
        "tcp, -, 1, 10, -, 0, UNANSWERED",
        "tcp, -, 1, 10, 0, -, UNANSWERED",
        "tcp, -, 1, 10, -, -, UNKNOWN",
        "tcp, -, 0, 10, 0, 0, UNKNOWN",
        "udp, S0, 0, 0, 0, 0, UNKNOWN",
        "udp, REJ, 1, 0, 1, 0, ESTABLISHED",
        "sctp, S0, 1, 0, 0, 0, UNANSWERED",
        "tcp, S2, 1, 0, 0, 0, ESTABLISHED",
        "tcp, S3, 1, 0, 0, 0, ESTABLISHED",
        "tcp, OTH, 1, 0, 0, 10, ESTABLISHED",
        "tcp, OTH, 0, 0, 1, 10, UNKNOWN",
    })
    void outcomes(
            String proto, String state, String packets, String bytes, String packetsBack, String back, String outcome)
            throws IOException {
        String fields = "proto conn_state orig_pkts orig_bytes resp_pkts resp_bytes";
        String row = FROM + String.join(" ", "443", proto, state, packets, bytes, packetsBack, back);

        assertThat(only(log("conn", fields, row)).getOutcome()).hasToString(outcome);
        assertThat(only(log("conn", fields, row.replace("203.0.113.9", "224.0.0.251")))
                        .getOutcome())
                .hasToString("UNKNOWN");
    }

    /** Bytes with their headers where Zeek counted them, else those of the contents. */
    @ParameterizedTest(name = "{0} {1} {2} {3}: {4} {5}")
    @CsvSource({"5, 6, 50, 60, 50, 60", "5, 6, -, 60, 5, 60", "5, 6, 50, -, 50, 6", "-, -, -, -, 0, 0"})
    void bytes(String sent, String received, String sentOnWire, String receivedOnWire, long bytes, long back)
            throws IOException {
        DeviceConnection event = only(log(
                "conn",
                "proto duration orig_bytes resp_bytes orig_ip_bytes resp_ip_bytes orig_pkts resp_pkts",
                FROM + String.join(" ", "8 icmp 1.5", sent, received, sentOnWire, receivedOnWire, "3 4")));

        assertThat(event.getBytesSent()).isEqualTo(bytes);
        assertThat(event.getBytesReceived()).isEqualTo(back);
        assertThat(event.getPacketsSent()).isEqualTo(3);
        assertThat(event.getPacketsReceived()).isEqualTo(4);
        assertThat(event.getDurationMs()).isEqualTo(1_500);
        assertThat(event.getTransport()).hasToString("ICMP");
        assertThat(event.getRemotePort()).as("Zeek writes type and code there").isZero();
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3} {4}")
    @CsvSource({
        "ssl, established, T, TCP, ESTABLISHED",
        "ssl, established, F, TCP, UNKNOWN",
        "ssl, version, DTLSv12, UDP, UNKNOWN",
        "ssl, version, TLSv13, TCP, UNKNOWN",
        "http, status_code, 200, TCP, ESTABLISHED",
        "http, method, GET, TCP, UNKNOWN",
        "quic, server_scid, 0a, UDP, ESTABLISHED",
        "quic, version, 1, UDP, UNKNOWN",
        "dns, rcode, 0, OTHER, ESTABLISHED",
        "dns, proto, udp, UDP, UNKNOWN",
        "dns, proto, tcp, TCP, UNKNOWN",
        "dns, proto, icmp, ICMP, UNKNOWN",
    })
    void otherLogsAlone(String path, String field, String value, String transport, String outcome) throws IOException {
        DeviceConnection event = only(log(path, field, FROM + "443 " + value));

        assertThat(event.getTransport()).hasToString(transport);
        assertThat(event.getOutcome()).hasToString(outcome);
        assertThat(event.getEventId()).isEqualTo("zeek-A");
        assertThat(event.getDeviceId()).isEqualTo("unknown-10.0.0.5");
        assertThat(event.getTime().toEpochMilli()).isEqualTo(100_250);
        assertThat(Addresses.text(event.getRemoteIp().array())).isEqualTo("203.0.113.9");
        assertThat(event.getRemotePort()).isEqualTo(443);
    }

    /** Ids stay what they are: an event read again has to be the same one. */
    @Test
    void idsComeFromUidsAndElseFromAllThatIsSaid() throws IOException {
        String longUid = "C".repeat(40);
        Reading reading = new Reading()
                .read(
                        new ZeekFormat(),
                        Reading.input(
                                "f",
                                log(
                                        "conn",
                                        "proto",
                                        FROM + "443 tcp",
                                        FROM.replace("A", longUid) + "443 tcp",
                                        FROM.replace("A", "CHhAvVGS1DHFjwGM9") + "443 tcp",
                                        FROM.replace("A", "-") + "443 tcp",
                                        FROM.replace("A", "-") + "443 tcp")));

        assertThat(reading.events)
                .extracting(DeviceConnection::getEventId)
                .containsExactly(
                        "zeek-A",
                        "zeek-" + longUid,
                        "zeek-CHhAvVGS1DHFjwGM9",
                        "zeek-100.25-10.0.0.5-4000-203.0.113.9-443-7",
                        "zeek-100.25-10.0.0.5-4000-203.0.113.9-443-8");
    }

    @Test
    void furtherQueriesOfASocketHaveIdsOfTheirOwn() throws IOException {
        String dns = log(
                "dns",
                "proto trans_id query qtype rcode",
                "1.5 D 10.0.0.5 4000 203.0.113.9 53 udp 1 a.example 16 0",
                "2.5 D 10.0.0.5 4000 203.0.113.9 53 udp 2 b.example 16 0",
                "3.5 D 10.0.0.5 4000 203.0.113.9 53 udp 2 b.example 16 0",
                "4.5 D 10.0.0.5 4000 203.0.113.9 53 udp 3 c.example 1 0");
        String conn = log("conn", "proto", "1.0 D 10.0.0.5 4000 203.0.113.9 53 udp");
        for (String[] logs : new String[][] {{dns, conn}, {dns}}) {
            Reading reading = new Reading().read(new ZeekFormat(), Reading.input("f", String.join("", logs)));

            assertThat(reading.events)
                    .extracting(event -> event.getEventId() + " " + event.getHost())
                    .containsExactlyInAnyOrder(
                            "zeek-D a.example",
                            "zeek-D-2-" + Integer.toHexString("b.example".hashCode()) + " b.example");
            assertThat(reading.events)
                    .extracting(DeviceConnection::getHostSource)
                    .containsOnly(HostSource.DNS);
            assertThat(reading.events)
                    .filteredOn(event -> "b.example".equals(event.getHost()))
                    .extracting(event -> event.getTime().toEpochMilli())
                    .containsExactly(2_500L);
        }
    }

    @Test
    void aFurtherQueryIsNamedByItselfWhateverItsSocketIsCalled() throws IOException {
        String dns = log("dns", "proto query qtype rcode", FROM + "53 udp a.example 16 0");
        String ssl = log("ssl", "server_name", FROM + "53 s.example");
        Reading reading = new Reading()
                .read(new ZeekFormat(), Reading.input("f", ssl + dns + log("conn", "proto", FROM + "53 udp")));

        assertThat(reading.events)
                .extracting(event -> event.getHostSource() + " " + event.getHost())
                .containsExactly("TLS_SNI s.example", "DNS a.example");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"s.example, TLS_SNI s.example", "-, DNS d.example"})
    void whatALogSaysComesBeforeTheDevicesAnswersAndTheyBeforeNothing(String sni, String name) throws IOException {
        String dns = log("dns", "query answers", "99.0 D 10.0.0.5 4001 10.0.0.1 53 d.example 203.0.113.9");
        String ssl = log("ssl", "server_name", FROM + "443 " + sni);
        Reading reading = new Reading()
                .read(new ZeekFormat(), Reading.input("f", dns + ssl + log("conn", "proto", FROM + "443 tcp")));

        assertThat(reading.events.get(0).getHostSource() + " "
                        + reading.events.get(0).getHost())
                .isEqualTo(name);
        assertThat(reading.events.get(0).getProtocol()).isEqualTo("tls");
    }

    /** In JSON a row's first value stands at the very beginning of the buffer. */
    @Test
    void aUidMayComeFirst() throws IOException {
        assertThat(
                        only("{\"uid\":\"A\",\"_path\":\"conn\",\"ts\":1.0,\"id.orig_h\":\"10.0.0.5\",\"id.resp_h\":\"9.9.9.9\"}\n")
                                .getEventId())
                .isEqualTo("zeek-A");
    }

    @Test
    void whereverAUidStandsInTheTableItsNameIsFound() throws BadRecordException {
        DeviceResolver nobody = Inventory.EMPTY.addressBook();
        DeviceIds devices = new DeviceIds(nobody);
        DnsHistory dns = new DnsHistory(1, 1);
        for (int i = 0; i < 5_000; i++) {
            byte[] line = ("1.0 C" + i + " 10.0.0.5 9.9.9.9 a.example 16")
                    .replace(' ', '\t')
                    .getBytes(StandardCharsets.UTF_8);
            ZeekRow row = new ZeekRow();
            TsvHeader header = new TsvHeader("f");
            header.take("#fields\tts\tuid\tid.orig_h\tid.resp_h\tquery\tqtype");
            new TsvSplitter(header).split(line, 0, line.length, row);
            UidTable table = new UidTable(10);
            table.put(row.uidHash(), UidTable.Finding.TLS, "s.example");

            assertThat(new SideNames(nobody, devices, table, dns).isFurtherQuery(row))
                    .isTrue();
            assertThat(new ConnEvents(devices, table, dns).ofConn(row, "f", 1).getHost())
                    .isEqualTo("s.example");
        }
    }
}
