package io.waybill.captures.eve;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.Addresses;
import io.waybill.captures.Bound;
import io.waybill.captures.DecodeSettings;
import io.waybill.captures.Reading;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.HostSource;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A lookup that no connection can follow is a contact of its own, as it is in packets and in Zeek's logs. */
class EveLookupsTest {
    private static final String FROM_DEVICE =
            "\"src_ip\":\"10.0.0.5\",\"src_port\":4000,\"dest_ip\":\"10.0.0.1\",\"dest_port\":53,\"proto\":\"UDP\"";
    private static final String TO_DEVICE =
            "\"src_ip\":\"10.0.0.1\",\"src_port\":53,\"dest_ip\":\"10.0.0.5\",\"dest_port\":4000,\"proto\":\"UDP\"";

    private static String record(String kind, String sides, int flow, String rest) {
        return "{\"timestamp\":\"2020-01-01T00:00:01.0+0000\",\"flow_id\":" + flow + ",\"event_type\":\"" + kind + "\","
                + sides + "," + rest + "}\n";
    }

    private static String dns(int flow, String part) {
        return record("dns", FROM_DEVICE, flow, "\"dns\":{" + part + "}");
    }

    private static String query(int flow, int id, String name, String type) {
        return dns(
                flow,
                "\"version\":2,\"type\":\"query\",\"id\":%d,\"rrname\":\"%s\",\"rrtype\":\"%s\""
                        .formatted(id, name, type));
    }

    private static String answer(int flow, int id, String name, String type, String code) {
        return dns(
                flow,
                "\"version\":2,\"type\":\"answer\",\"id\":%d,\"rrname\":\"%s\",\"rrtype\":\"%s\",\"rcode\":\"%s\",\"answers\":[]"
                        .formatted(id, name, type, code));
    }

    private static String flow(int flow) {
        return record(
                "flow",
                FROM_DEVICE,
                flow,
                "\"app_proto\":\"dns\",\"flow\":{\"pkts_toserver\":3,\"pkts_toclient\":2,\"bytes_toserver\":300,"
                        + "\"bytes_toclient\":200,\"start\":\"2020-01-01T00:00:01.0+0000\"}");
    }

    private static Reading read(String... records) throws IOException {
        Reading reading = new Reading().read(new EveFormat(), Reading.input("eve.json", String.join("", records)));
        assertThat(reading.problems).isEmpty();
        return reading;
    }

    private static List<String> hosts(Reading reading) {
        return reading.events.stream().map(DeviceConnection::getHost).toList();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "A, NOERROR, ",
        "AAAA, NOERROR, ",
        "HTTPS, NOERROR, ",
        "SVCB, NOERROR, ",
        "A, NXDOMAIN, x.example",
        "AAAA, SERVFAIL, x.example",
        "TXT, NOERROR, x.example",
        "NULL, NOERROR, x.example",
        "MX, NXDOMAIN, x.example",
        "PTR, NOERROR, ",
        "PTR, NXDOMAIN, ",
        "A, , x.example",
        "TXT, , x.example",
        "PTR, , ",
    })
    void whatTellsAName(String type, String code, String host) throws IOException {
        String answer = code == null ? "" : answer(1, 7, "X.example", type, code);

        Reading reading = read(query(1, 7, "X.example", type), answer, flow(1));

        assertThat(hosts(reading)).containsExactly(host);
        DeviceConnection event = reading.events.get(0);
        assertThat(event.getHostSource()).isEqualTo(host == null ? HostSource.NONE : HostSource.DNS);
        assertThat(event.getProtocol()).isEqualTo("dns");
        assertThat(event.getBytesSent()).isEqualTo(300);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        version 3 | "version":3,"type":"response","id":7,"rcode":"NXDOMAIN","queries":[{"rrname":"x.example","rrtype":"A"}] | x.example
        version 3, fine | "version":3,"type":"response","id":7,"rcode":"NOERROR","queries":[{"rrname":"x.example","rrtype":"A"}] |
        version 3, data | "version":3,"type":"response","id":7,"rcode":"NOERROR","queries":[{"rrname":"x.example","rrtype":"TXT"}] | x.example
        version 1 | "type":"answer","id":7,"rcode":"NXDOMAIN","rrname":"x.example" | x.example
        version 1, authority | "type":"answer","id":7,"rcode":"NXDOMAIN","rrname":"example","rrtype":"SOA","ttl":5 |
        version 1, alias | "type":"answer","id":7,"rcode":"NOERROR","rrname":"x.example","rrtype":"CNAME","rdata":"y.example" |
        version 2, no name | "version":2,"type":"answer","id":7,"rcode":"NXDOMAIN" |
        """)
    void anAnswerWhoseQuestionWasNotLoggedTellsItByItself(String name, String part, String host) throws IOException {
        assertThat(hosts(read(dns(1, part), flow(1)))).as(name).containsExactly(host);
    }

    @Test
    void eachQuestionOfATunnelIsAContact() throws IOException {
        Reading reading = read(
                query(1, 1, "a.t.example", "TXT"),
                query(1, 2, "b.t.example", "TXT"),
                answer(1, 1, "a.t.example", "TXT", "NOERROR"),
                answer(1, 2, "b.t.example", "TXT", "NOERROR"),
                query(1, 3, "c.t.example", "TXT"),
                flow(1));

        assertThat(hosts(reading)).containsExactly("b.t.example", "c.t.example", "a.t.example");
        assertThat(reading.events).allSatisfy(event -> {
            assertThat(event.getDeviceId()).isEqualTo("unknown-10.0.0.5");
            assertThat(Addresses.text(event.getRemoteIp().array())).isEqualTo("10.0.0.1");
            assertThat(event.getRemotePort()).isEqualTo(53);
            assertThat(event.getProtocol()).isEqualTo("dns");
            assertThat(event.getHostSource()).isEqualTo(HostSource.DNS);
        });
        assertThat(reading.events.stream()
                        .mapToLong(DeviceConnection::getBytesSent)
                        .sum())
                .isEqualTo(300);
        assertThat(reading.events).extracting(DeviceConnection::getEventId).doesNotHaveDuplicates();
    }

    @Test
    void theSameLogGivesTheSameIds() throws IOException {
        String[] log = {query(1, 1, "a.example", "TXT"), query(1, 2, "b.example", "TXT"), flow(1)};

        assertThat(read(log).events.stream().map(DeviceConnection::getEventId).toList())
                .isEqualTo(read(log).events.stream()
                        .map(DeviceConnection::getEventId)
                        .toList());
    }

    @Test
    void aNameAskedForAgainIsOneContact() throws IOException {
        assertThat(hosts(read(
                        query(1, 1, "a.example", "A"),
                        query(1, 1, "a.example", "A"),
                        answer(1, 1, "a.example", "A", "NXDOMAIN"),
                        query(1, 2, "a.example", "A"),
                        answer(1, 2, "a.example", "A", "NXDOMAIN"),
                        flow(1))))
                .containsExactly("a.example");
    }

    @Test
    void withoutAFlowRecordTheLookupsAreThereAllTheSame() throws IOException {
        assertThat(hosts(read(
                        query(1, 1, "a.example", "A"), query(1, 2, "b.example", "A"), query(2, 1, "c.example", "A"))))
                .containsExactlyInAnyOrder("a.example", "b.example", "c.example");
    }

    @Test
    void aLookupAfterItsFlowSaysNothingMore() throws IOException {
        Reading reading = read(
                flow(1),
                query(1, 1, "a.example", "TXT"),
                answer(1, 1, "a.example", "TXT", "NOERROR"),
                query(2, 2, "b.example", "A"));

        assertThat(hosts(reading)).containsExactly(null, "b.example");
    }

    @Test
    void anAnswersPacketGoesToTheDevice() throws IOException {
        String answer = record(
                "dns",
                TO_DEVICE,
                1,
                "\"dns\":{\"version\":2,\"type\":\"answer\",\"id\":1,\"rrname\":\"x.example\",\"rrtype\":\"A\",\"rcode\":\"REFUSED\"}");

        Reading reading = read(answer);

        assertThat(hosts(reading)).containsExactly("x.example");
        assertThat(reading.events.get(0).getDeviceId()).isEqualTo("unknown-10.0.0.5");
        assertThat(reading.events.get(0).getRemotePort()).isEqualTo(53);
    }

    @ParameterizedTest(name = "{0} port {1}")
    @CsvSource({"224.0.0.251, 5353", "224.0.0.252, 5355", "224.0.0.251, 53"})
    void whatIsAskedAroundNamesNothing(String group, int port) throws IOException {
        String local = query(1, 1, "printer.local", "TXT")
                .replace("\"10.0.0.1\"", "\"" + group + "\"")
                .replace("\"dest_port\":53", "\"dest_port\":" + port);

        assertThat(hosts(read(local))).containsExactly((String) null);
        assertThat(read(local).events.get(0).getProtocol()).isEqualTo("dns");
    }

    @Test
    void questionsThatWaitAreBoundedAndNoneIsLost() throws IOException {
        Reading reading = new Reading();
        reading.settings = new DecodeSettings(100, 1_000_000, 1_000_000, 1_000, 10_000, 16, 100, 10);
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            log.append(query(i % 5, i, "n" + i + ".example", "A"));
        }

        reading.read(new EveFormat(), Reading.input("eve.json", log.toString()));

        assertThat(hosts(reading)).filteredOn(host -> host != null).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    void questionsTakenForUnansweredEarlyAreCounted() throws IOException {
        Reading reading = new Reading();
        reading.settings = new DecodeSettings(100, 1_000_000, 1_000_000, 1_000, 10_000, 16, 100, 8);
        String log = query(1, 1, "a.example", "A") + query(1, 2, "b.example", "A") + query(1, 3, "c.example", "A");

        reading.read(new EveFormat(), Reading.input("eve.json", log));

        assertThat(reading.bounds.of(Bound.WAITING_ROWS)).isEqualTo(1);
        assertThat(hosts(reading)).containsExactlyInAnyOrder("a.example", "b.example", "c.example");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
        "queries":7                                | queries: not an array
        "queries":[7]                              | not a JSON object
        "type":"query","rrname":7                  | rrname: not a string
        "type":"query","rrname":"x","rrtype":{}    | rrtype: not a string
        "type":"answer","rcode":3                  | rcode: not a string
        "type":"answer","rrtype":"A","version":"x" | version: not a number
        "type":"query","id":[]                     | id: neither a text nor a number
        """)
    void brokenLookupsAreNamedAndTheRestIsRead(String part, String reason) throws IOException {
        Reading reading = new Reading()
                .read(new EveFormat(), Reading.input("eve.json", dns(1, part) + query(2, 1, "x.example", "A")));

        assertThat(reading.described())
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains("eve.json", "line 1", reason));
        assertThat(hosts(reading)).contains("x.example");
    }
}
