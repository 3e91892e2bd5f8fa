package io.waybill.captures.packet;

import static io.waybill.captures.packet.Packets.ACK;
import static io.waybill.captures.packet.Packets.FIN;
import static io.waybill.captures.packet.Packets.RST;
import static io.waybill.captures.packet.Packets.SYN;
import static io.waybill.captures.packet.Packets.hex;
import static io.waybill.captures.packet.Packets.ip;
import static io.waybill.captures.packet.Packets.ipTcp;
import static io.waybill.captures.packet.Packets.ipUdp;
import static io.waybill.captures.packet.Packets.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.Addresses;
import io.waybill.captures.DecodeSettings;
import io.waybill.captures.KnownIdentifiers;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.Transport;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packets to connection events: where one ends, who contacts whom, and what became of it. */
class FlowsTest {

    private static final String PHONE = "192.168.1.10";
    private static final String SERVER = "203.0.113.5";
    private static final byte[] NOTHING = {};

    /** One segment by a word: who sends ({@code >} the phone, {@code <} the server) and its flags. */
    private static byte[] segment(String word) {
        boolean fromPhone = word.charAt(0) == '>';
        int flags = 0;
        byte[] payload = NOTHING;
        for (char flag : word.substring(1).toCharArray()) {
            switch (flag) {
                case 'S' -> flags |= SYN;
                case 'A' -> flags |= ACK;
                case 'F' -> flags |= FIN;
                case 'R' -> flags |= RST;
                case 'D' -> payload = hex("0001");
                default -> throw new IllegalArgumentException(word);
            }
        }
        return fromPhone
                ? ipTcp(PHONE, 40_000, SERVER, 443, 100, flags, payload)
                : ipTcp(SERVER, 443, PHONE, 40_000, 500, flags, payload);
    }

    private static Decoding conversation(String words) {
        PcapFile file = new PcapFile(101);
        for (String word : words.split(" ")) {
            file.add(segment(word));
        }
        return file.decode();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'>S <SA >A >AD <AD >FA <FA >A', ESTABLISHED",
        "'>S <SA >A', ESTABLISHED",
        "'>S <SA >R', ESTABLISHED",
        "'>S', UNANSWERED",
        "'>S >S >S', UNANSWERED",
        "'>S <RA', REJECTED",
        "'>S <R', REJECTED",
        "'>S >A >AD', ESTABLISHED",
        "'>AD <A', ESTABLISHED",
        "'<SA >A', ESTABLISHED",
        "'>AD <R', REJECTED",
    })
    void whatBecameOfATcpContact(String words, Outcome outcome) {
        List<DeviceConnection> events = conversation(words).events();

        assertThat(events).hasSize(1);
        DeviceConnection event = events.get(0);
        assertThat(event.getOutcome()).isEqualTo(outcome);
        assertThat(event.getDeviceId()).isEqualTo("unknown-" + PHONE);
        assertThat(event.getRemotePort()).isEqualTo(443);
        assertThat(event.getTransport()).isEqualTo(Transport.TCP);
        assertThat(event.getPacketsSent())
                .isEqualTo(words.chars().filter(c -> c == '>').count());
        assertThat(event.getPacketsReceived())
                .isEqualTo(words.chars().filter(c -> c == '<').count());
        assertThat(event.getDurationMs()).isEqualTo(1_000L * (words.split(" ").length - 1));
        assertThat(event.getBytesSent()).isEqualTo(bytes(words, ">"));
        assertThat(event.getBytesReceived()).isEqualTo(bytes(words, "<"));
        assertThat(event.getOccurrences()).isEqualTo(1);
        assertThat(event.getCapture()).isEqualTo("test");
    }

    private static long bytes(String words, String side) {
        return Arrays.stream(words.split(" "))
                .filter(word -> word.startsWith(side))
                .mapToLong(word -> segment(word).length)
                .sum();
    }

    @ParameterizedTest(name = "{0} {1} -> {2} {3}: device {4}")
    @CsvSource({
        "192.168.1.10, 40000, 203.0.113.5, 9000, 192.168.1.10",
        "203.0.113.5, 9000, 192.168.1.10, 40000, 192.168.1.10",
        "203.0.113.5, 40000, 198.51.100.1, 53, 203.0.113.5",
        "198.51.100.1, 123, 203.0.113.5, 40000, 203.0.113.5",
        "203.0.113.5, 40000, 198.51.100.1, 40001, 203.0.113.5",
        "192.168.1.10, 40000, 192.168.1.1, 9000, 192.168.1.10",
        "192.168.1.10, 5353, 224.0.0.251, 5353, 192.168.1.10",
        "203.0.113.5, 5353, 224.0.0.251, 5353, 203.0.113.5",
        "192.168.1.10, 137, 192.168.1.255, 137, 192.168.1.10",
        "fd00::10, 40000, 2001:db8::5, 9000, fd00::10",
        "2001:db8::5, 9000, fe80::1, 40000, fe80::1",
        "2001:db8::5, 5353, ff02::fb, 5353, 2001:db8::5",
        "224.0.0.251, 5353, 203.0.113.5, 5353, 203.0.113.5",
        "203.0.113.5, 1023, 198.51.100.1, 1024, 198.51.100.1",
        "203.0.113.5, 1024, 198.51.100.1, 40000, 203.0.113.5",
    })
    void whoContactsWhomOverUdp(String source, int sourcePort, String target, int targetPort, String device) {
        Decoding decoding = new PcapFile(101)
                .add(ipUdp(source, sourcePort, target, targetPort, hex("00")))
                .decode();

        assertThat(decoding.events()).extracting(DeviceConnection::getDeviceId).containsExactly("unknown-" + device);
    }

    @Test
    void whoOpensTheConnectionContactsEvenFromOutside() {
        Decoding decoding = new PcapFile(101)
                .add(ipTcp(SERVER, 40_000, PHONE, 8_080, 1, SYN, NOTHING))
                .decode();

        assertThat(decoding.events().get(0).getDeviceId()).isEqualTo("unknown-" + SERVER);
    }

    @Test
    void aKnownDeviceIsTheDeviceWhenTheStartWasMissed() {
        byte[] file = new PcapFile(101)
                .add(ipUdp("192.168.1.1", 9_000, PHONE, 9_001, hex("00")))
                .bytes();
        NamedDevices devices = new NamedDevices().device("phone-7", PHONE);

        Decoding decoding = Decoding.of(file, DecodeSettings.DEFAULTS, devices, KnownIdentifiers.NONE);

        assertThat(decoding.events().get(0).getDeviceId()).isEqualTo("phone-7");
        assertThat(decoding.events().get(0).getPacketsReceived()).isEqualTo(1);
        assertThat(decoding.events().get(0).getOutcome())
                .as("what was never asked")
                .isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void aLeaseInTheCaptureTellsWhoseAddressItIs() {
        byte[] reply = new byte[240];
        System.arraycopy(hex("02 01 06 00"), 0, reply, 0, 4);
        System.arraycopy(Packets.address(PHONE), 0, reply, 16, 4);
        System.arraycopy(hex("020000000077"), 0, reply, 28, 6);
        System.arraycopy(hex("63825363"), 0, reply, 236, 4);
        byte[] options = hex("3501 05 3304 00000e10 ff");
        byte[] file = new PcapFile(101)
                .add(ipUdp("192.168.1.1", 67, PHONE, 68, join(reply, options)))
                .add(ipUdp(PHONE, 40_000, SERVER, 4_242, hex("00")))
                .bytes();
        NamedDevices devices = new NamedDevices().mac("phone-7", "020000000077");

        Decoding decoding = Decoding.of(file, DecodeSettings.DEFAULTS, devices, KnownIdentifiers.NONE);

        assertThat(decoding.statistics().leases()).isEqualTo(1);
        assertThat(decoding.events()).extracting(DeviceConnection::getDeviceId).containsOnly("phone-7");
    }

    @Test
    void aNewAttemptOnTheSamePortsIsANewFlow() {
        Decoding decoding = new PcapFile(101)
                .add(ipTcp(PHONE, 40_000, SERVER, 443, 100, SYN, NOTHING))
                .add(ipTcp(PHONE, 40_000, SERVER, 443, 100, SYN, NOTHING))
                .add(ipTcp(PHONE, 40_000, SERVER, 443, 900, SYN, NOTHING))
                .decode();

        assertThat(decoding.events())
                .extracting(DeviceConnection::getPacketsSent)
                .containsExactly(2L, 1L);
        assertThat(decoding.events()).extracting(DeviceConnection::getPosition).containsExactly(1L, 3L);
    }

    @Test
    void silenceEndsAFlow() {
        long start = PcapFile.START_MILLIS;
        byte[] packet = ipUdp(PHONE, 40_000, SERVER, 4_242, hex("00"));

        Decoding decoding = new PcapFile(101)
                .addAt(start, packet)
                .addAt(start + 120_000, packet)
                .addAt(start + 240_001, packet)
                .decode();

        assertThat(decoding.events())
                .extracting(DeviceConnection::getPacketsSent)
                .containsExactly(2L, 1L);
    }

    @Test
    void aRefusalByIcmpBelongsToTheFlowItIsAbout() {
        byte[] packet = ipUdp(PHONE, 40_000, SERVER, 4_242, new byte[40]);
        byte[] refusal = join(hex("0303 0000 00000000"), Arrays.copyOf(packet, 28));

        Decoding decoding =
                new PcapFile(101).add(packet).add(ip(SERVER, PHONE, 1, refusal)).decode();

        assertThat(decoding.events()).hasSize(1);
        assertThat(decoding.events().get(0).getOutcome()).isEqualTo(Outcome.REJECTED);
        assertThat(decoding.events().get(0).getPacketsReceived()).isZero();
        assertThat(decoding.statistics().icmpErrors()).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"true, ESTABLISHED", "false, UNANSWERED"})
    void pingsAreContacts(boolean answered, Outcome outcome) {
        PcapFile file = new PcapFile(101).add(ip(PHONE, SERVER, 1, hex("0800 0000 00010001")));
        if (answered) {
            file.add(ip(SERVER, PHONE, 1, hex("0000 0000 00010001")));
        }

        assertThat(file.decode().events())
                .extracting(DeviceConnection::getOutcome)
                .containsExactly(outcome);
    }

    @Test
    void nobodyNeedAnswerAGroup() {
        Decoding decoding = new PcapFile(101)
                .add(ipUdp(PHONE, 5_353, "224.0.0.251", 5_353, hex("00")))
                .decode();

        assertThat(decoding.events().get(0).getOutcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(decoding.events().get(0).getProtocol()).isEqualTo("mdns");
    }

    @Test
    void whenTheTableIsFullTheLongestSilentFlowIsCompleted() {

        DecodeSettings two = new DecodeSettings(2, 1_000_000, 1_000_000, 1_000, 1_000, 1_000, 10, 10);
        PcapFile file = new PcapFile(101);
        for (int port : new int[] {1, 2, 1, 3}) {
            file.add(ipUdp(PHONE, 40_000, SERVER, port, hex("00")));
        }

        Decoding decoding = Decoding.of(file.bytes(), two, Decoding.NO_INVENTORY, KnownIdentifiers.NONE);

        assertThat(decoding.events())
                .extracting(DeviceConnection::getRemotePort)
                .containsExactly(2, 1, 3);
        assertThat(decoding.statistics().flowsEvicted()).isEqualTo(1);
    }

    @Test
    void idsFollowFromTheContentAlone() {
        byte[] one = ipUdp(PHONE, 40_000, SERVER, 1, hex("00"));
        byte[] two = ipUdp(PHONE, 40_000, SERVER, 2, hex("00"));
        long start = PcapFile.START_MILLIS;
        List<String> ids =
                ids(new PcapFile(101).addAt(start, one).addAt(start, two).decode());
        PcapngFile next = new PcapngFile(ByteOrder.BIG_ENDIAN);

        assertThat(ids).allMatch(id -> id.matches("[0-9a-f]{16}-[12]")).doesNotHaveDuplicates();
        assertThat(ids(new PcapFile(101).addAt(start, one).decode())).containsExactly(ids.get(0));
        assertThat(ids(next.describe(101)
                        .enhanced(0, start * 1_000, one)
                        .enhanced(0, start * 1_000, two)
                        .decode()))
                .isEqualTo(ids);
        assertThat(ids(new PcapFile(101).addAt(start, two).addAt(start, one).decode()))
                .doesNotContainAnyElementsOf(ids);
        assertThat(ids(new PcapFile(101).addAt(start + 1, one).decode())).doesNotContainAnyElementsOf(ids);
    }

    private static List<String> ids(Decoding decoding) {
        return decoding.events().stream().map(DeviceConnection::getEventId).toList();
    }

    @Test
    void aConversationWithItselfHasOneSide() {
        Decoding decoding =
                new PcapFile(101).add(ipUdp(PHONE, 9, PHONE, 9, hex("00"))).decode();

        assertThat(decoding.events()).hasSize(1);
        assertThat(Addresses.text(decoding.events().get(0).getRemoteIp().array()))
                .isEqualTo(PHONE);
    }
}
