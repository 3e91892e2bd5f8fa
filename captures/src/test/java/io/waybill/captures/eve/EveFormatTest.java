package io.waybill.captures.eve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.waybill.captures.Addresses;
import io.waybill.captures.Reading;
import io.waybill.captures.SharedData;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EveFormatTest {
    private static final String TUPLE =
            "\"src_ip\":\"10.0.0.5\",\"src_port\":4000,\"dest_ip\":\"1.1.1.1\",\"dest_port\":443,\"proto\":\"TCP\"";

    private static String record(String type, String id, String time, String rest) {
        return "{\"timestamp\":\"2020-01-01T00:00:" + time + "+0000\",\"flow_id\":" + id + ",\"event_type\":\"" + type
                + "\"," + TUPLE + rest + "}\n";
    }

    private static String flow(String id, String start, String rest) {
        return record(
                "flow",
                id,
                "59.0",
                ",\"app_proto\":\"failed\",\"flow\":{\"pkts_toserver\":3,\"pkts_toclient\":2,\"bytes_toserver\":300,"
                        + "\"bytes_toclient\":200,\"start\":\"2020-01-01T00:00:" + start
                        + "+0000\",\"end\":\"2020-01-01T00:00:20.5+0000\",\"state\":\"closed\"" + rest + "}");
    }

    @Test
    void namesWaitForTheirFlow() throws IOException {
        Reading reading = new Reading()
                .read(
                        new EveFormat(),
                        Reading.input(
                                "eve.json",
                                record(
                                                        "dns",
                                                        "9",
                                                        "01.0",
                                                        ",\"dns\":{\"version\":2,\"type\":\"answer\",\"rrname\":\"dns.example\",\"answers\":[{\"rrtype\":\"A\",\"ttl\":60,\"rdata\":\"1.1.1.1\"}]}")
                                                .replace(
                                                        "\"1.1.1.1\",\"dest_port\":443", "\"9.9.9.9\",\"dest_port\":53")
                                        + record(
                                                "tls",
                                                "1",
                                                "10.1",
                                                ",\"tls\":{\"sni\":\"API.example\",\"ja4\":\"t13d\"}")
                                        + record("alert", "1", "10.2", ",\"alert\":{}")
                                        + record("http", "3", "11.0", ",\"http\":{\"hostname\":\"left.example\"}")
                                        + flow("1", "10.0", "")
                                        + flow("2", "10.0", "")
                                        + record("stats", "0", "12.0", "")));

        assertThat(reading.problems).isEmpty();
        assertThat(reading.events)
                .extracting(
                        DeviceConnection::getEventId,
                        e -> e.getHostSource() + " " + e.getHost(),
                        DeviceConnection::getProtocol)
                .containsExactly(
                        tuple("eve-1-1577836810000", "TLS_SNI api.example", "tls"),
                        tuple("eve-2-1577836810000", "DNS dns.example", null),
                        tuple("eve-9-1577836801000", "NONE null", "dns"),
                        tuple("eve-3-1577836811000", "HTTP_HOST left.example", "http"));
        DeviceConnection first = reading.events.get(0);
        assertThat(first.getDurationMs()).isEqualTo(10_500);
        assertThat(first.getBytesSent()).isEqualTo(300);
        assertThat(first.getBytesReceived()).isEqualTo(200);
        assertThat(first.getJa4()).isEqualTo("t13d");
        assertThat(first.getTime()).isEqualTo(Instant.parse("2020-01-01T00:00:10Z"));
    }

    @Test
    void theHalvesOfANetflowAreOneEvent() throws IOException {
        String half =
                ",\"netflow\":{\"pkts\":%d,\"bytes\":%d,\"start\":\"2020-01-01T00:00:10.0+0000\",\"end\":\"2020-01-01T00:00:12.0+0000\"}";
        String back = record("netflow", "5", "50.0", half.formatted(2, 200))
                .replace(
                        TUPLE,
                        "\"src_ip\":\"1.1.1.1\",\"src_port\":443,\"dest_ip\":\"10.0.0.5\",\"dest_port\":4000,\"proto\":\"TCP\"");
        Reading reading = new Reading()
                .read(
                        new EveFormat(),
                        Reading.input(
                                "eve.json",
                                record("netflow", "5", "50.0", half.formatted(3, 300))
                                        + back
                                        + flow("6", "1.0".replace("1.0", "01.0"), "")
                                        + record("netflow", "6", "59.0", half.formatted(9, 900))));

        assertThat(reading.problems).isEmpty();
        assertThat(reading.events).hasSize(2);
        DeviceConnection joined = reading.events.get(1);
        assertThat(joined.getEventId()).isEqualTo("eve-5-1577836810000");
        assertThat(joined.getBytesSent()).isEqualTo(300);
        assertThat(joined.getBytesReceived()).isEqualTo(200);
        assertThat(joined.getDurationMs()).isEqualTo(2_000);
        assertThat(joined.getOutcome()).isEqualTo(Outcome.ESTABLISHED);
    }

    @Test
    void brokenRecordsAreNamed() throws IOException {
        Reading reading = new Reading()
                .read(
                        new EveFormat(),
                        Reading.input(
                                "eve.json",
                                flow("1", "10.0", "") + "{\"event_type\":\"flow\"}\n{\"timestamp\"\n"
                                        + flow("1", "77.0", "") + "{\"timestamp\":\"2020-01-01T00:00:00Z\"}\n"));
        assertThat(reading.events).hasSize(1);
        assertThat(reading.described())
                .satisfiesExactly(
                        p -> assertThat(p).contains("line 2", "flow is missing"),
                        p -> assertThat(p).contains("line 3", "not JSON"),
                        p -> assertThat(p).contains("line 4", "is no time"),
                        p -> assertThat(p).contains("line 5", "event_type is missing"));
    }

    @Test
    void aRealLogGivesItsFlowsAndTheirName() throws IOException {
        Path log = SharedData.path("slips/test6-malicious.suricata.json");
        byte[] content = Files.readAllBytes(log);

        Reading reading = new Reading().read(new EveFormat(), Reading.input("eve.json", content));

        assertThat(new EveFormat().recognises(content, "x")).isTrue();
        assertThat(reading.problems).isEmpty();
        assertThat(reading.events.stream().filter(e -> e.getDurationMs() > 0 || e.getPacketsSent() > 0))
                .hasSize(3_512);
        assertThat(reading.events.stream().map(DeviceConnection::getEventId).distinct())
                .hasSize(reading.events.size());
        assertThat(reading.events)
                .filteredOn(e -> "www.myedimax.com".equals(e.getHost()))
                .extracting(e -> Addresses.text(e.getRemoteIp().array()))
                .contains("122.248.252.67");
    }
}
