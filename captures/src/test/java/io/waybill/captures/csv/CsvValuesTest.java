package io.waybill.captures.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.Reading;
import io.waybill.schemas.DeviceConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What single cells of the exports of nfdump and PCAPdroid mean. */
class CsvValuesTest {

    private static DeviceConnection only(Reading reading) {
        assertThat(reading.described()).isEmpty();
        assertThat(reading.events).hasSize(1);
        return reading.events.get(0);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        TCP, only SYN       | TCP   | 443 | ......S. | TCP   | 443 | UNANSWERED
        TCP, SYN and ACK    | TCP   | 443 | ...A..S. | TCP   | 443 | UNKNOWN
        TCP, SYN and reset  | TCP   | 443 | .....RS. | TCP   | 443 | UNKNOWN
        TCP, SYN and FIN    | TCP   | 443 | ......SF | TCP   | 443 | UNKNOWN
        TCP, SYN and push   | TCP   | 443 | ....P.S. | TCP   | 443 | UNKNOWN
        TCP, SYN and urgent | TCP   | 443 | ..U...S. | TCP   | 443 | UNKNOWN
        TCP, no flags       | TCP   | 443 |          | TCP   | 443 | UNKNOWN
        UDP                 | UDP   | 443 | ......S. | UDP   | 443 | UNKNOWN
        ICMP, type and code | ICMP  | 8.0 |          | ICMP  | 0   | UNKNOWN
        ICMP of version 6   | ICMP6 | 128.0 |        | ICMP  | 0   | UNKNOWN
        ICMP, code alone    | ICMP  | .0  |          | ICMP  | 0   | UNKNOWN
        SYN, written short  | TCP   | 443 | S        | TCP   | 443 | UNANSWERED
        no port             | GRE   |     |          | OTHER | 0   | UNKNOWN
        TCP by its number   | 6     | 443 | ......S. | TCP   | 443 | UNANSWERED
        the last number     | 255   | 443 |          | OTHER | 443 | UNKNOWN
        the first number    | 0     | 443 | ......S. | OTHER | 443 | UNKNOWN
        too long a number   | 0006  | 443 | ......S. | OTHER | 443 | UNKNOWN
        another word        | tcp   | 443 | ......S. | OTHER | 443 | UNKNOWN
        """)
    void nfdump(
            String name,
            String protocol,
            @Nullable String port,
            @Nullable String flags,
            String transport,
            int remotePort,
            String outcome)
            throws IOException {
        String file = "ts,te,sa,da,sp,dp,pr,flg,ipkt,ibyt\n"
                + "2018-01-12 15:37:30.250,2018-01-12 15:37:31.5,10.0.0.5,203.0.113.9,%s,%s,%s,%s,4,400\n"
                        .formatted("50000", port == null ? "" : port, protocol, flags == null ? "" : flags);

        DeviceConnection event = only(new Reading().read(new NfdumpFormat(), Reading.input("f.csv", file)));

        assertThat(event.getTransport()).as(name).hasToString(transport);
        assertThat(event.getRemotePort()).isEqualTo(remotePort);
        assertThat(event.getOutcome()).hasToString(outcome);
        assertThat(event.getTime()).hasToString("2018-01-12T15:37:30.250Z");
        assertThat(event.getDurationMs()).isEqualTo(1_250);
        assertThat(event.getBytesSent()).isEqualTo(400);
        assertThat(event.getPacketsSent()).isEqualTo(4);
        assertThat(event.getPosition()).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        answered                 | 6    | 203.0.113.9 | Closed      | 5 | 1 | 0 | TCP   | ESTABLISHED
        answered, packets alone  | 6    | 203.0.113.9 | Closed      | 5 | 0 | 1 | TCP   | ESTABLISHED
        not answered             | TCP  | 203.0.113.9 | Closed      | 5 | 0 | 0 | TCP   | UNANSWERED
        nothing sent             | TCP  | 203.0.113.9 | Closed      | 0 | 0 | 0 | TCP   | UNKNOWN
        to a group               | 17   | 224.0.0.251 | Closed      | 5 | 0 | 0 | UDP   | UNKNOWN
        unreachable              | UDP  | 203.0.113.9 | Unreachable | 0 | 0 | 0 | UDP   | UNANSWERED
        reset                    | 6    | 203.0.113.9 | Reset       | 5 | 0 | 0 | TCP   | REJECTED
        refused                  | 6    | 203.0.113.9 | refused     | 5 | 0 | 0 | TCP   | REJECTED
        ICMP                     | 1    | 203.0.113.9 | Closed      | 5 | 0 | 0 | ICMP  | UNANSWERED
        ICMP of version 6        | 58   | 203.0.113.9 | Closed      | 5 | 0 | 0 | ICMP  | UNANSWERED
        another                  | 47   | 203.0.113.9 | Closed      | 5 | 0 | 0 | OTHER | UNANSWERED
        """)
    void pcapdroid(
            String name,
            String protocol,
            String to,
            String status,
            long packetsSent,
            long bytesBack,
            long packetsBack,
            String transport,
            String outcome)
            throws IOException {
        DeviceConnection event = pcapdroid("%s,10.215.173.1,4,%s,443,1,A,com.a,TLS,%s,a.example,1,%d,%d,%d,5000,6000"
                .formatted(protocol, to, status, bytesBack, packetsSent, packetsBack));

        assertThat(event.getTransport()).as(name).hasToString(transport);
        assertThat(event.getOutcome()).hasToString(outcome);
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({
        "0, 0, 0, 0",
        "1, 3, 1000, 2000",
        "99999999999, 99999999999, 99999999999000, 0",
        "100000000000, 100000001500, 100000000000, 1500",
        "100000001500, 100000000000, 100000001500, 0",
    })
    void timesAreSecondsWhereTheyAreSmall(long first, long last, long millis, long duration) throws IOException {
        DeviceConnection event = pcapdroid(
                "6,10.215.173.1,4,203.0.113.9,443,1,A,com.a,TLS,Closed,a.example,7,8,9,10," + first + "," + last);

        assertThat(event.getTime().toEpochMilli()).isEqualTo(millis);
        assertThat(event.getDurationMs()).isEqualTo(duration);
        assertThat(event.getBytesSent()).isEqualTo(7);
        assertThat(event.getBytesReceived()).isEqualTo(8);
        assertThat(event.getPacketsSent()).isEqualTo(9);
        assertThat(event.getPacketsReceived()).isEqualTo(10);
    }

    @ParameterizedTest(name = "{0} {1} {2} {3}: {4} {5} {6}")
    @CsvSource(
            nullValues = "-",
            value = {
                "A, com.a, TLS, a.example, com.a, tls, a.example",
                "A, '', TLS, A.Example, A, tls, a.example",
                "'', '', TLS, '', -, tls, -",
                "A, com.a, DNS, a.example, com.a, dns, -",
                "A, com.a, '', a.example, com.a, -, a.example",
                "A, com.a, TCP, a.example, com.a, -, a.example",
                "A, com.a, udp, a.example, com.a, -, a.example",
                "A, com.a, ICMP, a.example, com.a, -, a.example",
                "A, com.a, HTTP, no host, com.a, http, -",
            })
    void appsProtocolsAndNames(
            String label,
            String app,
            String protocol,
            String info,
            @Nullable String shownApp,
            @Nullable String shownProtocol,
            @Nullable String host)
            throws IOException {
        DeviceConnection event = pcapdroid("6,10.215.173.1,4,203.0.113.9,443,1,%s,%s,%s,Closed,%s,1,1,1,1,5,6"
                .formatted(label, app, protocol, info));

        assertThat(event.getApp()).isEqualTo(shownApp);
        assertThat(event.getProtocol()).isEqualTo(shownProtocol);
        assertThat(event.getHost()).isEqualTo(host);
        assertThat(event.getHostSource()).hasToString(host == null ? "NONE" : "REPORTED");
    }

    private static DeviceConnection pcapdroid(String row) throws IOException {
        String header = "IPProto,SrcIP,SrcPort,DstIP,DstPort,UID,App,PackageName,Proto,Status,Info,BytesSent,BytesRcvd,"
                + "PktsSent,PktsRcvd,FirstSeen,LastSeen\n";
        return only(new Reading().read(new PcapdroidFormat(), Reading.input("c.csv", header + row + "\n")));
    }

    /** A file is known by its first line, if that is whole. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        ts,te,sa,da,sp,dp,pr,ipkt,ibyt~           | true
        "ts" , te,sa,da,sp,dp,pr,ipkt,ibyt,more~x | true
        ts,te,sa,da,sp,dp,pr,ipkt,ibyt            | false
        ts,te,sa,da,sp,dp,pr,ipkt~ibyt            | false
        ~ts,te,sa,da,sp,dp,pr,ipkt,ibyt~          | false
        """)
    void headers(String head, boolean known) {
        byte[] bytes = head.replace('~', '\n').getBytes(StandardCharsets.UTF_8);

        assertThat(new NfdumpFormat().recognises(bytes, "f")).isEqualTo(known);
        assertThat(new PcapdroidFormat().recognises(bytes, "f")).isFalse();
    }
}
