package io.waybill.captures.own;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.AddressParser;
import io.waybill.captures.CaptureFormat;
import io.waybill.captures.Connections;
import io.waybill.captures.Reading;
import io.waybill.captures.reference.Inventory;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.HostSource;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.Transport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnFormatsTest {

    private static CaptureFormat reader(OwnFormat format) {
        return switch (format) {
            case JSONL -> new JsonlFormat();
            case CSV -> new CsvFormat();
            case AVRO -> new AvroFormat();
        };
    }

    private static byte[] written(OwnFormat format, List<DeviceConnection> events) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ConnectionWriter writer = format.writer(out)) {
            events.forEach(writer::accept);
        }
        return out.toByteArray();
    }

    private static DeviceConnection event(Random random, int n) {
        DeviceConnection event = Connections.blank("a capture, \"quoted\"", n);
        event.setEventId("id-" + n);
        event.setDeviceId(random.nextBoolean() ? "=cmd|' /C calc'!A0" : "phone-" + random.nextInt(100));
        event.setTime(Instant.ofEpochMilli(1_400_000_000_000L + random.nextInt()));
        event.setDurationMs(random.nextInt(100_000));
        event.setTransport(Transport.values()[random.nextInt(4)]);
        byte[] ip = new byte[random.nextBoolean() ? 4 : 16];
        random.nextBytes(ip);
        event.setRemoteIp(random.nextInt(5) == 0 ? null : ByteBuffer.wrap(ip));
        event.setRemotePort(random.nextInt(65_536));
        event.setHost(
                random.nextBoolean()
                        ? null
                        : List.of("'-x.example", "+1", "a,b", "ü.example", "'").get(random.nextInt(5)));
        event.setHostSource(HostSource.values()[random.nextInt(6)]);
        event.setProtocol(random.nextBoolean() ? null : "tls");
        event.setApp(random.nextBoolean() ? null : "com.example.app");
        event.setJa4(random.nextBoolean() ? null : "t13d1516h2_8daaf6152771_02713d6af862");
        event.setBytesSent(random.nextLong() >>> 1);
        event.setBytesReceived(random.nextLong() >>> 1);
        event.setPacketsSent(random.nextInt(100));
        event.setPacketsReceived(random.nextInt(100));
        event.setPosition(random.nextLong() >>> 1);
        event.setOutcome(Outcome.values()[random.nextInt(4)]);
        event.setOccurrences(1 + random.nextInt(9));
        event.setLeaks(random.nextBoolean() ? List.of() : List.of("IMEI", "SERIAL"));
        return event;
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsReadBack(OwnFormat format) throws IOException {
        long seed = 20140810;
        Random random = new Random(seed);
        List<DeviceConnection> events = new ArrayList<>();
        for (int n = 1; n <= 500; n++) {
            events.add(event(random, n));
        }
        byte[] file = written(format, events);

        Reading reading = new Reading().read(reader(format), Reading.input("file", file));

        assertThat(reading.problems).as("seed %d", seed).isEmpty();
        assertThat(reading.events).as("seed %d", seed).isEqualTo(events);
        assertThat(written(format, events)).isEqualTo(file);
        for (OwnFormat other : OwnFormat.values()) {
            assertThat(reader(other).recognises(file, "x"))
                    .as("%s seen as %s", format, other)
                    .isEqualTo(other == format);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFileCutAnywhereGivesWhatItHoldsAndAProblemAtMost(OwnFormat format) throws IOException {
        Random random = new Random(7);
        byte[] file = written(format, List.of(event(random, 1), event(random, 2), event(random, 3)));
        for (int length = 0; length < file.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(file, length);
            Reading reading = new Reading().read(reader(format), Reading.input("cut", cut));
            assertThat(reading.events).hasSizeLessThanOrEqualTo(3);
            assertThat(reading.problems).hasSizeLessThanOrEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherNameOfADeviceIsReplacedByItsId(OwnFormat format) throws IOException {
        List<DeviceConnection> events = new ArrayList<>();
        for (String name : List.of("S1", "unknown-s1", "unknown-x", "phone-7")) {
            DeviceConnection event = event(new Random(1), events.size());
            event.setDeviceId(name);
            events.add(event);
        }
        Reading reading = new Reading();
        String inventory = "device_id,serial\nphone-7,S1\n";
        reading.devices = Inventory.read(
                        new ByteArrayInputStream(inventory.getBytes(StandardCharsets.UTF_8)),
                        "i",
                        reading.problems::add)
                .addressBook();

        reading.read(reader(format), Reading.input("file", written(format, events)));

        assertThat(reading.events)
                .extracting(DeviceConnection::getDeviceId)
                .containsExactly("phone-7", "phone-7", "unknown-x", "phone-7");
    }

    @Test
    void jsonIsStrictAboutTypesAndNamesTheLine() throws IOException {
        String file = """
                {"eventId":"a","deviceId":"p","time":1}
                {"eventId":"b","deviceId":"p","time":"1"}
                {"eventId":"c","deviceId":"p","time":1,"remotePort":65536}
                {"eventId":"d","deviceId":7,"time":1}
                {"eventId":"e","time":1}

                {"eventId":"f","deviceId":"p","time":1,"remoteIp":"10.0.0.256"}
                {"eventId":"g","deviceId":"p","time":1,"transport":"SCTP"}
                {"eventId":"h","deviceId":"p","time":1} x
                {"eventId":"i","deviceId":"p","time":99999999999999999999}
                [1]
                {"eventId":"j","deviceId":"p","time":1,"host":null,"futureField":{"a":[1,{"b":2}]},"host":"API.Example."}
                """;

        Reading reading = new Reading().read(new JsonlFormat(), Reading.input("f.jsonl", file));

        assertThat(reading.events).extracting(DeviceConnection::getEventId).containsExactly("a", "j");
        assertThat(reading.events.get(1).getHost()).isEqualTo("api.example");
        assertThat(reading.described())
                .satisfiesExactly(
                        p -> assertThat(p).isEqualTo("f.jsonl: line 2: time: not a whole number"),
                        p -> assertThat(p).startsWith("f.jsonl: line 3: remotePort"),
                        p -> assertThat(p).isEqualTo("f.jsonl: line 4: deviceId: not a string"),
                        p -> assertThat(p).isEqualTo("f.jsonl: line 5: deviceId is missing"),
                        p -> assertThat(p).startsWith("f.jsonl: line 7: remoteIp"),
                        p -> assertThat(p).contains("line 8", "[TCP, UDP, ICMP, OTHER]"),
                        p -> assertThat(p).contains("line 9"),
                        p -> assertThat(p).contains("line 10", "time: not a whole number"),
                        p -> assertThat(p).contains("line 11", "not a JSON object"));
    }

    @Test
    void anEventWithoutIdGetsOneFromItsContentAndPlace() throws IOException {
        String line = "{\"deviceId\":\"p\",\"time\":1}\n";
        Reading first = new Reading().read(new JsonlFormat(), Reading.input("a", line + line));
        Reading second = new Reading().read(new JsonlFormat(), Reading.input("b", line + line + line));

        assertThat(first.events).extracting(DeviceConnection::getEventId).doesNotHaveDuplicates();
        assertThat(second.events.subList(0, 2))
                .extracting(DeviceConnection::getEventId)
                .isEqualTo(
                        first.events.stream().map(DeviceConnection::getEventId).toList());
    }

    @Test
    void csvTakesColumnsInAnyOrderAndNamesBrokenRows() throws IOException {
        String file = """
                time,deviceId,weather,remoteIp
                5,p,rain,2001:DB8::1
                5,p,rain
                x,p,rain,10.0.0.1
                5,,rain,10.0.0.1
                """;

        Reading reading = new Reading().read(new CsvFormat(), Reading.input("f.csv", file));

        assertThat(reading.events).hasSize(1);
        assertThat(reading.events.get(0).getRemoteIp()).isEqualTo(ByteBuffer.wrap(AddressParser.ip("2001:db8::1")));
        assertThat(reading.described())
                .containsExactly(
                        "f.csv: line 3: 3 cells under a header of 4",
                        "f.csv: line 4: time: 'x' is not a whole number",
                        "f.csv: line 5: deviceId is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@a", "\tx", "'=1", "''@x", "plain", "'", "'plain"})
    void noCellIsAFormula(String cell) {
        String written = CsvCells.neutralise(cell);
        assertThat(written)
                .doesNotStartWith("=")
                .doesNotStartWith("+")
                .doesNotStartWith("-")
                .doesNotStartWith("@")
                .doesNotStartWith("\t");
        assertThat(CsvCells.restore(written)).isEqualTo(cell);
    }

    @Test
    void anAvroBlockThatClaimsGigabytesIsRefusedNotAllocated() throws IOException {
        byte[] whole = written(OwnFormat.AVRO, List.of());
        byte[] claim = {2, (byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f};
        byte[] file = ByteBuffer.allocate(whole.length + claim.length)
                .put(whole)
                .put(claim)
                .array();

        Reading reading = new Reading().read(new AvroFormat(), Reading.input("bomb.avro", file));

        assertThat(reading.described()).singleElement().asString().contains("2147483647 bytes");
    }

    @Test
    void jsonLinesAreUtf8() throws IOException {
        byte[] file = "{\"deviceId\":\"ü\",\"time\":1}".getBytes(StandardCharsets.UTF_8);
        Reading reading = new Reading().read(new JsonlFormat(), Reading.input("f", file));
        assertThat(reading.events.get(0).getDeviceId()).isEqualTo("ü");
    }
}
