package io.waybill.captures.packet.frame;

import static io.waybill.captures.packet.Packets.ethernet;
import static io.waybill.captures.packet.Packets.hex;
import static io.waybill.captures.packet.Packets.ip;
import static io.waybill.captures.packet.Packets.ipUdp;
import static io.waybill.captures.packet.Packets.join;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tunnel headers to the byte: optional fields one by one, and outer packets that only look like a tunnel. */
class TunnelEdgesTest {

    private static final String A = "198.51.100.1";
    private static final String B = "198.51.100.2";
    private static final int CLIENT = 50_000;
    private static final byte[] INNER = ipUdp("192.168.1.10", 40_000, "203.0.113.5", 4_242, hex("00"));
    private static final byte[] INNER_6 = ipUdp("fd00::10", 40_000, "2001:db8::5", 4_242, hex("00"));

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        plain                              | ip   | 0000 0800
        key                                | ip   | 2000 0800 00000001
        sequence                           | ip   | 1000 0800 00000001
        checksum                           | ip   | 8000 0800 00000001
        acknowledgement of PPTP            | ip   | 2081 880b 0000 0000 00000001 ff03 0021
        no acknowledgement                 | ip   | 3001 880b 0000 0000 00000001 ff03 0021
        acknowledgement bit in version 0   | ip   | 0080 0800
        WCCP, version 1                    | ip   | 0000 883e
        WCCP, version 2                    | ip   | 0000 883e 00000000
        MPLS                               | ip   | 0000 8847 00010140
        ERSPAN III                         | eth  | 1000 22eb 00000001 200000000000000000000000
        ERSPAN III with platform header    | eth  | 1000 22eb 00000001 200000000000000000000001 0000000000000000
        """)
    void genericRouting(String name, String inner, String header) {
        byte[] payload = inner.equals("ip") ? INNER : ethernet(INNER);

        theInnerPacketCounts(name, ip(A, B, 47, join(hex(header), payload)), INNER.length);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        a header alone             | DECODED   | 0000 0800
        a byte less                | MALFORMED | 0000 08
        version 2                  | DECODED   | 0002 0800 00000000
        source routing             | DECODED   | 4000 0800 00000000
        a key that is cut          | MALFORMED | 2000 0800 000000
        a key and nothing          | DECODED   | 2000 0800 00000000
        ERSPAN III, cut            | MALFORMED | 1000 22eb 00000001 2000000000000000000000
        ERSPAN III, and nothing    | DECODED   | 1000 22eb 00000001 200000000000000000000000
        ERSPAN III, no platform    | MALFORMED | 1000 22eb 00000001 200000000000000000000001
        ERSPAN III, platform cut   | MALFORMED | 1000 22eb 00000001 200000000000000000000001 00000000000000
        WCCP that is cut           | MALFORMED | 0000 883e 00000000
        no protocol we know        | NOT_IP    | 0000 1234 00000000
        """)
    void genericRoutingToTheByte(String name, Verdict verdict, String header) {
        Peeled peeled = Peeled.of(101, ip(A, B, 47, hex(header)));

        assertThat(peeled.verdict()).as(name).isEqualTo(verdict);
        if (verdict == Verdict.DECODED) {
            assertThat(peeled.frame().protocol()).isEqualTo(47);
            assertThat(peeled.counters().tunnelled()).isZero();
        }
    }

    @ParameterizedTest(name = "{1} from {2} to {3}")
    @CsvSource(delimiter = '|', textBlock = """
        4 | GTP-U, no optional field          | 50000 | 2152  | 30ff 001d 00000001
        4 | GTP-U, from its port              | 2152  | 50000 | 30ff 001d 00000001
        6 | GTP-U with IPv6                   | 50000 | 2152  | 30ff 001d 00000001
        4 | GTP-U, number of N-PDU            | 50000 | 2152  | 31ff 0021 00000001 00000000
        4 | GTP-U, fields without extension   | 50000 | 2152  | 32ff 0021 00000001 00000085
        4 | GTP-U, no extension said          | 50000 | 2152  | 34ff 0021 00000001 00000000
        t | GTP-U, no extension, TOS          | 50000 | 2152  | 34ff 0021 00000001 00000000
        4 | GTP-U, one extension              | 50000 | 2152  | 34ff 0021 00000001 00000085 01100100
        4 | GTP-U, two extensions             | 50000 | 2152  | 34ff 0021 00000001 00000085 011001c0 0200000000000000
        e | VXLAN                             | 50000 | 4789  | 0800000000000100
        e | VXLAN of Linux                    | 50000 | 8472  | 0800000000000100
        e | Geneve                            | 50000 | 6081  | 0000 6558 00000100
        4 | Geneve with IPv4                  | 50000 | 6081  | 0000 0800 00000100
        6 | Geneve with IPv6 and two options  | 50000 | 6081  | 0400 86dd 00000100 0000000100000001 0000000100000001
        4 | GRE in UDP                        | 50000 | 4754  | 0000 0800
        6 | Teredo                            | 50000 | 3544  |
        6 | Teredo, from its port             | 3544  | 50000 |
        6 | Teredo, origin                    | 3544  | 50000 | 0000 1234 01020304
        6 | Teredo, authentication            | 50000 | 3544  | 0001 0000 0102030405060708 00
        6 | Teredo, id of 3, value of 5       | 50000 | 3544  | 0001 0305 aabbcc 0102030405 0102030405060708 00
        6 | Teredo, authentication and origin | 3544  | 50000 | 0001 0000 0102030405060708 00 0000 1234 01020304
        """)
    void inDatagrams(String inner, String name, int from, int to, String header) {
        byte[] payload = inner(inner);
        byte[] datagram = join(hex(header == null ? "" : header), payload);

        theInnerPacketCounts(name, ipUdp(A, from, B, to, datagram), inner.equals("6") ? INNER_6.length : INNER.length);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        source is a Teredo client | 20010000 4137 9e50 0000 0000 0000 0001 20010db8 0000 0000 0000 0000 0000 0005
        target is a Teredo client | 20010db8 0000 0000 0000 0000 0000 0005 20010000 4137 9e50 0000 0000 0000 0001
        """)
    void betweenTeredoClientsOnAnyPort(String name, String addresses) {
        byte[] inner = join(hex("60000000 0009 11 40"), hex(addresses), hex("9c40 1092 0009 0000 00"));

        theInnerPacketCounts(name, ipUdp(A, CLIENT, B, 50_001, inner), inner.length);
        byte[] trailing = join(inner, hex("00"));
        isNoTunnel(name, ipUdp(A, CLIENT, B, 50_001, trailing), 50_001);
    }

    private static void theInnerPacketCounts(String name, byte[] outer, int innerBytes) {
        Peeled peeled = Peeled.of(101, outer);

        assertThat(peeled.verdict()).as(name).isEqualTo(Verdict.DECODED);
        assertThat(peeled.frame().targetPort()).as(name).isEqualTo(4_242);
        assertThat(peeled.frame().ipBytes()).as(name).isEqualTo(innerBytes);
        assertThat(peeled.frame().ipAt() - Peeled.AT).as(name).isEqualTo(outer.length - innerBytes);
        assertThat(peeled.counters().tunnelled()).as(name).isPositive();
    }

    /** The inner packet is there, and something about the header before it is not right. */
    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
        4 | GTP-U of version 2              | 2152 | 50ff 001d 00000001
        4 | GTP-U, no user data             | 2152 | 30fe 001d 00000001
        h | GTP-U, header of 16 bytes in it | 2152 | 30ff 001d 00000001
        4 | GTP-U, extension of no length   | 2152 | 34ff 0021 00000001 00000085 00100100
        4 | GTP-U, extension without end    | 2152 | 34ff 0021 00000001 00000085 ff100100
        e | VXLAN without its bit           | 4789 | 0000000000000100
        e | VXLAN with reserved bits        | 4789 | 0800000100000100
        4 | VXLAN-GPE of another kind       | 4790 | 0c00000500000100
        4 | VXLAN-GPE, IPv6 that is IPv4    | 4790 | 0c00000200000100
        e | Geneve of version 1             | 6081 | 4000 6558 00000100
        4 | Geneve of another kind          | 6081 | 0000 1234 00000100
        4 | Teredo, IPv4                    | 3544 |
        6 | Teredo, unknown indication      | 3544 | 0002 1234 01020304
        6 | Teredo behind eight bytes       | 3544 | 0100 0000 00000000
        6 | IPv6 behind no Teredo port      | 3545 |
        """)
    void whatIsNoTunnel(String inner, String name, int to, String header) {
        byte[] payload = inner(inner);

        isNoTunnel(name, ipUdp(A, CLIENT, B, to, join(hex(header == null ? "" : header), payload)), to);
    }

    /** Wherever a tunnelled packet ends, the outer packet is a contact or the inner one is malformed; nothing reads on. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        GTP-U            | 4 | 2152 | 34ff 0021 00000001 00000085 01100100 | 36
        VXLAN            | e | 4789 | 0800000000000100                     | 22
        VXLAN-GPE, IPv4  | 4 | 4790 | 0c00000100000100                     | 28
        VXLAN-GPE, IPv6  | 6 | 4790 | 0c00000200000100                     | 48
        VXLAN-GPE, other | e | 4790 | 0c00000300000100                     | 22
        Geneve           | 4 | 6081 | 0100 0800 00000100 00000000          | 13
        Teredo           | 6 | 3544 | 0001 0102 aa bbcc 0102030405060708 00 0000 1234 01020304 | 73
        """)
    void aTunnelNeedsItsHeaderAndTheBeginningOfWhatIsInIt(
            String name, String inner, int to, String header, int needed) {
        byte[] payload = inner(inner);
        byte[] datagram = join(hex(header), payload);

        for (int cut = 0; cut < datagram.length; cut++) {
            Peeled peeled = Peeled.of(101, ipUdp(A, CLIENT, B, to, Arrays.copyOf(datagram, cut)));

            boolean outer =
                    peeled.verdict() == Verdict.DECODED && peeled.frame().targetPort() == to;
            assertThat(outer).as("%s of %d bytes", name, cut).isEqualTo(cut < needed);
        }
    }

    /** The packet inside: version 4 or 6, in Ethernet (e), with a type of service (t), or with too short a header (h). */
    private static byte[] inner(String kind) {
        byte[] packet = INNER.clone();
        switch (kind) {
            case "6" -> packet = INNER_6;
            case "e" -> packet = ethernet(INNER);
            case "t" -> packet[1] = 0x10;
            case "h" -> packet[0] = 0x44;
            default -> assertThat(kind).isEqualTo("4");
        }
        return packet;
    }

    private static void isNoTunnel(String name, byte[] outer, int to) {
        Peeled peeled = Peeled.of(101, outer);

        assertThat(peeled.verdict()).as(name).isEqualTo(Verdict.DECODED);
        assertThat(peeled.frame().targetPort()).as(name).isEqualTo(to);
        assertThat(peeled.frame().ipBytes()).isEqualTo(outer.length);
        assertThat(peeled.counters().tunnelled()).isZero();
    }
}
