package io.waybill.captures.eve;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.Reading;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.HostSource;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.Transport;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each kind of EVE record gives, and each field that may be wrong in it. */
class EveKindsTest {
    private static final String SIDES =
            "\"src_ip\":\"10.0.0.5\",\"src_port\":4000,\"dest_ip\":\"1.1.1.1\",\"dest_port\":443,\"proto\":\"TCP\"";

    private static String record(String type, int flow, String rest) {
        return "{\"timestamp\":\"2020-01-01T00:00:10.0+0000\",\"flow_id\":" + flow + ",\"event_type\":\"" + type + "\","
                + SIDES + rest + "}\n";
    }

    private static String flow(int flow, String counts) {
        return record(
                "flow", flow, ",\"flow\":{" + counts + ",\"start\":\"2020-01-01T00:00:01.0+0000\",\"state\":\"new\"}");
    }

    private static String counts(int sent, int received) {
        return "\"pkts_toserver\":%d,\"pkts_toclient\":%d,\"bytes_toserver\":10,\"bytes_toclient\":20"
                .formatted(sent, received);
    }

    private static DeviceConnection only(String log) throws IOException {
        Reading reading = new Reading().read(new EveFormat(), Reading.input("eve.json", log));
        assertThat(reading.problems).isEmpty();
        assertThat(reading.events).hasSize(1);
        return reading.events.get(0);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
        tls  | "sni":"A.Example","ja4":"t13d"  | a.example | TLS_SNI   | t13d
        tls  | "sni":"a.example."              | a.example | TLS_SNI   |
        tls  | "subject":"CN=a.example"        |           | NONE      |
        tls  | "sni":""                        |           | NONE      |
        tls  | "sni":"a b"                     |           | NONE      |
        quic | "sni":"q.example","ja4":"q13d"  | q.example | QUIC_SNI  | q13d
        quic | "version":"1"                   |           | NONE      |
        http | "hostname":"W.Example","url":"/" | w.example | HTTP_HOST |
        http | "hostname":"w.example:8080"     | w.example | HTTP_HOST |
        http | "url":"/"                       |           | NONE      |
        """)
    void namesOfTheirKind(String type, String part, @Nullable String host, HostSource source, @Nullable String ja4)
            throws IOException {
        String names = record(type, 1, ",\"" + type + "\":{" + part + "}");
        for (String log : new String[] {names + flow(1, counts(3, 2)), names}) {
            DeviceConnection event = only(log);

            assertThat(event.getHost()).isEqualTo(host);
            assertThat(event.getHostSource()).isEqualTo(source);
            assertThat(event.getJa4()).isEqualTo(ja4);
            assertThat(event.getProtocol()).isEqualTo(type);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "TCP, TCP",
        "tcp, TCP",
        "UDP, UDP",
        "ICMP, ICMP",
        "IPv6-ICMP, ICMP",
        "SCTP, OTHER",
        "47, OTHER",
        "'', OTHER"
    })
    void transports(String proto, Transport transport) throws IOException {
        DeviceConnection event = only(flow(1, counts(1, 1)).replace("\"TCP\"", "\"" + proto + "\""));

        assertThat(event.getTransport()).isEqualTo(transport);
        assertThat(event.getRemotePort()).isEqualTo(transport == Transport.ICMP ? 0 : 443);
    }

    @ParameterizedTest(name = "{0}/{1} {2} {3}")
    @CsvSource(delimiter = '|', textBlock = """
        0 | 0 | new         |                         | UNKNOWN
        3 | 0 | new         |                         | UNANSWERED
        1 | 1 | closed      | "rst":true              | REJECTED
        1 | 1 | established | "rst":true              | ESTABLISHED
        1 | 1 | closed      | "rst":true,"psh":true   | ESTABLISHED
        1 | 1 | closed      | "rst":true,"fin":true   | ESTABLISHED
        1 | 2 | closed      | "rst":true              | REJECTED
        1 | 3 | closed      | "rst":true              | ESTABLISHED
        1 | 1 | closed      | "rst":false             | ESTABLISHED
        0 | 4 | new         |                         | UNKNOWN
        """)
    void outcomes(int sent, int received, String state, @Nullable String tcp, Outcome outcome) throws IOException {
        String log = flow(1, counts(sent, received)).replace("\"new\"", "\"" + state + "\"");
        String whole = tcp == null ? log : log.replace("}}\n", "},\"tcp\":{" + tcp + "}}\n");

        assertThat(only(whole).getOutcome()).isEqualTo(outcome);
    }

    @Test
    void aGroupNeverAnswers() throws IOException {
        assertThat(only(flow(1, counts(3, 0)).replace("1.1.1.1", "224.0.0.251")).getOutcome())
                .isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void unknownKindsAndFieldsAreLetBe() throws IOException {
        String others = record("alert", 1, ",\"alert\":{\"x\":[1]}") + record("fileinfo", 2, "")
                + record("made_up", 3, ",\"made_up\":null") + "\n\n";

        assertThat(only(others + flow(1, counts(1, 1) + ",\"new_field\":{\"a\":[{}]}"))
                        .getEventId())
                .isEqualTo("eve-1-1577836801000");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        "src_ip":"10.0.0.5"                 | "src_ip":"10.0.0"       | src_ip: '10.0.0' is not an IP address
        "src_ip":"10.0.0.5"                 | "src_ip":5              | src_ip: not a string
        "dest_ip":"1.1.1.1"                 | "dest_ip":""            | dest_ip is missing
        "src_port":4000                     | "src_port":65536        | src_port: 65536 is not between 0 and 65535
        "dest_port":443                     | "dest_port":"443"       | dest_port: not a number
        "flow_id":1                         | "flow_id":null          | flow_id is missing
        "flow_id":1                         | "flow_id":{}            | flow_id: neither a text nor a number
        "pkts_toserver":1                   | "pkts_toserver":-1      | pkts_toserver: -1 is not between
        "bytes_toclient":20                 | "bytes_toclient":1e99   | bytes_toclient: not a number
        "start":"2020-01-01T00:00:01.0+0000" | "start":"soon"         | 'soon' is no time
        "start":"2020-01-01T00:00:01.0+0000" | "start":"+999999999-12-31T23:59:59+0000" | is no time
        "proto":"TCP"                       | "proto":6               | proto: not a string
        "state":"new"                       | "state":[]              | state: not a string
        "event_type":"flow"                 | "event_type":"flow      | not JSON
        """)
    void whatIsBrokenIsNamedAndTheRestIsRead(String right, String wrong, String reason) throws IOException {
        String good = flow(1, counts(1, 1));
        assertThat(good).contains(right);
        String log = flow(7, counts(1, 1)) + good.replace(right, wrong) + flow(8, counts(1, 1));

        Reading reading = new Reading().read(new EveFormat(), Reading.input("eve.json", log));

        assertThat(reading.described())
                .singleElement()
                .asString()
                .startsWith("eve.json: line 2: ")
                .contains(reason);
        assertThat(reading.events)
                .extracting(DeviceConnection::getEventId)
                .containsExactly("eve-7-1577836801000", "eve-8-1577836801000");
    }
}
