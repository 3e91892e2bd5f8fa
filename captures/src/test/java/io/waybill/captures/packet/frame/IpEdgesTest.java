package io.waybill.captures.packet.frame;

import static io.waybill.captures.packet.Packets.hex;
import static io.waybill.captures.packet.Packets.ipTcp;
import static io.waybill.captures.packet.Packets.ipUdp;
import static io.waybill.captures.packet.Packets.ipv4;
import static io.waybill.captures.packet.Packets.ipv6;
import static io.waybill.captures.packet.Packets.join;
import static io.waybill.captures.packet.Packets.u16;
import static io.waybill.captures.packet.Packets.udp;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** IP and transport headers to the byte: lengths that lie, headers that end early, sums that are wrong. */
class IpEdgesTest {

    private static final int RAW = 101;
    private static final String A = "192.168.1.10";
    private static final String B = "203.0.113.5";
    private static final String ADDRESSES = "c0a8010a cb007105";
    private static final String ADDRESSES_6 = "fd000000000000000000000000000010 20010db8000000000000000000000005";

    /** Protocol 253 is for experiments: its payload is taken as it is. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        a header alone                  | DECODED   | 20 | 20 | 45 00 0014 0000 0000 40 fd 0000 c0a8010a cb007105
        a byte less                     | MALFORMED | 0  | 0  | 45 00 0014 0000 0000 40 fd 0000 c0a8010a cb0071
        header of 16 bytes              | MALFORMED | 0  | 0  | 44 00 0014 0000 0000 40 fd 0000 c0a8010a cb007105
        packet shorter than its header  | MALFORMED | 0  | 0  | 45 00 0013 0000 0000 40 fd 0000 c0a8010a cb007105
        options                         | DECODED   | 24 | 25 | 46 00 0019 0000 0000 40 fd 0000 c0a8010a cb007105 01010101 00
        options that are not there      | MALFORMED | 0  | 0  | 46 00 0018 0000 0000 40 fd 0000 c0a8010a cb007105
        padding behind it               | DECODED   | 20 | 21 | 45 00 0015 0000 0000 40 fd 0000 c0a8010a cb007105 00 eeee
        longer than there is            | DECODED   | 20 | 21 | 45 00 0400 0000 0000 40 fd 0000 c0a8010a cb007105 00
        length left to the network card | DECODED   | 20 | 22 | 45 00 0000 0000 0000 40 fd 0000 c0a8010a cb007105 0000
        version 5                       | MALFORMED | 0  | 0  | 55 00 0014 0000 0000 40 fd 0000 c0a8010a cb007105
        """)
    void lengthsOfVersion4(String name, Verdict verdict, int payloadAt, int ipBytes, String packet) {
        Peeled peeled = Peeled.of(228, packet);

        assertThat(peeled.verdict()).as(name).isEqualTo(verdict);
        if (verdict == Verdict.DECODED) {
            assertThat(peeled.payloadAt()).isEqualTo(payloadAt);
            assertThat(peeled.frame().ipBytes()).isEqualTo(ipBytes);
            assertThat(peeled.frame().payloadBytes()).isEqualTo(ipBytes - payloadAt);
            assertThat(peeled.frame().payloadCaptured()).isEqualTo(ipBytes - payloadAt);
        }
    }

    @Test
    void optionsThatWereNotCapturedAreMissed() {
        byte[] header = hex("46 00 0018 0000 0000 40 fd 0000" + ADDRESSES);

        assertThat(Peeled.of(228, header, 24).verdict()).isEqualTo(Verdict.MALFORMED);
        assertThat(Peeled.of(228, header, 24).counters().truncated()).isEqualTo(1);
        assertThat(Peeled.of(228, header, 20).counters().truncated()).isZero();
        assertThat(Peeled.of(228, join(header, hex("01010101")), 25).verdict()).isEqualTo(Verdict.DECODED);
    }

    @Test
    void nothingOfThePacketBeforeIsLeft() {
        FrameDecoder decoder = new FrameDecoder();
        Frame frame = new Frame();
        byte[] tcp = ipTcp(A, 40_000, B, 443, 7, 2, hex("00"));
        byte[] icmp = ipv4(A, B, 1, 0, 0, hex("0301 0000"));
        byte[] other = ipv4(A, B, 253, 0, 0, hex("00"));
        for (byte[] packet : new byte[][] {tcp, icmp, other}) {
            assertThat(Peeled.decode(decoder, frame, RAW, packet, packet.length))
                    .isEqualTo(Verdict.DECODED);
        }

        assertThat(frame.sourcePort()).isZero();
        assertThat(frame.targetPort()).isZero();
        assertThat(frame.tcpFlags()).isZero();
        assertThat(frame.tcpSequence()).isZero();
        assertThat(frame.icmpType()).isZero();
    }

    /** What the network card cuts up later has no length of its own, or one that is too small for the frame. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        a header alone                  | DECODED   | 0  | 40 | 60000000 0000 fd 40
        length as it is                 | DECODED   | 3  | 43 | 60000000 0003 fd 40
        padding behind it               | DECODED   | 5  | 43 | 60000000 0003 fd 40
        longer than there is            | DECODED   | 5  | 45 | 60000000 0400 fd 40
        a little longer                 | DECODED   | 5  | 45 | 60000000 000a fd 40
        length left to the network card | DECODED   | 5  | 45 | 60000000 0000 fd 40
        a byte less                     | MALFORMED | -1 | 0  | 60000000 0000 fd 40
        version 5                       | MALFORMED | 0  | 0  | 50000000 0000 fd 40
        """)
    void lengthsOfVersion6(String name, Verdict verdict, int behind, int ipBytes, String start) {
        byte[] packet = Arrays.copyOf(hex(start + ADDRESSES_6), 40 + behind);

        Peeled peeled = Peeled.of(229, packet);

        assertThat(peeled.verdict()).as(name).isEqualTo(verdict);
        if (verdict == Verdict.DECODED) {
            assertThat(peeled.payloadAt()).isEqualTo(40);
            assertThat(peeled.frame().ipBytes()).isEqualTo(ipBytes);
            assertThat(peeled.frame().payloadBytes()).isEqualTo(ipBytes - 40);
            assertThat(peeled.frame().payloadCaptured()).isEqualTo(ipBytes - 40);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        options to the last byte   | 0  | 3b00010400000000                 | DECODED   | 59
        options, a byte less       | 0  | 3b000104000000                   | MALFORMED |
        options longer than packet | 0  | 3b01010400000000                 | MALFORMED |
        authentication             | 51 | 3b0100000000000100000001         | DECODED   | 59
        authentication, too long   | 51 | 3b0200000000000100000001         | MALFORMED |
        whole packet as fragment   | 44 | 3b00000000000001                 | DECODED   | 59
        """)
    void extensionHeaders(String name, int next, String headers, Verdict verdict, Integer protocol) {
        Peeled peeled = Peeled.of(RAW, ipv6("fd00::10", "2001:db8::5", next, hex(headers)));

        assertThat(peeled.verdict()).as(name).isEqualTo(verdict);
        if (protocol != null) {
            assertThat(peeled.frame().protocol()).isEqualTo(protocol);
        }
    }

    @ParameterizedTest(name = "{0} headers")
    @CsvSource({"16, 17", "17, 60"})
    void extensionHeadersAreBounded(int count, int protocol) {
        byte[] headers = new byte[8 * count];
        for (int i = 0; i < count; i++) {
            headers[8 * i] = (byte) (i == count - 1 ? 17 : 60);
        }

        Peeled peeled =
                Peeled.of(RAW, ipv6("fd00::10", "2001:db8::5", 60, join(headers, udp(40_000, 4_242, new byte[9]))));

        assertThat(peeled.verdict()).isEqualTo(Verdict.DECODED);
        assertThat(peeled.frame().protocol()).isEqualTo(protocol);
    }

    /** Captured bytes of the transport, bytes of it on the wire. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        TCP                        | 6  | DECODED   | 20 | 24 | 9c40 1092 00000001 00000000 50 02 0400 0000 0000 00000000
        TCP, flags are enough      | 6  | DECODED   | 14 | 24 | 9c40 1092 00000001 00000000 50 02
        TCP, cut in its flags      | 6  | DECODED   | 13 | 24 | 9c40 1092 00000001 00000000 50
        TCP, ports are enough      | 6  | DECODED   | 4  | 24 | 9c40 1092
        TCP, cut in its ports      | 6  | MALFORMED | 0  | 24 | 9c40 10
        TCP, as short as it says   | 6  | MALFORMED | 0  | 4  | 9c40 1092
        TCP, header of 16 bytes    | 6  | MALFORMED | 0  | 20 | 9c40 1092 00000001 00000000 40 02 0400 0000 0000
        TCP, header beyond the end | 6  | MALFORMED | 0  | 20 | 9c40 1092 00000001 00000000 60 02 0400 0000 0000
        UDP                        | 17 | DECODED   | 8  | 10 | 9c40 1092 000a 0000
        UDP, ports are enough      | 17 | DECODED   | 7  | 10 | 9c40 1092 000a 00
        UDP, cut in its ports      | 17 | MALFORMED | 0  | 10 | 9c40 10
        UDP, as short as it says   | 17 | MALFORMED | 0  | 7  | 9c40 1092 000a 00
        ICMP                       | 1  | DECODED   | 4  | 4  | 0b00 0000
        ICMP with its id           | 1  | DECODED   | 8  | 10 | 0b00 0000 00000000 0000
        ICMP, a byte less          | 1  | MALFORMED | 0  | 4  | 0b00 00
        ICMP of version 6          | 58 | DECODED   | 8  | 8  | 0b00 0000 00000000
        """)
    void transportHeaders(String name, int protocol, Verdict verdict, int header, int onWire, String transport) {
        byte[] whole = ipv4(A, B, protocol, 0, 0, Arrays.copyOf(hex(transport), onWire));
        byte[] captured = Arrays.copyOf(whole, 20 + Math.min(onWire, hex(transport).length));

        Peeled peeled = Peeled.of(RAW, captured, whole.length);

        assertThat(peeled.verdict()).as(name).isEqualTo(verdict);
        if (verdict == Verdict.DECODED) {
            Frame frame = peeled.frame();
            assertThat(peeled.payloadAt()).isEqualTo(20 + Math.min(header, hex(transport).length));
            assertThat(frame.payloadBytes()).isEqualTo(onWire - Math.min(header, hex(transport).length));
            boolean ports = protocol == 6 || protocol == 17;
            assertThat(frame.sourcePort()).isEqualTo(ports ? 40_000 : 0);
            assertThat(frame.targetPort()).isEqualTo(ports ? 4_242 : 0);
            assertThat(frame.icmpType()).isEqualTo(ports ? 0 : 11);
            assertThat(frame.tcpFlags()).isEqualTo(protocol == 6 && header >= 14 ? 2 : 0);
        }
    }

    /** The length in a UDP header counts where it fits into the packet. */
    @ParameterizedTest(name = "says {0}, has 12: payload of {1}")
    @CsvSource({"12, 4", "11, 3", "8, 0", "7, 4", "13, 4", "0, 4"})
    void lengthsOfDatagrams(int said, int payload) {
        byte[] datagram = udp(40_000, 4_242, new byte[4]);
        datagram[4] = 0;
        datagram[5] = (byte) said;

        Frame frame = Peeled.of(RAW, ipv4(A, B, 17, 0, 0, datagram)).frame();

        assertThat(frame.payloadBytes()).isEqualTo(payload);
        assertThat(frame.payloadCaptured()).isEqualTo(payload);
    }

    @ParameterizedTest(name = "{0} bytes of payload")
    @ValueSource(ints = {0, 1, 2, 3, 11, 12, 13, 44, 45, 200})
    void sumsOfWholePacketsAreChecked(int length) {
        byte[] payload = new byte[length];
        for (int i = 0; i < length; i++) {
            payload[i] = (byte) (0xff - 3 * i);
        }
        for (boolean version6 : new boolean[] {false, true}) {
            String from = version6 ? "fd00:1:2:3:4:5:6:10" : A;
            byte[] packet = ipTcp(from, 40_000, version6 ? "2001:db8:9:8::5" : B, 443, 0xfedcba98L, 2, payload);

            assertThat(wrongSums(packet, packet.length)).isEqualTo("0 0");
            for (int at = version6 ? 8 : 20; at < packet.length; at++) {
                byte[] damaged = packet.clone();
                damaged[at] ^= 0x10;
                if (at != (version6 ? 40 : 20) + 12) {
                    assertThat(wrongSums(damaged, packet.length))
                            .as("byte %d", at)
                            .isEqualTo("0 1");
                }
                assertThat(wrongSums(Arrays.copyOf(damaged, packet.length - 1), packet.length))
                        .as("byte %d, cut", at)
                        .isEqualTo("0 0");
            }
        }
    }

    @Test
    void everyBitOfAHeaderCountsInItsSum() {
        byte[] packet = ipv4(A, B, 253, 7, 0, new byte[2]);
        for (int bit = 8 * 10; bit < 8 * 20; bit++) {
            byte[] damaged = packet.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(wrongSums(damaged, packet.length)).as("bit %d", bit).isEqualTo("1 0");
        }
    }

    @Test
    void aDatagramWithoutSumHasNoWrongOne() {
        byte[] packet = ipUdp(A, 40_000, B, 4_242, hex("01"));

        assertThat(wrongSums(packet, packet.length)).isEqualTo("0 0");
        packet[27] = 1;
        assertThat(wrongSums(packet, packet.length)).isEqualTo("0 1");
    }

    private static String wrongSums(byte[] captured, int onWire) {
        LayerCounters counters = Peeled.of(RAW, captured, onWire).counters();
        return counters.badIpChecksums() + " " + counters.badTransportChecksums();
    }

    /** An ICMP error and what it quotes: type, code, the quoted packet. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        unreachable           | 1  | 0301 | true  | true  | 20 | 4500 0054 0000 0000 40 06 0000 c0a8010a cb007105 9c40 1092 00000001
        too big               | 1  | 0304 | false | true  | 20 | 4500 0054 0000 0000 40 06 0000 c0a8010a cb007105 9c40 1092 00000001
        timed out             | 1  | 0b00 | true  | true  | 20 | 4500 0054 0000 0000 40 11 0000 c0a8010a cb007105 9c40 1092 00400000
        echo                  | 1  | 0800 | false | true  | 20 | 4500 0054 0000 0000 40 11 0000 c0a8010a cb007105 9c40 1092 00400000
        ports to the byte     | 1  | 0301 | true  | true  | 20 | 4500 0054 0000 0000 40 06 0000 c0a8010a cb007105 9c40 1092
        ports, a byte less    | 1  | 0301 | true  | false | 0  | 4500 0054 0000 0000 40 06 0000 c0a8010a cb007105 9c40 10
        no IP                 | 1  | 0301 | true  | false | 0  | 1500 0054 0000 0000 40 06 0000 c0a8010a cb007105 9c40 1092
        version 6 unreachable | 58 | 0104 | true  | true  | 40 | 6000 0000 0040 06 40 fd000000000000000000000000000010 20010db8000000000000000000000005 9c40 1092 00000001
        version 6 too big     | 58 | 0200 | false | true  | 40 | 6000 0000 0040 11 40 fd000000000000000000000000000010 20010db8000000000000000000000005 9c40 1092 00400000
        version 6 timed out   | 58 | 0300 | true  | true  | 40 | 6000 0000 0040 11 40 fd000000000000000000000000000010 20010db8000000000000000000000005 9c40 1092 00400000
        """)
    void errorsQuote(String name, int protocol, String code, boolean error, boolean read, int header, String quoted) {
        byte[] message = join(hex(code), hex("0000 00000000"), hex(quoted));
        Frame icmp = Peeled.of(
                        RAW,
                        protocol == 1 ? ipv4(B, A, 1, 0, 0, message) : ipv6("2001:db8::5", "fd00::10", 58, message))
                .frame();
        QuotedPacket about = new QuotedPacket();

        assertThat(QuotedPacket.isDeliveryError(icmp)).as(name).isEqualTo(error);
        assertThat(about.read(icmp)).as(name).isEqualTo(read);
        if (read) {
            assertThat(about.frame().sourcePort()).isEqualTo(40_000);
            assertThat(about.frame().targetPort()).isEqualTo(4_242);
            assertThat(about.frame().number()).isEqualTo(1);
            assertThat(about.frame().timeMillis()).isEqualTo(icmp.timeMillis());
            assertThat(about.frame().payloadCaptured()).isEqualTo(0);
        }
    }

    @Test
    void aQuoteWithoutPortsHasNoneOfTheQuoteBefore() {
        QuotedPacket about = new QuotedPacket();
        byte[] error = hex("0302 0000 00000000");
        byte[] udp = join(error, ipUdp(A, 40_000, B, 53, new byte[4]));
        byte[] other = join(error, ipv4(A, B, 253, 0, 0, new byte[4]));

        assertThat(about.read(Peeled.of(RAW, ipv4(B, A, 1, 0, 0, udp)).frame())).isTrue();
        assertThat(about.frame().targetPort()).isEqualTo(53);
        assertThat(about.read(Peeled.of(RAW, ipv4(B, A, 1, 0, 0, other)).frame()))
                .isTrue();
        assertThat(about.frame().sourcePort()).isZero();
        assertThat(about.frame().targetPort()).isZero();
        assertThat(about.frame().payloadCaptured()).isEqualTo(4);
    }

    @Test
    void aQuotedLookupShowsItsQuestion() {
        byte[] question = hex("0001 0203 0405");
        byte[] message = join(hex("0303 0000 00000000"), ipUdp(A, 40_000, B, 53, question));
        QuotedPacket about = new QuotedPacket();

        assertThat(about.read(Peeled.of(RAW, ipv4(B, A, 1, 0, 0, message)).frame()))
                .isTrue();
        int at = about.frame().payloadAt();
        assertThat(Arrays.copyOfRange(
                        about.frame().data(), at, at + about.frame().payloadCaptured()))
                .isEqualTo(question);
        assertThat(u16(about.frame().targetPort())).isEqualTo(u16(53));
    }
}
