package io.waybill.captures.packet;

import static io.waybill.captures.packet.Packets.ACK;
import static io.waybill.captures.packet.Packets.SYN;
import static io.waybill.captures.packet.Packets.ascii;
import static io.waybill.captures.packet.Packets.hex;
import static io.waybill.captures.packet.Packets.ipTcp;
import static io.waybill.captures.packet.Packets.ipUdp;
import static io.waybill.captures.packet.Packets.join;
import static io.waybill.captures.packet.Packets.u16;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.waybill.captures.DecodeSettings;
import io.waybill.captures.KnownIdentifiers;
import io.waybill.captures.KnownIdentifiers.Identifier;
import io.waybill.captures.leak.IdentifierKinds;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.HostSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Fuzz targets below the packets: any bytes as what a phone or its network says inside of well-formed ones. In a build they run
 * over stored and generated inputs.
 */
class NameReadersFuzzTest {

    private static final String PHONE = "192.168.1.10";
    private static final String SERVER = "203.0.113.5";
    private static final byte[] GET = ascii("GET http://a.example/x HTTP/1.1\r\nHost: b.example:8080\r\n\r\n");
    private static final byte[] CONNECT = ascii("CONNECT c.example:443 HTTP/1.1\r\n\r\n");
    private static final byte[] ANSWER =
            hex("0001 8180 0001 0001 0000 0000 01 61 00 0001 0001 c00c 0001 0001 0000003c 0004 cb007105");
    private static final String IMEI = "490154203237518";

    /** The first byte says where the stream is cut in two. */
    static Stream<byte[]> streams() {
        byte[] hello = ClientHellos.message("www.example.com");
        return Stream.of(ClientHellos.records(hello, 60), ClientHellos.records(hello, 16_384), GET, CONNECT)
                .map(start -> join(new byte[] {40}, start));
    }

    static Stream<byte[]> datagrams() {
        return Stream.of(
                join(hex("c0 00000001 08 0102030405060708 00 00 4496"), new byte[1_174]),
                QuicTest.v1(0, QuicTest.crypto(0, ClientHellos.message("quic.example.com"))),
                join(
                        ascii("\u000912345678Q043\u0001"),
                        new byte[12],
                        ascii("CHLO"),
                        hex("0100 0000 534e4900 01000000"),
                        ascii("a")));
    }

    static Stream<byte[]> frames() {
        byte[] hello = ClientHellos.message("quic.example.com");
        return Stream.of(
                QuicTest.crypto(0, hello),
                join(
                        QuicTest.crypto(30, Arrays.copyOfRange(hello, 30, hello.length)),
                        hex("01 02 05 00 01 00 00 03"),
                        hex("07 00 00 00 01 02 03"),
                        QuicTest.crypto(0, Arrays.copyOf(hello, 30))),
                hex("1c 0000"));
    }

    static Stream<byte[]> messages() {
        return Stream.of(ANSWER, join(ANSWER, ANSWER), hex("0001 0100 0001 0000 0000 0000 01 61 00 0001 0001"));
    }

    static Stream<byte[]> leases() {
        byte[] reply = new byte[236];
        reply[0] = 2;
        reply[2] = 6;
        reply[16] = 10;
        return Stream.of(
                join(reply, hex("63825363 35 01 05 33 04 00000e10 ff")), join(reply, hex("63825363 00 35 09")));
    }

    static Stream<byte[]> payloads() {
        return Stream.of(
                join(new byte[] {12}, ascii("q=" + IMEI)),
                join(new byte[] {9}, ascii("q=49-015420-323751-8")),
                join(new byte[] {3}, ascii("id=NDkwMTU0MjAzMjM3NTE4")));
    }

    /** Bytes that begin a TCP stream tell the same, in one segment or in two. */
    @MethodSource("streams")
    @FuzzTest(maxDuration = "2m")
    void streamStart(byte[] bytes) {
        if (bytes.length < 3) {
            return;
        }
        byte[] stream = Arrays.copyOfRange(bytes, 1, bytes.length);
        int cut = 1 + (bytes[0] & 0xff) % (stream.length - 1);
        Decoding whole =
                new PcapFile(101).add(opening()).add(segment(0, stream)).decode();
        Decoding parts = new PcapFile(101)
                .add(opening())
                .add(segment(cut, Arrays.copyOfRange(stream, cut, stream.length)))
                .add(segment(0, Arrays.copyOf(stream, cut)))
                .decode();
        HostileInputTest.accountedFor(whole, "in one segment");
        HostileInputTest.accountedFor(parts, "in two segments");
        assertThat(named(parts)).isEqualTo(named(whole));
    }

    @MethodSource("datagrams")
    @FuzzTest(maxDuration = "2m")
    void quic(byte[] datagram) {
        byte[] packet = ipUdp(PHONE, 40_000, SERVER, 443, datagram);
        HostileInputTest.accountedFor(new PcapFile(101).add(packet).add(packet).decode(), "datagrams");
    }

    /** Bytes in the place of frames, encrypted as a client would. */
    @MethodSource("frames")
    @FuzzTest(maxDuration = "2m")
    void quicFrames(byte[] frames) {
        byte[] datagram = QuicTest.v1(2, Arrays.copyOf(frames, Math.min(frames.length, 8_000)));
        Decoding decoding = new PcapFile(101)
                .add(ipUdp(PHONE, 40_000, SERVER, 443, datagram))
                .decode();
        assertThat(decoding.events())
                .hasSize(1)
                .allSatisfy(event -> assertThat(event.getProtocol()).startsWith("quic"));
    }

    /** The same bytes as an answer to a phone, over both transports. */
    @MethodSource("messages")
    @FuzzTest(maxDuration = "2m")
    void dns(byte[] message) {
        byte[] framed = join(u16(message.length & 0xffff), message);
        Decoding decoding = new PcapFile(101)
                .add(ipUdp(SERVER, 53, PHONE, 4_000, message))
                .add(ipUdp(PHONE, 4_001, SERVER, 53, message))
                .add(ipTcp(SERVER, 53, PHONE, 4_002, 1, ACK, framed))
                .add(ipTcp(SERVER, 53, PHONE, 4_002, 1 + framed.length, ACK, message))
                .decode();
        HostileInputTest.accountedFor(decoding, "messages");
    }

    @MethodSource("leases")
    @FuzzTest(maxDuration = "2m")
    void dhcp(byte[] message) {
        NamedDevices devices = new NamedDevices().mac("phone-7", "021a2b3c4d5e");
        byte[] file = new PcapFile(101)
                .add(ipUdp("192.168.1.1", 67, PHONE, 68, message))
                .bytes();
        HostileInputTest.accountedFor(
                Decoding.of(file, DecodeSettings.DEFAULTS, devices, KnownIdentifiers.NONE), "a lease");
    }

    /** Whatever a phone sends: what is found is a kind, and the identifier is in no field. The first byte says where it is cut. */
    @MethodSource("payloads")
    @FuzzTest(maxDuration = "2m")
    void leaks(byte[] bytes) {
        int cut = bytes.length == 0 ? 0 : Math.min(bytes.length - 1, bytes[0] & 0xff);
        byte[] first = Arrays.copyOfRange(bytes, Math.min(1, bytes.length), Math.max(Math.min(1, bytes.length), cut));
        byte[] second = Arrays.copyOfRange(bytes, Math.max(Math.min(1, bytes.length), cut), bytes.length);
        byte[] file = new PcapFile(101)
                .add(ipTcp(PHONE, 4_000, SERVER, 9_000, 1, ACK, first))
                .add(ipTcp(PHONE, 4_000, SERVER, 9_000, 1 + first.length, ACK, second))
                .bytes();
        List<DeviceConnection> events = Decoding.of(
                        file,
                        DecodeSettings.DEFAULTS,
                        new NamedDevices().device("phone-7", PHONE),
                        device -> List.of(new Identifier("IMEI", IMEI)))
                .events();
        assertThat(events).hasSize(1).allSatisfy(event -> {
            assertThat(event.getLeaks()).allMatch(kind -> IdentifierKinds.bit(kind) != 0);
            event.setHost(null); // what the phone itself names a server may hold anything
            assertThat(event.toString()).doesNotContain(IMEI);
        });
    }

    private static byte[] opening() {
        return ipTcp(PHONE, 40_000, SERVER, 443, 0, SYN, new byte[0]);
    }

    private static byte[] segment(int offset, byte[] data) {
        return ipTcp(PHONE, 40_000, SERVER, 443, 1 + offset, ACK, data);
    }

    private record Named(String host, HostSource source, String protocol) {}

    private static List<Named> named(Decoding decoding) {
        return decoding.events().stream()
                .map(event -> new Named(event.getHost(), event.getHostSource(), event.getProtocol()))
                .toList();
    }
}
