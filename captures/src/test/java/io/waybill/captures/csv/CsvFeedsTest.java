package io.waybill.captures.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.waybill.captures.Addresses;
import io.waybill.captures.DecodeSettings;
import io.waybill.captures.Reading;
import io.waybill.captures.reference.Inventory;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.Transport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CsvFeedsTest {

    @Test
    void nfdumpsDirectionsArePairedAndItsSummaryIsNoFlow() throws IOException {
        String csv = """
                ts,te,td,sa,da,sp,dp,pr,flg,fwd,stos,ipkt,ibyt,opkt,obyt
                2018-01-12 15:37:30,2018-01-12 15:37:31,1.000,10.0.0.5,203.0.113.9,52324,443,TCP,...AP.S.,0,0,4,400,0,0
                2018-01-12 15:37:30,2018-01-12 15:37:31,1.000,203.0.113.9,10.0.0.5,443,52324,TCP,...AP.S.,0,0,3,3000,0,0
                2018-01-12 15:37:32.250,2018-01-12 15:37:32.250,0.000,10.0.0.5,203.0.113.9,52325,902,TCP,......S.,0,0,1,60,0,0
                2018-01-12 15:37:33,2018-01-12 15:37:33,0.000,10.0.0.5,203.0.113.9,52326,902,TCP,......S.,0,0,1,60,0,0
                2018-01-12 15:37:33,2018-01-12 15:37:33,0.000,203.0.113.9,10.0.0.5,902,52326,TCP,...A.R..,0,0,1,40,0,0
                2018-01-12 15:37:34,2018-01-12 15:37:34,0.000,10.0.0.5,203.0.113.9,0,8.0,ICMP,........,0,0,1,84,1,84
                yesterday,2018-01-12 15:37:34,0.000,10.0.0.5,203.0.113.9,0,8.0,ICMP,........,0,0,1,84,1,84
                Summary
                flows,bytes,packets,avg_bps,avg_pps,avg_bpp
                4593,241025,4652,58357,140,51
                """;
        NfdumpFormat format = new NfdumpFormat();
        assertThat(format.recognises(csv.getBytes(StandardCharsets.UTF_8), "x")).isTrue();

        Reading reading = new Reading().read(format, Reading.input("flows.csv", csv));

        assertThat(reading.described()).singleElement().asString().contains("line 8", "'yesterday' is no time");
        assertThat(reading.events)
                .extracting(
                        DeviceConnection::getPosition,
                        DeviceConnection::getRemotePort,
                        DeviceConnection::getBytesSent,
                        DeviceConnection::getBytesReceived,
                        DeviceConnection::getOutcome,
                        DeviceConnection::getTransport)
                .containsExactly(
                        tuple(2L, 443, 400L, 3000L, Outcome.ESTABLISHED, Transport.TCP),
                        tuple(5L, 902, 60L, 40L, Outcome.REJECTED, Transport.TCP),
                        tuple(7L, 0, 84L, 84L, Outcome.ESTABLISHED, Transport.ICMP),
                        tuple(4L, 902, 60L, 0L, Outcome.UNANSWERED, Transport.TCP));
        assertThat(reading.events)
                .allSatisfy(event -> assertThat(event.getDeviceId()).isEqualTo("unknown-10.0.0.5"));
        assertThat(reading.events.get(3).getTime().toEpochMilli() % 1_000).isEqualTo(250);
    }

    private static final String PCAPDROID = """
            IPProto,SrcIP,SrcPort,DstIp,DstPort,UID,App,PackageName,Proto,Status,Info,BytesSent,BytesRcvd,PktsSent,PktsRcvd,FirstSeen,LastSeen
            6,10.215.173.1,40000,42.62.48.1,443,10123,"Mi, Cloud",com.xiaomi.xmsf,TLS,Closed,api.account.xiaomi.com,1000,2000,10,12,1407628800000,1407628801500
            17,10.215.173.1,40001,10.215.173.2,53,1051,netd,netd,DNS,Closed,api.account.xiaomi.com,60,120,1,1,1407628799,1407628799
            6,10.215.173.1,40002,198.51.100.1,80,10123,App,,TCP,Unreachable,,60,0,1,0,1407628802000,1407628802000
            6,nowhere,40002,198.51.100.1,80,10123,App,,TCP,Unreachable,,60,0,1,0,1407628802000,1407628802000
            """;

    @Test
    void pcapdroidsConnectionsCarryTheirApp() throws IOException {
        PcapdroidFormat format = new PcapdroidFormat();
        assertThat(format.recognises(PCAPDROID.getBytes(StandardCharsets.UTF_8), "x"))
                .isTrue();

        Reading reading = new Reading().read(format, Reading.input("c.csv", PCAPDROID));

        assertThat(reading.described()).singleElement().asString().contains("line 5", "SrcIP");
        assertThat(reading.events)
                .extracting(
                        DeviceConnection::getApp,
                        DeviceConnection::getHost,
                        DeviceConnection::getProtocol,
                        DeviceConnection::getOutcome,
                        DeviceConnection::getDurationMs,
                        e -> Addresses.text(e.getRemoteIp().array()))
                .containsExactly(
                        tuple(
                                "com.xiaomi.xmsf",
                                "api.account.xiaomi.com",
                                "tls",
                                Outcome.ESTABLISHED,
                                1_500L,
                                "42.62.48.1"),
                        tuple("netd", null, "dns", Outcome.ESTABLISHED, 0L, "10.215.173.2"),
                        tuple("App", null, null, Outcome.UNANSWERED, 0L, "198.51.100.1"));
    }

    @Test
    void aFileCalledAfterADeviceIsThatDevices() throws IOException {
        Reading reading = new Reading();
        reading.devices = Inventory.read(
                        new ByteArrayInputStream("device_id,serial\nphone-7,SN42\n".getBytes(StandardCharsets.UTF_8)),
                        "i",
                        reading.problems::add)
                .addressBook();
        reading.read(new PcapdroidFormat(), Reading.input("exports/sn42.2014-08.csv", PCAPDROID));
        assertThat(reading.events).extracting(DeviceConnection::getDeviceId).containsOnly("phone-7");
    }

    @Test
    void columnsMayComeInAnyOrderWithOthersBetween() throws IOException {
        String usual = "ts,te,sa,da,sp,dp,pr,ipkt,ibyt\n"
                + "2018-01-12 15:37:30,2018-01-12 15:37:31,10.0.0.5,203.0.113.9,5,443,TCP,4,400\n";
        String other = "\"ibyt\", smk, ipkt,pr,dp,sp,da,sa,te,ts,label\n"
                + "400,0,4,TCP,443,5,203.0.113.9,10.0.0.5,2018-01-12 15:37:31,2018-01-12 15:37:30,\"a, b\"\n";

        Reading one = new Reading().read(new NfdumpFormat(), Reading.input("f.csv", usual));
        Reading two = new Reading().read(new NfdumpFormat(), Reading.input("f.csv", other));
        one.events.forEach(event -> event.setEventId(""));
        two.events.forEach(event -> event.setEventId(""));

        assertThat(new NfdumpFormat().recognises(other.getBytes(StandardCharsets.UTF_8), "f"))
                .isTrue();
        assertThat(two.problems).isEmpty();
        assertThat(two.events).hasSize(1).isEqualTo(one.events);
    }

    @Test
    void anEmptyFirstCellEndsNothing() throws IOException {
        String csv = """
                Info,IPProto,SrcIP,DstIP,DstPort,UID,BytesSent,FirstSeen,LastSeen
                a.example,6,10.215.173.1,198.51.100.1,443,1,1,5,6
                ,6,10.215.173.1,198.51.100.1,444,1,1,5,6
                b.example,6,10.215.173.1,198.51.100.1,445,1,1,5,6
                """;

        Reading reading = new Reading().read(new PcapdroidFormat(), Reading.input("c.csv", csv));

        assertThat(reading.problems).isEmpty();
        assertThat(reading.events).extracting(DeviceConnection::getRemotePort).containsExactly(443, 444, 445);
    }

    /** Ids are made of all cells and the line: equal rows stay apart, and a file read again gives the same ones. */
    @Test
    void idsAreOfContentAndPlace() throws IOException {
        String row = PCAPDROID.lines().skip(2).findFirst().orElseThrow() + "\n";
        String header = PCAPDROID.lines().findFirst().orElseThrow() + "\n";
        String other = row.replace("netd,netd", "netd,netdx");
        Reading one = new Reading().read(new PcapdroidFormat(), Reading.input("a.csv", header + row + row + other));
        Reading two = new Reading().read(new PcapdroidFormat(), Reading.input("b.csv", header + other + row + row));

        assertThat(one.events)
                .extracting(DeviceConnection::getEventId)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("pcapdroid-[0-9a-f]{24}-[234]"))
                .element(1)
                .isEqualTo(two.events.get(1).getEventId());
        assertThat(one.events.get(0).getEventId())
                .isNotEqualTo(two.events.get(0).getEventId());
        assertThat(one.events).extracting(DeviceConnection::getPosition).containsExactly(2L, 3L, 4L);
    }

    @Test
    void whatIsNoCsvIsReportedAndTheRowsBeforeAreKept() throws IOException {
        Reading reading = new Reading();
        reading.settings = new DecodeSettings(10, 1_000, 1_000, 1_024, 2_000, 100, 10, 10);
        String rows = PCAPDROID.lines().limit(3).collect(Collectors.joining("\n")) + "\n";
        reading.read(new PcapdroidFormat(), Reading.input("c.csv", rows + "\"" + "x".repeat(90_000)));

        assertThat(reading.described())
                .singleElement()
                .asString()
                .startsWith("c.csv: not readable as CSV from here on: ");
        assertThat(reading.events).hasSizeLessThanOrEqualTo(2);
        assertThat(new PcapdroidFormat().name()).isEqualTo("pcapdroid");
        assertThat(new NfdumpFormat().name()).isEqualTo("nfdump");
    }
}
