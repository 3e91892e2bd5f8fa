package io.waybill.captures.eve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.captures.Addresses;
import io.waybill.captures.BadRecordException;
import io.waybill.captures.Bound;
import io.waybill.captures.DecodeSettings;
import io.waybill.captures.Reading;
import io.waybill.captures.live.GrowingLog;
import io.waybill.captures.text.JsonFields;
import io.waybill.captures.text.LineReader;
import io.waybill.schemas.DeviceConnection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How records of one flow come together, in files and while the log grows, and what is so at the bounds. */
class EveReadingTest {
    private static final String THERE =
            "\"src_ip\":\"10.0.0.5\",\"src_port\":4000,\"dest_ip\":\"203.0.113.9\",\"dest_port\":443,\"proto\":\"TCP\"";
    private static final String BACK =
            "\"src_ip\":\"203.0.113.9\",\"src_port\":443,\"dest_ip\":\"10.0.0.5\",\"dest_port\":4000,\"proto\":\"TCP\"";

    private static String record(String type, int flow, String sides, String rest) {
        return "{\"timestamp\":\"1970-01-01T00:01:00.0+0000\",\"flow_id\":" + flow + ",\"event_type\":\"" + type + "\","
                + sides + (rest.isEmpty() ? "" : "," + rest) + "}\n";
    }

    private static String flow(int flow, String rest) {
        return record("flow", flow, THERE, "\"flow\":{\"pkts_toserver\":1" + rest + "}");
    }

    private static String half(int flow, String sides, int packets, String rest) {
        return record(
                "netflow", flow, sides, "\"netflow\":{\"pkts\":%d,\"bytes\":%d0%s}".formatted(packets, packets, rest));
    }

    private static String name(String type, int flow, String name) {
        String field = type.equals("http") ? "hostname" : "sni";
        return record(type, flow, THERE, "\"" + type + "\":{\"" + field + "\":\"" + name + "\"}");
    }

    private static String time(String field, int second) {
        return ",\"%s\":\"1970-01-01T00:00:%02d.0+0000\"".formatted(field, second);
    }

    private static Reading read(int maxJoinRows, String... records) throws IOException {
        Reading reading = new Reading();
        reading.settings = new DecodeSettings(100, 1_000, 1_000, 1_000, 10_000, 16, 2, maxJoinRows);
        reading.read(new EveFormat(), Reading.input("eve.json", String.join("", records)));
        assertThat(reading.problems).isEmpty();
        return reading;
    }

    private static List<String> told(Reading reading) {
        return reading.events.stream().map(EveReadingTest::told).toList();
    }

    private static String told(DeviceConnection event) {
        return event.getEventId() + " " + event.getHostSource() + " " + event.getHost() + " " + event.getProtocol();
    }

    @ParameterizedTest(name = "{0} then {1}")
    @CsvSource({
        "http, tls, TLS_SNI b tls",
        "tls, http, TLS_SNI a tls",
        "quic, tls, QUIC_SNI a quic",
        "tls, quic, TLS_SNI a tls",
        "tls, tls, TLS_SNI a tls",
        "http, http, HTTP_HOST a http",
        "http, quic, HTTP_HOST a http",
    })
    void theFirstNameHoldsUnlessTlsTellsABetterOne(String first, String second, String told) throws IOException {
        assertThat(told(read(100, name(first, 1, "a"), name(second, 1, "b"), flow(1, time("start", 1)))))
                .containsExactly("eve-1-1000 " + told);
    }

    @Test
    void aNameAfterItsFlowSaysNothing() throws IOException {
        assertThat(told(read(100, flow(1, ""), name("tls", 1, "late"), name("tls", 2, "own"))))
                .containsExactly("eve-1-60000 NONE null null", "eve-2-60000 TLS_SNI own tls");
    }

    /** Asked at second 60; the flow began as many seconds after 1970. */
    @ParameterizedTest(name = "ttl {0}, flow at {1} s: {2}")
    @CsvSource({"600, 59, ", "600, 60, d.example", "600, 660, d.example", "600, 661, ", "1, 360, d.example"})
    void answersNameFlowsForTheirTime(int ttl, int second, @Nullable String host) throws IOException {
        String answer =
                "\"dns\":{\"version\":2,\"type\":\"answer\",\"rrname\":\"d.example\",\"answers\":[{\"rdata\":\"203.0.113.9\",\"ttl\":"
                        + ttl + "}]}";
        String start = ",\"start\":\"1970-01-01T00:%02d:%02d+0000\"".formatted(second / 60, second % 60);
        Reading reading = read(
                100,
                record("dns", 7, THERE.replace("9\",\"dest_port\":443", "1\",\"dest_port\":53"), answer),
                flow(1, start));

        assertThat(reading.events.get(0).getHost()).isEqualTo(host);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"TLS, tls", "failed, ", "unknown, ", "'', ", "dcerpc, dcerpc"})
    void protocolsOfFlows(String app, @Nullable String protocol) throws IOException {
        String flow = flow(1, "").replace("\"proto\"", "\"app_proto\":\"" + app + "\",\"proto\"");

        assertThat(read(100, flow).events.get(0).getProtocol()).isEqualTo(protocol);
        assertThat(read(100, name("http", 1, "a"), flow).events.get(0).getProtocol())
                .isEqualTo("http");
    }

    /** From the earlier start to the later end; without either, from the record's own time. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            nullValues = "-",
            value = {
                "start and end, 10, 12, 10000, 2000",
                "end before start, 12, 10, 12000, 0",
                "no end, 10, -, 10000, 0",
                "neither, -, -, 60000, 0",
            })
    void timesOfFlowsAndHalves(String name, @Nullable Integer start, @Nullable Integer end, long time, long duration)
            throws IOException {
        String times = (start == null ? "" : time("start", start)) + (end == null ? "" : time("end", end));
        for (String record : new String[] {flow(1, times), half(1, THERE, 1, times)}) {
            DeviceConnection event = read(100, record).events.get(0);

            assertThat(event.getTime().toEpochMilli()).as(record).isEqualTo(time);
            assertThat(event.getDurationMs()).isEqualTo(duration);
            assertThat(event.getEventId()).isEqualTo("eve-1-" + time);
        }
    }

    @Test
    void halvesComeInAnyOrder() throws IOException {
        String there = half(1, THERE, 3, time("start", 10) + time("end", 12));
        String back = half(1, BACK, 4, time("start", 11) + time("end", 15));
        for (String[] order : new String[][] {{there, back}, {name("tls", 1, "a"), there, back}}) {
            Reading reading = read(100, order);

            assertThat(reading.events).singleElement().satisfies(event -> {
                assertThat(event.getPacketsSent()).isEqualTo(3);
                assertThat(event.getPacketsReceived()).isEqualTo(4);
                assertThat(event.getBytesSent()).isEqualTo(30);
                assertThat(event.getBytesReceived()).isEqualTo(40);
                assertThat(event.getDurationMs()).isEqualTo(5_000);
                assertThat(event.getEventId()).isEqualTo("eve-1-10000");
                assertThat(event.getOutcome()).hasToString("ESTABLISHED");
            });
        }
        assertThat(read(100, there).events.get(0).getOutcome()).hasToString("UNKNOWN");
        assertThat(read(100, flow(1, ""), there, record("netflow", 2, THERE, "")).events)
                .hasSize(1);
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({
        "10.0.0.5, 203.0.113.9, 10.0.0.5, 203.0.113.9, 1, 2",
        "203.0.113.9, 10.0.0.5, 203.0.113.9, 10.0.0.5, 1, 2",
        "10.0.0.5, 224.0.0.251, 10.0.0.5, 224.0.0.251, 1, 2",
        "224.0.0.251, 10.0.0.5, 10.0.0.5, 224.0.0.251, 2, 1",
    })
    void countsAreOfTheDevice(String from, String to, String device, String remote, long sent, long received)
            throws IOException {
        String record = flow(1, ",\"bytes_toserver\":10,\"bytes_toclient\":20,\"pkts_toclient\":2")
                .replace(
                        THERE,
                        THERE.replace("203.0.113.9", to).replace("10.0.0.5\",\"src_port", from + "\",\"src_port"));
        DeviceConnection event = read(100, record).events.get(0);

        assertThat(event.getDeviceId()).isEqualTo("unknown-" + device);
        assertThat(Addresses.text(event.getRemoteIp().array())).isEqualTo(remote);
        assertThat(event.getPacketsSent()).isEqualTo(sent);
        assertThat(event.getPacketsReceived()).isEqualTo(received);
        assertThat(event.getBytesSent()).isEqualTo(10 * sent);
        assertThat(event.getBytesReceived()).isEqualTo(10 * received);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "1970-01-01T00:00:01+0000, 1000",
        "1970-01-01T00:00:01.5+0000, 1500",
        "1970-01-01T02:00:01.999999+0200, 1999",
        "1970-01-01T02:00:01+02:00, 1000",
        "1970-01-01T00:00:01Z, 1000",
        "9999-12-31T23:59:59.999Z, 253402300799999",
    })
    void times(String text, long millis) throws BadRecordException {
        assertThat(EveTime.millis("t", text)).isEqualTo(millis);
        assertThatThrownBy(() -> EveTime.millis("t", text.substring(0, 16))).hasMessageEndingWith("is no time");
        assertThatThrownBy(() -> EveTime.millis("t", "1969-12-31T23:59:59Z")).hasMessageContaining("not between");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '!', textBlock = """
        {"timestamp":1,"event_type":"x"}       | true
        {"timestamp":1,"event":"x"}            | false
        {"time":1,"event_type":"x"}            | false
        [{"timestamp":1,"event_type":"x"}]     | false
        !!                                     | false
        """)
    void heads(String head, boolean known) {
        EveFormat format = new EveFormat();

        assertThat(format.recognises(head.getBytes(StandardCharsets.UTF_8), "f"))
                .isEqualTo(known);
        String later = "{" + " ".repeat(16_384) + head.substring(Math.min(1, head.length()));
        assertThat(format.recognises(later.getBytes(StandardCharsets.UTF_8), "f"))
                .isFalse();
        assertThat(format.name()).isEqualTo("eve");
    }

    @Test
    void beyondTheBoundTheLongestWaitingNameGoesWithoutItsFlow() throws IOException {
        Reading reading = read(16, name("tls", 1, "a"), name("tls", 2, "b"), name("tls", 1, "c"), name("tls", 3, "c"));

        assertThat(told(reading))
                .containsExactly("eve-1-60000 TLS_SNI a tls", "eve-2-60000 TLS_SNI b tls", "eve-3-60000 TLS_SNI c tls");
        assertThat(reading.bounds.of(Bound.WAITING_ROWS)).isEqualTo(1);
        assertThat(read(24, name("tls", 1, "a"), name("tls", 2, "b"), name("tls", 3, "c"))
                        .bounds
                        .of(Bound.WAITING_ROWS))
                .isZero();
        Reading flows = read(1, name("tls", 1, "a"), name("tls", 2, "b"), flow(2, ""), flow(1, ""));
        assertThat(told(flows)).as("one waits at least").hasSize(3).contains("eve-2-60000 TLS_SNI b tls");
    }

    private static EveQueries.Asked asked(int flow, int id) throws IOException, BadRecordException {
        String part = "{\"type\":\"query\",\"id\":%d,\"rrname\":\"%d.example\"}".formatted(id, id);
        return new EveQueries.Asked(
                "f" + flow, EveDns.of(JsonFields.of(JsonFields.JSON.readTree(part))), new DeviceConnection());
    }

    @Test
    void questionsWaitForTheirAnswerByFlowAndTransaction() throws IOException, BadRecordException {
        List<String> unanswered = new ArrayList<>();
        EveQueries queries = new EveQueries(
                3, asked -> unanswered.add(asked.flow() + asked.dns().transaction()));
        queries.ask(asked(1, 1));
        queries.ask(asked(1, 2));
        queries.ask(asked(1, 2));
        queries.ask(asked(2, 1));
        assertThat(queries.answered("f3", "1")).isNull();
        assertThat(queries.answered("f1", "3")).isNull();
        assertThat(queries.answered("f1", "1")).isNotNull();
        assertThat(queries.answered("f1", "1")).as("answered already").isNull();
        queries.ask(asked(2, 2));
        assertThat(queries.boundHits()).isZero();
        queries.ask(asked(3, 1));
        assertThat(unanswered).as("the flow that waits longest").containsExactly("f12");
        assertThat(queries.boundHits()).isEqualTo(1);
        queries.giveUp("f1");
        queries.giveUp("f2");
        assertThat(unanswered).containsExactly("f12", "f21", "f22");
        queries.ask(asked(1, 1));
        queries.ask(asked(1, 2));
        assertThat(queries.boundHits()).isEqualTo(1);
        queries.answered("f3", "1");
        queries.ask(asked(4, 1));
        queries.end();
        assertThat(unanswered).containsExactly("f12", "f21", "f22", "f11", "f12", "f41");
        assertThat(queries.boundHits()).isEqualTo(1);
    }

    private static void take(GrowingLog log, int number, boolean told, String record)
            throws IOException, BadRecordException {
        LineReader line = new LineReader(new ByteArrayInputStream(record.getBytes(StandardCharsets.UTF_8)), 10_000);
        line.next();
        log.take(line, number, told);
    }

    @Test
    void aLogThatGrowsTellsAFlowWhenItEndsAndOnce() throws IOException, BadRecordException {
        Reading out = new Reading();
        out.settings = new DecodeSettings(100, 1_000, 1_000, 1_000, 10_000, 16, 2, 16);
        EveJoin join = new EveJoin(out.context());
        GrowingLog log = join.open("eve.json");
        assertThat(log.settledLines()).isZero();
        take(log, 1, true, name("tls", 1, "a"));
        take(log, 2, true, flow(7, ""));
        take(log, 3, false, " \n");
        assertThat(out.events).isEmpty();
        take(log, 4, false, flow(1, ""));
        assertThat(told(out)).containsExactly("eve-1-60000 TLS_SNI a tls");
        assertThat(out.events.get(0).getCapture()).isEqualTo("eve.json");
        assertThat(out.events.get(0).getPosition()).isEqualTo(4);
        assertThat(log.settledLines()).isEqualTo(4);
        for (int flow = 11; flow <= 14; flow++) {
            take(log, flow, false, name("tls", flow, "b"));
        }
        assertThat(join.boundHits()).isEqualTo(2);
        String answers =
                "\"dns\":{\"version\":2,\"type\":\"answer\",\"rrname\":\"d\",\"answers\":[{\"rdata\":\"1.1.1.1\"},"
                        + "{\"rdata\":\"1.1.1.2\"},{\"rdata\":\"1.1.1.3\"}]}";
        take(log, 15, false, record("dns", 14, THERE.replace("443", "53"), answers));
        assertThat(out.bounds).as("told when all is read").hasToString("");
        join.caughtUp();
        join.caughtUp();
        log.close();

        assertThat(out.bounds).hasToString("dns-answers 1, waiting-rows 2");
        assertThat(log.settledLines()).isEqualTo(15);
    }
}
