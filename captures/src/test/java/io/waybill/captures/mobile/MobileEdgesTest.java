package io.waybill.captures.mobile;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.Bound;
import io.waybill.captures.CaptureFormat;
import io.waybill.captures.DecodeSettings;
import io.waybill.captures.Reading;
import io.waybill.schemas.DeviceConnection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How management's batches may be laid out, by what the feeds of phones are told apart, and where their values end. */
class MobileEdgesTest {
    private static final String CONNECT =
            "{\"eventTime\":\"2023-11-14T22:13:20Z\",\"connectEvent\":{\"destinationIpAddress\":\"1.2.3.4\",\"destinationPort\":%d}}";

    private final Reading reading = new Reading();

    /** @param pad what no one reads, to make it long */
    private static String batch(String device, int pad, String... events) {
        return "{\"pad\":\"%s\",\"device\":\"%s\",\"usageLogEvents\":[%s]}"
                .formatted("x".repeat(pad), device, String.join(",", events));
    }

    private static DecodeSettings settings(int maxRecordBytes, int maxDnsAnswers) {
        DecodeSettings d = DecodeSettings.DEFAULTS;
        return new DecodeSettings(
                d.maxFlows(),
                d.tcpIdleMillis(),
                d.udpIdleMillis(),
                d.maxStreamBytes(),
                maxRecordBytes,
                d.maxExpansion(),
                maxDnsAnswers,
                d.maxJoinRows());
    }

    private List<String> placesOf(String file) throws IOException {
        reading.read(new AndroidManagementFormat(), Reading.input("f", file));
        return reading.events.stream()
                .map(event -> event.getDeviceId() + " " + event.getPosition())
                .toList();
    }

    @ParameterizedTest(name = "{0} more bytes")
    @ValueSource(ints = {0, 1_048_300, 1_048_576, 2_000_000})
    void batchesOfAnyLengthAreReadFromLinesAndFromAnArray(int pad) throws IOException {
        String long1 = batch("a", pad, CONNECT.formatted(1));
        String short2 = batch("devices/b", 0, CONNECT.formatted(2));

        assertThat(placesOf(long1 + "\n\n" + short2 + "\n")).containsExactly("a 1", "b 3");
        reading.events.clear();
        assertThat(placesOf("[" + long1 + "," + short2 + "]")).containsExactly("a 1", "b 2");
        assertThat(reading.problems).isEmpty();
    }

    @Test
    void aFirstLineOfExactlyAMebibyteIsALine() throws IOException {
        String frame = batch("a", 0, CONNECT.formatted(1));
        String line = batch("a", 1_048_576 - frame.length(), CONNECT.formatted(1));

        assertThat(placesOf(line + "\n{broken\n" + frame)).containsExactly("a 1");
        assertThat(reading.described()).singleElement().asString().startsWith("f: line 2: not JSON");
    }

    @Test
    void whatIsNoBatchDoesNotTakeTheOthersWithIt() throws IOException {
        String file = "[1,null,%s,{\"device\":\"\"},%s]"
                .formatted(
                        batch("a", 0, CONNECT.formatted(1), CONNECT.formatted(65_536), "7", "{\"connectEvent\":{}}"),
                        batch("a/b", 0, CONNECT.formatted(2), "{\"eventType\":\"OTHER\"}"));

        assertThat(placesOf(file)).containsExactly("a 3", "b 5");
        assertThat(reading.described())
                .containsExactly(
                        "f: record 1: not a JSON object",
                        "f: record 2: not a JSON object",
                        "f: record 3: event 2: port: 65536 is not between 0 and 65535",
                        "f: record 3: event 3: not a JSON object",
                        "f: record 3: event 4: eventTime is missing",
                        "f: record 4: device is missing");
    }

    @Test
    void aDocumentOverSeveralLinesIsTakenUpToTheLongestRecord() throws IOException {
        String file = "\n" + batch("a", 0, CONNECT.formatted(1));
        reading.settings = settings(file.length(), 10);
        assertThat(placesOf(file)).containsExactly("a 1");
        assertThat(reading.problems).isEmpty();

        reading.settings = settings(file.length() - 1, 10);
        placesOf(file);
        assertThat(reading.described())
                .singleElement()
                .asString()
                .startsWith("f: JSON over several lines, and longer than " + (file.length() - 1));
        assertThat(reading.events).hasSize(1);
    }

    @Test
    void eventsOfManagementAreToldApartByTheirNumbers() throws IOException {
        String same = CONNECT.formatted(1);
        String numbered = same.replace("{\"eventTime", "{\"eventId\":%s,\"eventTime");
        placesOf(batch(
                "a", 0, same, same, numbered.formatted("1"), numbered.formatted("\"1\""), numbered.formatted("2")));

        assertThat(reading.events)
                .hasSize(3)
                .extracting(DeviceConnection::getEventId)
                .doesNotHaveDuplicates();
    }

    @Test
    void aNameHoldsForAnHourAndABoundThatIsHitIsCounted() throws IOException {
        reading.settings = settings(10_000, 1);
        String file = """
                {"dns_event":{"event_time":1000,"hostname":"a.example","ip_addresses":["1.1.1.1","2.2.2.2"]}}
                {"dns_event":{"event_time":1000,"hostname":"not a name","ip_addresses":["1.1.1.1"]}}
                {"connect_event":{"event_time":1000,"port":1,"ip_address":"1.1.1.1"}}
                {"connect_event":{"event_time":3601000,"port":2,"ip_address":"1.1.1.1"}}
                {"connect_event":{"event_time":3601001,"port":3,"ip_address":"1.1.1.1"}}
                {"connect_event":{"event_time":1000,"port":4,"ip_address":"2.2.2.2"}}
                {"connect_event":{"event_time":999,"port":5,"ip_address":"1.1.1.1"}}
                """;
        reading.read(new AndroidNetworkFormat(), Reading.input("f", file));

        assertThat(reading.events)
                .extracting(DeviceConnection::getHost)
                .containsExactly("a.example", "a.example", null, null, null);
        assertThat(reading.events)
                .extracting(event -> event.getTime().toEpochMilli())
                .containsExactly(1_000L, 3_601_000L, 3_601_001L, 1_000L, 999L);
        assertThat(reading.events)
                .extracting(event -> event.getRemoteIp().get(0))
                .containsExactly((byte) 1, (byte) 1, (byte) 1, (byte) 2, (byte) 1);
        assertThat(reading.bounds.of(Bound.DNS_ANSWERS)).isEqualTo(1);
        assertThat(reading.bounds.of(Bound.REPEATS)).isZero();
        assertThat(reading.problems).isEmpty();
    }

    @Test
    void recordsOfAControllerNeedATimeAndAnAddressAndMayHaveNoNumber() throws IOException {
        reading.read(new AndroidNetworkFormat(), Reading.input("x/p7.json", """
                {"inetAddress":"/1.2.3.4","port":1,"timestamp":1,"deviceId":""}
                {"inetAddress":"/1.2.3.4","port":1,"timestamp":1,"deviceId":"p7"}
                {"inetAddress":"/1.2.3.4","port":1,"timestamp":1,"deviceId":"p7","id":0}
                {"inetAddress":"/1.2.3.4","port":1,"timestamp":1,"deviceId":"p7"}
                {"inetAddress":"/1.2.3.4","port":1}
                {"inetAddress":"/host","port":1,"timestamp":1}
                {"inetAddresses":["/host"],"hostname":"a.example","timestamp":1}
                {"connect_event":{"port":1,"event_time":1}}
                """));

        assertThat(reading.events).extracting(DeviceConnection::getDeviceId).containsExactly("unknown-p7", "p7", "p7");
        assertThat(reading.events).extracting(DeviceConnection::getPosition).containsExactly(1L, 2L, 3L);
        assertThat(reading.described())
                .containsExactly(
                        "x/p7.json: line 5: timestamp is missing",
                        "x/p7.json: line 6: '/host' is not an IP address",
                        "x/p7.json: line 7: '/host' is not an IP address",
                        "x/p7.json: line 8: ip_address is missing");
    }

    @Test
    void hitsAndTimesOfAnAppPrivacyReport() throws IOException {
        String record =
                "{\"type\":\"networkActivity\",\"domain\":\"%s\",\"firstTimeStamp\":%d,\"timeStamp\":%s,\"hits\":%d,\"context\":\"%s\"}\n";
        String first = record.formatted("a.example", 5_000, "9000", 0, "");
        reading.read(
                new AppPrivacyFormat(),
                Reading.input(
                        "f",
                        first
                                + first.replace("\"context\"", "\"initiatedType\":\"x\",\"context\"")
                                + record.formatted("a.example", 9_000, "5000", 1, "c")
                                + record.formatted("A.example.", 5_000, "5000", 2_147_483_648L, "")
                                + record.formatted("2001:db8::1", 5_000, "5000", 2_147_483_647L, "")
                                + record.formatted("no host", 5_000, "5000", 1, "")
                                + record.formatted("a.example", 5_000, "null", 1, "")));

        assertThat(reading.events)
                .extracting(DeviceConnection::getOccurrences)
                .containsExactly(1, 1, 1, Integer.MAX_VALUE, Integer.MAX_VALUE);
        assertThat(reading.events)
                .allSatisfy(event -> assertThat(event.getTime().toEpochMilli()).isEqualTo(5_000));
        assertThat(reading.events)
                .extracting(DeviceConnection::getDurationMs)
                .containsExactly(4_000L, 4_000L, 4_000L, 0L, 0L);
        assertThat(reading.events).extracting(DeviceConnection::getEventId).doesNotHaveDuplicates();
        assertThat(reading.events.get(4).getRemoteIp().remaining()).isEqualTo(16);
        assertThat(reading.described())
                .containsExactly("f: line 6: domain: 'no host' is no host name", "f: line 7: timeStamp is missing");
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "-", textBlock = """
        {'usageLogEvents'                     | android-management
        ^ [ 'usageLogEvents'                  | android-management
        'usageLogEvents'                      | -
        {'usageLog                            | -
        {'dns_event'                          | android-network
        {'connect_event'                      | android-network
        {'packageName','inetAddress'          | android-network
        {'packageName','inetAddresses'        | android-network
        {'packageName'                        | -
        {'inetAddress','inetAddresses'        | -
         ^{'dns_event'                         | -
        {'networkActivity'                    | ios-privacy
        {'bundleID','firstTimeStamp'          | ios-privacy
        {'bundleID'                           | -
        {'firstTimeStamp'                     | -
        ['networkActivity'                    | -
        """)
    void aFeedIsKnownByItsFields(String start, @Nullable String name) throws IOException {
        byte[] head = start.replace('\'', '"').replace('^', '\n').getBytes(StandardCharsets.UTF_8);
        List<CaptureFormat> formats =
                List.of(new AndroidManagementFormat(), new AndroidNetworkFormat(), new AppPrivacyFormat());
        for (CaptureFormat format : formats) {
            assertThat(format.recognises(head, "f"))
                    .as(format.name())
                    .isEqualTo(format.name().equals(name));
        }
        byte[] zip = IntrusionZipTest.zip("x.txt", "notes", "y.txt", new String(head, StandardCharsets.UTF_8));
        assertThat(new AndroidNetworkFormat().recognises(zip, "f")).isEqualTo("android-network".equals(name));
    }

    @Test
    void onlyTheBeginningSaysWhatAFileIs() {
        List<CaptureFormat> formats =
                List.of(new AndroidManagementFormat(), new AndroidNetworkFormat(), new AppPrivacyFormat());
        List<String> fields = List.of("\"usageLogEvents\"", "\"dns_event\"", "\"networkActivity\"");
        int[] bytes = {16_384, 8_192, 32_768};
        for (int i = 0; i < bytes.length; i++) {
            String field = fields.get(i);
            for (int more = 0; more <= 1; more++) {
                String head = "{" + " ".repeat(bytes[i] - 1 - field.length() + more) + field;
                assertThat(formats.get(i).recognises(head.getBytes(StandardCharsets.UTF_8), "f"))
                        .as("%s at %d", field, bytes[i] + more)
                        .isEqualTo(more == 0);
            }
        }
    }

    @Test
    void aZipIsKnownByFourBytesAndAnEmptyOneIsNone() throws IOException {
        byte[] zip = IntrusionZipTest.zip("a", "{\"dns_event\"");
        AndroidNetworkFormat format = new AndroidNetworkFormat();
        assertThat(format.recognises(zip, "f")).isTrue();
        assertThat(format.recognises(new byte[] {'P', 'K', 3, 4}, "f")).isFalse();
        assertThat(format.recognises(IntrusionZipTest.zip("a", ""), "f")).isFalse();
        for (int bytes : new int[] {20, 30, 31}) {
            assertThat(format.recognises(Arrays.copyOf(zip, bytes), "f"))
                    .as("cut within its first header, its name, its content: %d", bytes)
                    .isFalse();
        }
        for (int i = 0; i < 4; i++) {
            byte[] other = zip.clone();
            other[i]++;
            assertThat(format.recognises(other, "f")).isFalse();
        }
    }

    @Test
    void aBoundedStreamEndsAtItsBound() throws IOException {
        BoundedStream in = new BoundedStream(new ByteArrayInputStream(new byte[] {1, 2, 3, 4}), 3);
        assertThat(in.read()).isEqualTo(1);
        assertThat(in.exhausted()).isFalse();
        assertThat(in.read(new byte[9], 0, 9)).isEqualTo(2);
        assertThat(in.exhausted()).isTrue();
        assertThat(in.read()).isEqualTo(-1);

        BoundedStream longer = new BoundedStream(new ByteArrayInputStream(new byte[] {1}), 3);
        assertThat(longer.readAllBytes()).hasSize(1);
        assertThat(longer.exhausted()).isFalse();
    }
}
