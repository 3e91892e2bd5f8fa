package io.waybill.captures.mobile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.waybill.captures.CaptureFormat;
import io.waybill.captures.CaptureInput;
import io.waybill.captures.Reading;
import io.waybill.captures.reference.Inventory;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.HostSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MobileFeedsTest {
    private static final String INTRUSION = """
            {"dns_event":{"event_id":1,"event_time":1700000000000,"package_name":"com.a","hostname":"API.example","ip_addresses":["/1.2.3.4","/2001:db8::1"],"ip_addresses_count":2}}
            {"connect_event":{"event_id":2,"event_time":1700000000100,"package_name":"com.a","port":443,"ip_address":"/1.2.3.4"}}
            {"connect_event":{"event_id":3,"event_time":1700000000200,"package_name":"com.b","port":80,"ip_address":"host.example/5.6.7.8"}}
            {"security_event":{"event_id":4}}
            """;

    private final Reading reading = new Reading();

    @BeforeEach
    void phonesAreKnown() throws IOException {
        reading.devices = Inventory.read(
                        new ByteArrayInputStream("device_id,serial\nphone-1,abc123\n".getBytes(StandardCharsets.UTF_8)),
                        "i",
                        reading.problems::add)
                .addressBook();
    }

    private void read(CaptureFormat format, CaptureInput... inputs) throws IOException {
        for (CaptureInput input : inputs) {
            try (var in = input.source().open()) {
                assertThat(format.recognises(in.readNBytes(CaptureFormat.HEAD_BYTES), input.name()))
                        .isTrue();
            }
        }
        reading.read(format, inputs);
    }

    private static byte[] zip(String... contents) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < contents.length; i++) {
                zip.putNextEntry(new ZipEntry("logs/day" + i + ".txt"));
                zip.write(contents[i].getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }

    @Test
    void intrusionLogsFromAZipWhoseFilesOverlapAreReadOnce() throws IOException {
        read(new AndroidNetworkFormat(), Reading.input("phone/abc123.zip", zip(INTRUSION, INTRUSION + "{broken\n")));

        assertThat(reading.events)
                .extracting(
                        DeviceConnection::getDeviceId,
                        DeviceConnection::getApp,
                        DeviceConnection::getHost,
                        DeviceConnection::getHostSource,
                        DeviceConnection::getRemotePort,
                        DeviceConnection::getCapture,
                        DeviceConnection::getPosition)
                .containsExactly(
                        tuple(
                                "phone-1",
                                "com.a",
                                "api.example",
                                HostSource.DNS,
                                443,
                                "phone/abc123.zip/logs/day0.txt",
                                2L),
                        tuple("phone-1", "com.b", null, HostSource.NONE, 80, "phone/abc123.zip/logs/day0.txt", 3L));
        assertThat(reading.described())
                .singleElement()
                .asString()
                .startsWith("phone/abc123.zip/logs/day1.txt: line 5: not JSON");
    }

    @Test
    void theUnpackedLogGivesTheSameEvents() throws IOException {
        read(
                new AndroidNetworkFormat(),
                Reading.input("abc123.zip", zip(INTRUSION)),
                Reading.input("abc123.json", INTRUSION));
        assertThat(reading.events).hasSize(2);
        assertThat(reading.problems).isEmpty();
    }

    @Test
    void aCutZipGivesWhatItHolds() throws IOException {
        byte[] whole = zip(INTRUSION.repeat(200), INTRUSION);
        reading.read(new AndroidNetworkFormat(), Reading.input("x.zip", Arrays.copyOf(whole, whole.length / 2)));
        assertThat(reading.problems).isNotEmpty();
    }

    @Test
    void eventsOfADevicePolicyController() throws IOException {
        read(new AndroidNetworkFormat(), Reading.input("events.jsonl", """
                {"deviceId":"ABC123","id":1,"timestamp":1700000000000,"packageName":"com.a","hostname":"api.example","inetAddresses":["/1.2.3.4"],"totalResolvedAddressCount":1}
                {"deviceId":"ABC123","id":2,"timestamp":1700000000100,"packageName":"com.a","inetAddress":"/1.2.3.4","port":443}
                {"deviceId":"ABC123","id":3,"timestamp":1700000000100,"packageName":"com.a","inetAddress":"/1.2.3.4","port":70000}
                """));
        assertThat(reading.events).singleElement().satisfies(event -> {
            assertThat(event.getDeviceId()).isEqualTo("phone-1");
            assertThat(event.getHost()).isEqualTo("api.example");
        });
        assertThat(reading.described()).singleElement().asString().contains("line 3: port: 70000");
    }

    private static final String BATCH = """
            {"device":"enterprises/LC01/devices/%s","user":"enterprises/LC01/users/1","retrievalTime":"2023-11-14T22:20:00Z","usageLogEvents":[
             {"eventId":"1","eventTime":"2023-11-14T22:13:20Z","eventType":"DNS","dnsEvent":{"hostname":"api.example","ipAddresses":["1.2.3.4"],"packageName":"com.a","totalIpAddressesReturned":"1"}},
             {"eventId":"2","eventTime":"2023-11-14T22:13:20.1Z","eventType":"CONNECT","connectEvent":{"destinationIpAddress":"1.2.3.4","destinationPort":443,"packageName":"com.a"}},
             {"eventId":"3","eventTime":"2023-11-14T22:13:21Z","eventType":"ADB_SHELL_COMMAND","adbShellCommandEvent":{}}]}
            """;

    @Test
    void managementBatchesOnALineOrLaidOut() throws IOException {
        String oneLine = BATCH.formatted("abc123").replace("\n", "") + "\n"
                + BATCH.formatted("other").replace("\n", "") + "\n";
        read(new AndroidManagementFormat(), Reading.input("batches.jsonl", oneLine));
        assertThat(reading.events)
                .extracting(DeviceConnection::getDeviceId, DeviceConnection::getHost)
                .containsExactly(tuple("phone-1", "api.example"), tuple("other", "api.example"));

        reading.events.clear();
        read(
                new AndroidManagementFormat(),
                Reading.input("laid-out.json", "[" + BATCH.formatted("abc123") + "," + BATCH.formatted("x") + "]"));
        assertThat(reading.events).hasSize(2);
        assertThat(reading.problems).isEmpty();

        reading.read(
                new AndroidManagementFormat(),
                Reading.input("bad.json", "{\n\"device\":1}"),
                Reading.input("cut.json", BATCH.substring(0, 300)),
                Reading.input("wide.json", "\0\0\0{\0zA\0"));
        assertThat(reading.described())
                .satisfiesExactly(
                        p -> assertThat(p).isEqualTo("bad.json: record 1: device: not a string"),
                        p -> assertThat(p).startsWith("cut.json: line 2: not JSON"),
                        p -> assertThat(p).startsWith("wide.json: not text: Invalid UTF-32"));
    }

    @Test
    void hitsOfAnAppPrivacyReportAreOneEventOfSeveralOccurrences() throws IOException {
        read(new AppPrivacyFormat(), Reading.input("abc123.ndjson", """
                {"accessor":{"identifier":"com.apple.x"},"type":"access","timeStamp":"2021-10-20T09:55:16.000-07:00"}
                {"domain":"Api.Example","firstTimeStamp":"2021-10-20T09:00:00.000-07:00","context":"","timeStamp":"2021-10-20T10:00:00.000-07:00","domainType":2,"initiatedType":"AppInitiated","hits":7,"type":"networkActivity","domainOwner":"","bundleID":"com.example"}
                {"domain":"1.2.3.4","firstTimeStamp":"2021-10-20T09:00:00.000-07:00","timeStamp":"2021-10-20T09:00:00.000-07:00","hits":1,"type":"networkActivity","bundleID":"com.example"}
                {"domain":"x.example","hits":1,"type":"networkActivity","bundleID":"com.example"}
                """));

        assertThat(reading.described()).containsExactly("abc123.ndjson: line 4: firstTimeStamp is missing");
        assertThat(reading.events)
                .extracting(
                        DeviceConnection::getDeviceId,
                        DeviceConnection::getHost,
                        DeviceConnection::getOccurrences,
                        DeviceConnection::getDurationMs,
                        DeviceConnection::getApp)
                .containsExactly(
                        tuple("phone-1", "api.example", 7, 3_600_000L, "com.example"),
                        tuple("phone-1", null, 1, 0L, "com.example"));
        assertThat(reading.events.get(0).getHostSource()).isEqualTo(HostSource.REPORTED);
    }
}
