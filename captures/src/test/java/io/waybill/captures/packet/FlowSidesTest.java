package io.waybill.captures.packet;

import static io.waybill.captures.packet.Packets.ascii;
import static io.waybill.captures.packet.Packets.hex;
import static io.waybill.captures.packet.Packets.ip;
import static io.waybill.captures.packet.Packets.ipUdp;
import static io.waybill.captures.packet.Packets.join;
import static io.waybill.captures.packet.PcapFile.START_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.DecodeSettings;
import io.waybill.captures.KnownIdentifiers;
import io.waybill.captures.KnownIdentifiers.Identifier;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.Transport;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a connection keeps of each side: who it is by its MAC, its app, its identifiers; and what its transport says. */
class FlowSidesTest {

    private static final String PHONE = "192.168.1.10";
    private static final String SERVER = "203.0.113.5";

    private static byte[] packet(boolean fromPhone, byte[] payload) {
        return fromPhone ? ipUdp(PHONE, 40_000, SERVER, 4_242, payload) : ipUdp(SERVER, 4_242, PHONE, 40_000, payload);
    }

    /** {@code E} with Ethernet, {@code R} without link layer; {@code >} the phone sends, {@code <} the server. */
    @ParameterizedTest(name = "{0}, known {1}")
    @CsvSource({
        "E>, phone",
        "E<, phone",
        "R> E>, phone",
        "R> E<, phone",
        "E> R> R<, phone",
        "R< E> R< R>, phone",
        "R< E< R< R>, phone",
        "E< R< R>, phone",
        "R> E> R< R>, server",
        "R> E< R< R>, server",
        "R< E> R<, server",
        "R< E< R>, server",
        "R> R<,",
    })
    void aSideIsKnownByTheMacItEverHad(String words, @Nullable String known) {
        PcapngFile file = new PcapngFile(ByteOrder.BIG_ENDIAN).describe(101).describe(1);
        for (String word : words.split(" ")) {
            boolean fromPhone = word.charAt(1) == '>';
            byte[] ip = packet(fromPhone, new byte[1]);
            byte[] macs = hex(fromPhone ? "0200000000aa 020000000077" : "020000000077 0200000000aa");
            if (word.charAt(0) == 'E') {
                file.enhanced(1, 1, join(macs, hex("0800"), ip));
            } else {
                file.enhanced(0, 1, ip);
            }
        }
        NamedDevices devices = new NamedDevices();
        if (known != null) {
            devices.mac(known, known.equals("phone") ? "020000000077" : "0200000000aa");
        }

        assertThat(Decoding.of(file.bytes(), DecodeSettings.DEFAULTS, devices, KnownIdentifiers.NONE)
                        .events())
                .extracting(DeviceConnection::getDeviceId)
                .containsExactly(known == null ? "unknown-" + PHONE : known);
    }

    @Test
    void theFirstAppThatIsNamedIsTheConnections() {
        PcapngFile file = new PcapngFile(ByteOrder.BIG_ENDIAN);
        file.describe(101)
                .app(1, "first", "")
                .app(2, "second", "")
                .enhanced(0, 1, packet(true, new byte[1]))
                .enhanced(0, 1, packet(true, new byte[1]), file.option(1, ascii("u-1")))
                .enhanced(0, 1, packet(false, new byte[1]), file.option(1, ascii("u-2")));

        assertThat(file.decode().events()).extracting(DeviceConnection::getApp).containsExactly("first");
    }

    /** Whoever sends first, what the device sends is looked into, and nothing that it receives. */
    @ParameterizedTest(name = "phone sends first {0}, says it {1}")
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void identifiersAreThoseOfTheSideThatSendsThem(boolean phoneFirst, boolean phoneSays) {
        KnownIdentifiers identifiers = device -> List.of(new Identifier("SERIAL", "R58M123ABCD"));
        byte[] serial = ascii("R58M123ABCD");
        byte[] file = new PcapFile(101)
                .add(packet(phoneFirst, ascii("x")))
                .add(packet(!phoneFirst, ascii("x")))
                .add(packet(phoneSays, serial))
                .bytes();
        NamedDevices devices = new NamedDevices().device("phone-7", PHONE);

        assertThat(Decoding.of(file, DecodeSettings.DEFAULTS, devices, identifiers)
                        .events())
                .extracting(DeviceConnection::getLeaks)
                .containsExactly(phoneSays ? List.of("SERIAL") : List.of());
    }

    /** A flow is one device's or unknown from its first packet on, and so is what it gives away. */
    @ParameterizedTest(name = "known {0} ms after the first packet: {1}")
    @CsvSource({"0, phone-7, SERIAL", "1, unknown-192.168.1.10, "})
    void whoSendsIsAskedOfTheFirstPacket(long later, String device, @Nullable String leaks) {
        KnownIdentifiers identifiers = any -> List.of(new Identifier("SERIAL", "R58M123ABCD"));
        byte[] file = new PcapFile(101)
                .addAt(START_MILLIS, packet(true, ascii("x")))
                .addAt(START_MILLIS + 1, packet(true, ascii("R58M123ABCD")))
                .bytes();
        NamedDevices devices = new NamedDevices().device("phone-7", PHONE).since(START_MILLIS + later);

        assertThat(Decoding.of(file, DecodeSettings.DEFAULTS, devices, identifiers)
                        .events())
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getDeviceId()).isEqualTo(device);
                    assertThat(event.getLeaks()).isEqualTo(leaks == null ? List.of() : List.of(leaks));
                });
    }

    /** One packet, which nobody answers. */
    @ParameterizedTest(name = "protocol {1}, {2}")
    @CsvSource({
        "192.168.1.10, 1, 0800000000000000, ICMP, UNANSWERED, icmp",
        "192.168.1.10, 1, 0d00000000000000, ICMP, UNKNOWN, icmp",
        "192.168.1.10, 1, 8000000000000000, ICMP, UNKNOWN, icmp",
        "fd00::10, 58, 8000000000000000, ICMP, UNANSWERED, icmp",
        "fd00::10, 58, 8700000000000000, ICMP, UNKNOWN, icmp",
        "fd00::10, 58, 0800000000000000, ICMP, UNKNOWN, icmp",
        "192.168.1.10, 132, 0800000000000000, OTHER, UNKNOWN,",
        "192.168.1.10, 17, 0800000000080000, UDP, UNANSWERED,",
        "192.168.1.10, 6, 0800000000000001000000015010000000000000, TCP, ESTABLISHED,",
    })
    void whatATransportSays(
            String source,
            int protocol,
            String content,
            Transport transport,
            Outcome outcome,
            @Nullable String application) {
        String target = source.contains(":") ? "2001:db8::5" : SERVER;

        assertThat(new PcapFile(101)
                        .add(ip(source, target, protocol, hex(content)))
                        .decode()
                        .events())
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getTransport()).isEqualTo(transport);
                    assertThat(event.getOutcome()).isEqualTo(outcome);
                    assertThat(event.getProtocol()).isEqualTo(application);
                });
    }

    /** Packets need not stand in the order of their times: idle is what was silent too long by its own packets. */
    @ParameterizedTest(name = "after {0} ms: {1} flows")
    @CsvSource({"120000, 1", "120001, 2"})
    void silenceEndsAFlowThatOneOfLaterTimesHides(long millis, long flows) {
        byte[] hidden = packet(true, new byte[1]);
        Decoding decoding = new PcapFile(101)
                .addAt(START_MILLIS + 500_000, ipUdp(PHONE, 1, SERVER, 2, new byte[1]))
                .addAt(START_MILLIS, hidden)
                .addAt(START_MILLIS + millis, hidden)
                .decode();

        assertThat(decoding.events())
                .filteredOn(event -> event.getRemotePort() == 4_242)
                .hasSize((int) flows);
        assertThat(decoding.statistics().flows()).isEqualTo(1 + flows);
    }

    /** A flow lasts to its latest packet, whichever stands last. */
    @Test
    void anEarlierPacketBehindALaterOneShortensNothing() {
        byte[] packet = packet(true, new byte[1]);

        assertThat(new PcapFile(101)
                        .addAt(START_MILLIS, packet)
                        .addAt(START_MILLIS + 700, packet)
                        .addAt(START_MILLIS + 300, packet)
                        .decode()
                        .events())
                .extracting(DeviceConnection::getDurationMs)
                .containsExactly(700L);
    }
}
