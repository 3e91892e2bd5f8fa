package io.waybill.captures.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.captures.BadRecordException;
import io.waybill.captures.CaptureFormat;
import io.waybill.captures.Connections;
import io.waybill.captures.Reading;
import io.waybill.schemas.DeviceConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the values of events in JSON and CSV end, and by what the two are told from other files. */
class ConnectionJsonTest {

    private static DeviceConnection read(String json) throws BadRecordException {
        byte[] bytes = (">" + json + "<").getBytes(StandardCharsets.UTF_8);
        return ConnectionJson.read(bytes, 1, bytes.length - 2, "a capture", 7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'remotePort':0",
                "'remotePort':65535",
                "'occurrences':1",
                "'occurrences':2147483647",
                "'durationMs':0",
                "'bytesSent':9223372036854775807",
                "'time':0",
                "'time':253402300799999",
                "'leaks':[]",
                "'host':null",
            })
    void valuesUpToTheirBoundsAreTaken(String field) throws Exception {
        String json = ("{'deviceId':'p','time':1," + field + "}").replace('\'', '"');

        String written = ConnectionJson.text(read(json.replace("{", "{\"eventId\":\"e\",")));

        String value = field.replace('\'', '"');
        assertThat(written.contains(value)).isEqualTo(!value.endsWith("null"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        'remotePort':65536               | remotePort: 65536 is not between
        'remotePort':-1                  | remotePort: -1 is not between
        'occurrences':0                  | occurrences: 0 is not between
        'occurrences':2147483648         | occurrences: 2147483648 is not between
        'durationMs':-1                  | durationMs: -1 is not between
        'bytesSent':-1                   | bytesSent: -1 is not between
        'bytesReceived':-1               | bytesReceived: -1 is not between
        'packetsSent':-1                 | packetsSent: -1 is not between
        'packetsReceived':-1             | packetsReceived: -1 is not between
        'position':9223372036854775808   | position: not a whole number
        'time':253402300800000           | time: 253402300800000 is not between
        'time':1.5                       | time: not a whole number
        'eventId':''                     | eventId is empty
        'deviceId':''                    | deviceId is empty
        'app':7                          | app: not a string
        'outcome':'established'          | outcome: 'established' is none of
        'leaks':'IMEI'                   | leaks: not an array
        'leaks':['IMEI',1]               | leaks: not a string
        """)
    void valuesBeyondThemAreNot(String field, String reason) {
        assertThatThrownBy(() -> read(("{'deviceId':'p','time':1," + field + "}").replace('\'', '"')))
                .isInstanceOf(BadRecordException.class)
                .hasMessageStartingWith(reason);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {'deviceId':'p'}             | time is missing
        {'time':1}                   | deviceId is missing
        {}                           | deviceId is missing
        ['deviceId']                 | not a JSON object
        {'deviceId':'p','time':1}{}  | something follows the JSON object
        {'deviceId':'p','time':1     | not JSON: Unexpected end-of-input
        """)
    void whatIsNoEventIsRefused(String json, String reason) {
        assertThatThrownBy(() -> read(json.replace('\'', '"')))
                .isInstanceOf(BadRecordException.class)
                .hasMessageStartingWith(reason);
    }

    @Test
    void leaksAreSortedWithoutRepeatsAndAtMost64() throws Exception {
        String json = "{\"deviceId\":\"p\",\"time\":1,\"leaks\":[%s]}";
        assertThat(read(json.formatted("\"SERIAL\",\"IMEI\",\"SERIAL\"")).getLeaks())
                .containsExactly("IMEI", "SERIAL");

        List<String> leaks =
                IntStream.range(0, 65).mapToObj(i -> "\"k" + i + '"').collect(Collectors.toList());
        assertThatThrownBy(() -> read(json.formatted(String.join(",", leaks)))).hasMessage("leaks: more than 64");
        leaks.addAll(0, Collections.nCopies(3, leaks.remove(64)));
        leaks.remove(3);
        assertThat(read(json.formatted(String.join(",", leaks))).getLeaks()).hasSize(64);
    }

    @Test
    void whatAnObjectDoesNotSayHasItsDefault() throws Exception {
        DeviceConnection expected = Connections.blank("a capture", 7);
        expected.setDeviceId("p");
        expected.setTime(Instant.ofEpochMilli(1));

        assertThat(read("{\"deviceId\":\"p\",\"time\":1}")).isEqualTo(expected);
    }

    @Test
    void anEventAsTextSaysWhatIsThereAndLeavesTheAddressToOthers() {
        DeviceConnection event = Connections.blank("c", 7);
        event.setEventId("e");
        event.setDeviceId("p");
        event.setTime(Instant.ofEpochMilli(1));
        event.setRemoteIp(ByteBuffer.wrap(new byte[] {9, 10, 0, 0, 1, 9}, 1, 4));
        event.setLeaks(List.of("IMEI"));

        assertThat(ConnectionJson.text(event))
                .isEqualTo("{\"eventId\":\"e\",\"deviceId\":\"p\",\"time\":1,\"durationMs\":0,\"transport\":\"OTHER\","
                        + "\"remoteIp\":\"10.0.0.1\",\"remotePort\":0,\"hostSource\":\"NONE\",\"bytesSent\":0,"
                        + "\"bytesReceived\":0,\"packetsSent\":0,\"packetsReceived\":0,\"outcome\":\"UNKNOWN\","
                        + "\"occurrences\":1,\"leaks\":[\"IMEI\"],\"capture\":\"c\",\"position\":7}");
        assertThat(event.getRemoteIp().remaining()).isEqualTo(4);
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "-", textBlock = """
        {'deviceId':'p','time':1}             | jsonl
        N N{'deviceId':'p','time':1}N{}       | jsonl
        {'deviceId':'p'}N{'time':1}           | -
        {'deviceId':'p'}                      | -
        {'time':1}                            | -
        {'deviceId':'p','time':1,'kind':'x'}  | -
        ['deviceId','time']                   | -
        deviceId,timeN                        | csv
        'time','x','deviceId' N1              | csv
        deviceId,time                         | -
        deviceId,xNtime,deviceId              | -
        time,xN                               | -
        {,deviceId,timeN                      | -
        """)
    void anEventNeedsItsTwoFieldsInTheFirstLine(String file, @Nullable String name) {
        byte[] head = file.replace('\'', '"').replace('N', '\n').getBytes(StandardCharsets.UTF_8);
        for (CaptureFormat format : List.of(new JsonlFormat(), new CsvFormat())) {
            assertThat(format.recognises(head, "f"))
                    .as(format.name())
                    .isEqualTo(format.name().equals(name));
        }
    }

    @Test
    void onlyTheFirst8192BytesSayWhatAFileIs() {
        String csv = "deviceId,time,";
        String json = "{\"deviceId\":\"p\",\"x\":\"";
        String end = "\",\"time\":1}";
        for (int more = 0; more <= 1; more++) {
            byte[] table = (csv + "x".repeat(8_191 - csv.length() + more) + "\n").getBytes(StandardCharsets.UTF_8);
            byte[] lines = (json + "x".repeat(8_192 - json.length() - 8 + more) + end).getBytes(StandardCharsets.UTF_8);
            assertThat(new CsvFormat().recognises(table, "f")).isEqualTo(more == 0);
            assertThat(new JsonlFormat().recognises(lines, "f")).isEqualTo(more == 0);
        }
    }

    @Test
    void rowsOfCsvHaveTheSameBoundsAndAnIdOfTheirOwn() throws IOException {
        Reading reading =
                new Reading().read(new CsvFormat(), Reading.input("f.csv", """
                deviceId, time ,occurrences,durationMs,leaks,weather
                p,1,2147483647,0,SERIAL IMEI  IMEI,rain
                p,1,1,,,rain
                p,1,1,,,rain
                p,1,0,,,
                p,1,2147483648,,,
                p,1,1,-1,,
                p,,1,,,
                "p"x,1,1,,,
                p,1,1,,,
                """), Reading.input("empty.csv", ""));

        assertThat(reading.events).extracting(DeviceConnection::getOccurrences).containsExactly(2_147_483_647, 1, 1);
        assertThat(reading.events).extracting(DeviceConnection::getPosition).containsExactly(2L, 3L, 4L);
        assertThat(reading.events)
                .extracting(DeviceConnection::getEventId)
                .doesNotContainNull()
                .doesNotHaveDuplicates();
        assertThat(reading.events.get(0).getLeaks()).containsExactly("IMEI", "SERIAL");
        assertThat(reading.described())
                .satisfiesExactly(
                        p -> assertThat(p).startsWith("f.csv: line 5: occurrences: 0 is not"),
                        p -> assertThat(p).startsWith("f.csv: line 6: occurrences: 2147483648 is not"),
                        p -> assertThat(p).startsWith("f.csv: line 7: durationMs: -1 is not"),
                        p -> assertThat(p).isEqualTo("f.csv: line 8: time is missing"),
                        p -> assertThat(p).contains("not readable as CSV from here on"));
    }
}
