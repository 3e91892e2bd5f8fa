package io.waybill.streams.detect.cohort;

import static io.waybill.streams.detect.selftest.SampleHistory.DAY;
import static io.waybill.streams.detect.selftest.SampleHistory.HOUR;
import static io.waybill.streams.detect.selftest.SampleHistory.MINUTE;
import static io.waybill.streams.detect.selftest.SampleHistory.MONDAY;
import static io.waybill.streams.detect.selftest.SampleHistory.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.Outcome;
import io.waybill.schemas.Severity;
import io.waybill.schemas.Transport;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.Verdict;
import io.waybill.streams.detect.selftest.SampleFleet;
import io.waybill.streams.detect.selftest.SampleHistory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The severity table of docs/detection.md, row by row, on one device of a network without an inventory. */
class SeverityTest {

    private static final String DEVICE = "unknown-192.168.7.20";

    @ParameterizedTest(name = "{0} every {1} s to {2}:{3}/{4}, {5} beats, {6}: {7}")
    @CsvSource(delimiter = '|', textBlock = """
            named, fast, usual port              |    60 | c2.example | 203.0.113.9  |  443 | TCP |  60 | ESTABLISHED | LOW
            named, fast, odd port                |    60 | c2.example | 203.0.113.9  | 8443 | TCP |  60 | ESTABLISHED | MEDIUM
            named, fast, odd port, unanswered    |    60 | c2.example | 203.0.113.9  | 8443 | TCP |  60 | UNANSWERED  | HIGH
            nameless, fast, usual port           |    60 |            | 203.0.113.9  |  443 | TCP |  60 | ESTABLISHED | MEDIUM
            nameless, fast, odd port             |    60 |            | 203.0.113.9  | 4444 | TCP |  60 | ESTABLISHED | HIGH
            few beats                            |    60 | c2.example | 203.0.113.9  |  443 | TCP |  11 | ESTABLISHED | INFORMATIONAL
            slow and steady, named               |  3600 | c2.example | 203.0.113.9  |  443 | TCP |  60 | ESTABLISHED | LOW
            slow and steady, nameless            | 21600 |            | 203.0.113.9  |  443 | TCP |  40 | ESTABLISHED | MEDIUM
            slow, few                            | 86400 | c2.example | 203.0.113.9  |  443 | TCP |   8 | ESTABLISHED | INFORMATIONAL
            UDP asks for no answer               |    60 | c2.example | 203.0.113.9  | 8443 | UDP |  60 | UNANSWERED  | MEDIUM
            ping                                 |    60 |            | 203.0.113.9  |    0 | ICMP|  60 | ESTABLISHED | INFORMATIONAL
            clock, whoever keeps it              |    60 |            | 203.0.113.9  |  123 | UDP |  60 | ESTABLISHED | INFORMATIONAL
            resolver                             |    60 |            | 203.0.113.9  |   53 | UDP |  60 | ESTABLISHED | INFORMATIONAL
            update check                         |  3600 | update.microsoft.com | 203.0.113.9 | 443 | TCP | 60 | ESTABLISHED | INFORMATIONAL
            """)
    void periodicContact(
            String name,
            long seconds,
            String host,
            String ip,
            int port,
            Transport transport,
            int beats,
            Outcome outcome,
            Severity severity) {
        SampleHistory history = SampleHistory.of(DEVICE, "unknown", "unknown");
        if (host == null) {
            history.address("203.0.113.0/24", ip, port);
        } else {
            history.site(host, host).to(ip, port);
        }
        history.transport(transport).outcome(outcome).every(seconds * SECOND, beats, MONDAY + 7);

        assertThat(of("periodic-contact", history)).as(name).isEqualTo(severity);
    }

    @Test
    void aNamelessBeatOnASingleOwnersNetworkIsNamedAsThat() {
        SampleHistory history = SampleHistory.of(DEVICE, "unknown", "unknown")
                .address("203.0.113.0/24", "203.0.113.9", 443)
                .in("US", 8075)
                .every(MINUTE, 60, MONDAY + 7);

        assertThat(verdicts(history))
                .filteredOn(verdict -> verdict.detector().equals("periodic-contact"))
                .singleElement()
                .satisfies(verdict -> {
                    assertThat(verdict.severity()).isEqualTo(Severity.INFORMATIONAL);
                    assertThat(verdict.knownService()).isEqualTo("Microsoft services (Microsoft)");
                });
    }

    @ParameterizedTest(name = "{0} -> {1}:{2}/{3}: {4}")
    @CsvSource(delimiter = '|', textBlock = """
            unknown-216.245.221.83 | 192.168.1.129 |    80 | TCP | INFORMATIONAL
            unknown-192.168.1.129  | 192.168.1.1   |  5000 | TCP |
            unknown-192.168.1.132  | 192.168.1.129 | 35859 | UDP |
            unknown-192.168.1.129  | 192.168.1.255 |   137 | UDP |
            unknown-10.0.1.6       | 192.168.1.4   |  8443 | TCP | HIGH
            unknown-192.168.1.132  | 192.168.1.129 |  4444 | TCP | HIGH
            unknown-192.168.1.132  | 192.168.1.10  |   389 | TCP | INFORMATIONAL
            phone-7                | 192.168.1.4   |  8443 | TCP | HIGH
            """)
    void onOneWire(String device, String ip, int port, Transport transport, Severity severity) {
        SampleHistory history = SampleHistory.of(device, "unknown", "unknown")
                .local("192.168.1.0/24", ip, port)
                .transport(transport)
                .every(5 * MINUTE, 200, MONDAY + 7);

        assertThat(of("periodic-contact", history)).isEqualTo(severity);
    }

    @Test
    void aStrangerIsCalledOne() {
        SampleHistory history = SampleHistory.of("unknown-216.245.221.83", "unknown", "unknown")
                .local("192.168.1.0/24", "192.168.1.129", 8080)
                .outcome(Outcome.UNANSWERED)
                .every(5 * MINUTE, 200, MONDAY + 7);

        assertThat(verdicts(history)).isNotEmpty().allSatisfy(verdict -> {
            assertThat(verdict.severity()).isEqualTo(Severity.INFORMATIONAL);
            assertThat(verdict.explanation()).contains("calls in from the Internet");
        });
    }

    @ParameterizedTest(name = "{0} names in {1} questions: {2}")
    @CsvSource({"60, 60, MEDIUM", "30, 60, MEDIUM", "29, 60, INFORMATIONAL", "1, 60, INFORMATIONAL"})
    void questionsToANameServer(long names, int questions, Severity severity) {
        SampleHistory history = SampleHistory.of(DEVICE, "unknown", "unknown")
                .site("tunnel.example", "aa.tunnel.example")
                .to("192.168.7.1", 53)
                .transport(Transport.UDP)
                .named(names, "aa.tunnel.example", "bb.tunnel.example")
                .every(MINUTE, questions, MONDAY + 7);
        history.to("203.0.113.53", 53).every(MINUTE, questions, MONDAY + 7 + 2 * HOUR);

        assertThat(of("periodic-contact", history)).isEqualTo(severity);
    }

    @Test
    void aTunnelInNamesIsNoNameLookup() {
        String[] sample = new String[64];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = Long.toHexString(0x9e3779b97f4a7c15L * (i + 1)) + ".tunnel.example";
        }
        SampleHistory history = SampleHistory.of("phone-1", "Acme", "One")
                .site("tunnel.example", sample[0])
                .to("203.0.113.53", 53)
                .transport(Transport.UDP)
                .named(150, sample)
                .every(3 * SECOND, 150, MONDAY);

        assertThat(of("name-flood", history)).isEqualTo(Severity.HIGH);
    }

    @ParameterizedTest(name = "{0} h to {1}:{2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
             3.9 |            | 4444 |
             4.1 |            | 4444 | MEDIUM
             4.1 |            |  443 | INFORMATIONAL
            12.5 |            |  443 | MEDIUM
            12.5 | c2.example |  443 | INFORMATIONAL
             6.0 | c2.example | 6667 | MEDIUM
            30.0 | mtalk.google.com | 5228 | INFORMATIONAL
            """)
    void longConnection(double hours, String host, int port, Severity severity) {
        SampleHistory history = SampleHistory.of(DEVICE, "unknown", "unknown");
        if (host == null) {
            history.address("203.0.113.0/24", "203.0.113.9", port);
        } else {
            history.site(host, host).to("203.0.113.9", port);
        }

        assertThat(of("long-connection", history.lasting((long) (hours * HOUR)).at(MONDAY)))
                .isEqualTo(severity);
    }

    @ParameterizedTest(name = "{0} MB to {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
             19 |            |
             21 |            | MEDIUM
             21 | up.example | INFORMATIONAL
            120 | up.example | LOW
            """)
    void uploadVolume(long megabytes, String host, Severity severity) {
        SampleHistory history = SampleHistory.of(DEVICE, "unknown", "unknown");
        if (host == null) {
            history.address("203.0.113.0/24", "203.0.113.9", 443);
        } else {
            history.site(host, host);
        }

        assertThat(of("upload-volume", history.bytesSent(megabytes * 1_000_000).at(MONDAY)))
                .isEqualTo(severity);
    }

    private static @org.jspecify.annotations.Nullable Severity of(String detector, SampleHistory history) {
        return verdicts(history).stream()
                .filter(verdict -> verdict.detector().equals(detector))
                .map(Verdict::severity)
                .findFirst()
                .orElse(null);
    }

    private static List<Verdict> verdicts(SampleHistory history) {
        return new SampleFleet()
                .watched(MONDAY, MONDAY + 14 * DAY)
                .with(history)
                .verdicts(Policy.EMPTY);
    }
}
