package io.waybill.captures.packet;

import static io.waybill.captures.packet.Packets.ACK;
import static io.waybill.captures.packet.Packets.FIN;
import static io.waybill.captures.packet.Packets.RST;
import static io.waybill.captures.packet.Packets.SYN;
import static io.waybill.captures.packet.Packets.ipTcp;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.DecodeSettings;
import io.waybill.captures.KnownIdentifiers;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.Outcome;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Who contacts whom, and what became of it, when the capture does not show the first segment. The conversation is written from side
 * a (first address) to side b: {@code >} a sends, {@code <} b sends.
 */
class MissedStartTest {

    private static Decoding decode(String a, int aPort, String b, int bPort, String words, NamedDevices devices) {
        PcapFile file = new PcapFile(101);
        for (String word : words.split(" ")) {
            int flags = 0;
            byte[] payload = new byte[word.indexOf('D') >= 0 ? 3 : 0];
            for (char flag : word.substring(1).toCharArray()) {
                flags |= switch (flag) {
                    case 'S' -> SYN;
                    case 'A' -> ACK;
                    case 'F' -> FIN;
                    case 'R' -> RST;
                    case 'D' -> 0;
                    default -> throw new IllegalArgumentException(word);
                };
            }
            file.add(
                    word.charAt(0) == '>'
                            ? ipTcp(a, aPort, b, bPort, 100, flags, payload)
                            : ipTcp(b, bPort, a, aPort, 500, flags, payload));
        }
        return Decoding.of(file.bytes(), DecodeSettings.DEFAULTS, devices, KnownIdentifiers.NONE);
    }

    @ParameterizedTest(name = "{0}:{1} {4} {2}:{3} -> {5}")
    @CsvSource({
        // who opened says more than anything else
        "203.0.113.5, 40000, 192.168.1.10, 443, >S, 203.0.113.5",
        "203.0.113.5, 40000, 192.168.1.10, 443, <SA, 203.0.113.5",
        "192.168.1.10, 443, 203.0.113.5, 40000, >SA, 203.0.113.5",
        "192.168.1.10, 443, 203.0.113.5, 40000, >AD >SA, 203.0.113.5",
        // then the side in a private network, whoever is seen first
        "192.168.1.10, 40000, 203.0.113.5, 443, >AD, 192.168.1.10",
        "203.0.113.5, 443, 192.168.1.10, 40000, >AD, 192.168.1.10",
        "203.0.113.5, 443, 10.0.0.9, 40000, >FA, 10.0.0.9",
        "203.0.113.5, 443, 172.16.0.9, 40000, >R, 172.16.0.9",
        "2001:db8::5, 443, fd00::10, 40000, >AD, fd00::10",
        // then the short-lived port
        "203.0.113.5, 443, 198.51.100.1, 40000, >AD, 198.51.100.1",
        "198.51.100.1, 40000, 203.0.113.5, 443, >AD, 198.51.100.1",
        "192.168.1.1, 53, 192.168.1.10, 40000, >AD, 192.168.1.10",
        // else who is seen first
        "198.51.100.1, 40000, 203.0.113.5, 40001, >AD, 198.51.100.1",
        "203.0.113.5, 40001, 198.51.100.1, 40000, >AD, 203.0.113.5",
    })
    void theDeviceIsFound(String a, int aPort, String b, int bPort, String words, String device) {
        List<DeviceConnection> events =
                decode(a, aPort, b, bPort, words, new NamedDevices()).events();

        assertThat(events).extracting(DeviceConnection::getDeviceId).containsExactly("unknown-" + device);
    }

    @ParameterizedTest(name = "{0} {2}, known {3}")
    @CsvSource({
        "203.0.113.5, 198.51.100.1, >AD, 203.0.113.5, 203.0.113.5",
        "203.0.113.5, 198.51.100.1, >AD, 198.51.100.1, 198.51.100.1",
        "192.168.1.10, 203.0.113.5, >AD, 203.0.113.5, 203.0.113.5",
        "192.168.1.10, 192.168.1.11, >AD, 192.168.1.11, 192.168.1.11",
        // the inventory does not outweigh who was seen to open
        "192.168.1.10, 192.168.1.11, >S, 192.168.1.11, 192.168.1.10",
    })
    void aKnownDeviceComesBeforePlacesAndPorts(String a, String b, String words, String known, String device) {
        NamedDevices devices = new NamedDevices().device("phone-7", known);

        List<DeviceConnection> events =
                decode(a, 40_000, b, 40_001, words, devices).events();

        assertThat(events)
                .extracting(DeviceConnection::getDeviceId)
                .containsExactly(device.equals(known) ? "phone-7" : "unknown-" + device);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'>A', ESTABLISHED, 1, 0",
        "'>AD >AD', ESTABLISHED, 2, 0",
        "'<A', ESTABLISHED, 0, 1",
        "'<AD >A', ESTABLISHED, 1, 1",
        "'>FA', ESTABLISHED, 1, 0",
        "'>FA <FA', ESTABLISHED, 1, 1",
        "'>R', UNANSWERED, 1, 0",
        "'>RA', UNANSWERED, 1, 0",
        "'<R', REJECTED, 0, 1",
        "'<RA', REJECTED, 0, 1",
        "'>A <R', REJECTED, 1, 1",
        "'>A <RA', REJECTED, 1, 1",
        "'>FA <R', REJECTED, 1, 1",
        "'>S >R', UNANSWERED, 2, 0",
        "'>S <S', UNKNOWN, 1, 1",
        "'>S <SA <R', ESTABLISHED, 1, 2",
        "'>S <A', ESTABLISHED, 1, 1",
        "'>S <D', ESTABLISHED, 1, 1",
        "'>S <', UNANSWERED, 1, 1",
        "'>S <RD', REJECTED, 1, 1",
        "'>S <SA >RA', ESTABLISHED, 2, 1",
        "'>S <SA >A >AD <RA', ESTABLISHED, 3, 2",
    })
    void whatBecameOfIt(String words, Outcome outcome, long sent, long received) {
        Decoding decoding = decode("192.168.1.10", 40_000, "203.0.113.5", 443, words, new NamedDevices());

        assertThat(decoding.events()).singleElement().satisfies(event -> {
            assertThat(event.getDeviceId()).isEqualTo("unknown-192.168.1.10");
            assertThat(event.getOutcome()).isEqualTo(outcome);
            assertThat(event.getPacketsSent()).isEqualTo(sent);
            assertThat(event.getPacketsReceived()).isEqualTo(received);
        });
    }
}
