package io.waybill.captures.packet;

import static io.waybill.captures.packet.Packets.ethernet;
import static io.waybill.captures.packet.Packets.hex;
import static io.waybill.captures.packet.Packets.ip;
import static io.waybill.captures.packet.Packets.ipUdp;
import static io.waybill.captures.packet.Packets.join;
import static io.waybill.captures.packet.Packets.u16;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.packet.frame.Verdict;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The innermost packet counts, whatever it came in. */
class TunnelsTest {

    private static final String A = "198.51.100.1";
    private static final String B = "198.51.100.2";
    private static final byte[] INNER = ipUdp("192.168.1.10", 40_000, "203.0.113.5", 4_242, hex("00"));
    private static final byte[] INNER_6 = ipUdp("fd00::10", 40_000, "2001:db8::5", 4_242, hex("00"));

    private static final byte[] TEREDO = ipUdp("2001:0:4137:9e50::1", 40_000, "2001:db8::5", 4_242, hex("00"));

    static Stream<Arguments> tunnels() {
        return Stream.of(
                Arguments.of("IPv4 in IPv4", ip(A, B, 4, INNER), INNER),
                Arguments.of("IPv6 in IPv4", ip(A, B, 41, INNER_6), INNER_6),
                Arguments.of("IPv4 in IPv6", ip("2001:db8::1", "2001:db8::2", 4, INNER), INNER),
                Arguments.of("GRE", ip(A, B, 47, join(hex("0000 0800"), INNER)), INNER),
                Arguments.of(
                        "GRE with checksum, key and sequence",
                        ip(A, B, 47, join(hex("b000 0800 00000000 00000001 00000002"), INNER)),
                        INNER),
                Arguments.of(
                        "GRE in GRE",
                        ip(A, B, 47, join(hex("0000 0800"), ip(A, B, 47, join(hex("0000 0800"), INNER)))),
                        INNER),
                Arguments.of("GRE with Ethernet", ip(A, B, 47, join(hex("0000 6558"), ethernet(INNER))), INNER),
                Arguments.of(
                        "Aruba",
                        ip(
                                A,
                                B,
                                47,
                                join(
                                        hex("0000 8200 8801 0000 020000000009 020000000001 020000000002 0000 0000"
                                                + " aaaa03000000 0800"),
                                        INNER)),
                        INNER),
                Arguments.of(
                        "PPTP",
                        ip(A, B, 47, join(hex("3081 880b 0000 0000 00000001 00000001 ff03 0021"), INNER)),
                        INNER),
                Arguments.of("ERSPAN I", ip(A, B, 47, join(hex("0000 88be"), ethernet(INNER))), INNER),
                Arguments.of(
                        "ERSPAN II",
                        ip(A, B, 47, join(hex("1000 88be 00000001 1000000000000000"), ethernet(INNER))),
                        INNER),
                Arguments.of(
                        "ERSPAN III",
                        ip(A, B, 47, join(hex("1000 22eb 00000001 200000000000000000000000"), ethernet(INNER))),
                        INNER),
                Arguments.of(
                        "GTP-U",
                        ipUdp(A, 2_152, B, 2_152, join(hex("30ff"), u16(INNER.length), hex("00000001"), INNER)),
                        INNER),
                Arguments.of(
                        "GTP-U with sequence",
                        ipUdp(
                                A,
                                2_152,
                                B,
                                2_152,
                                join(hex("32ff"), u16(INNER.length + 4), hex("00000001 00010000"), INNER)),
                        INNER),
                Arguments.of(
                        "GTP-U with extension",
                        ipUdp(
                                A,
                                2_152,
                                B,
                                2_152,
                                join(hex("34ff"), u16(INNER.length + 8), hex("00000001 00000085 01100100"), INNER)),
                        INNER),
                Arguments.of("Teredo between clients", ipUdp(A, 50_000, B, 50_001, TEREDO), TEREDO),
                Arguments.of("GRE in UDP", ipUdp(A, 50_000, B, 4_754, join(hex("0000 0800"), INNER)), INNER),
                Arguments.of(
                        "VXLAN", ipUdp(A, 50_000, B, 4_789, join(hex("0800000000000100"), ethernet(INNER))), INNER),
                Arguments.of(
                        "VXLAN-GPE with IPv4", ipUdp(A, 50_000, B, 4_790, join(hex("0c00000100000100"), INNER)), INNER),
                Arguments.of(
                        "VXLAN-GPE with IPv6",
                        ipUdp(A, 50_000, B, 4_790, join(hex("0c00000200000100"), INNER_6)),
                        INNER_6),
                Arguments.of(
                        "VXLAN-GPE with Ethernet",
                        ipUdp(A, 50_000, B, 4_790, join(hex("0c00000300000100"), ethernet(INNER))),
                        INNER),
                Arguments.of(
                        "Geneve",
                        ipUdp(A, 50_000, B, 6_081, join(hex("0100 6558 00000100 00000000"), ethernet(INNER))),
                        INNER),
                Arguments.of("Teredo", ipUdp(A, 50_000, B, 3_544, INNER_6), INNER_6),
                Arguments.of(
                        "Teredo with origin",
                        ipUdp(A, 3_544, B, 50_000, join(hex("0000 1234 01020304"), INNER_6)),
                        INNER_6),
                Arguments.of(
                        "Teredo with authentication",
                        ipUdp(A, 50_000, B, 3_544, join(hex("0001 0000 0102030405060708 00"), INNER_6)),
                        INNER_6));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tunnels")
    void theInnerPacketCounts(String name, byte[] outer, byte[] inner) {
        Decoding decoding = PcapFile.ethernet().add(ethernet(outer)).decode();

        assertThat(decoding.events()).as(name).hasSize(1);
        assertThat(decoding.events().get(0).getRemotePort()).isEqualTo(4_242);
        assertThat(decoding.events().get(0).getBytesSent()).isEqualTo(inner.length);
        assertThat(decoding.statistics().tunnelled()).isPositive();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lookalikes")
    void aPortAloneIsNoTunnel(String name, byte[] packet, int port) {
        Decoding decoding = PcapFile.ethernet().add(ethernet(packet)).decode();

        assertThat(decoding.events()).as(name).hasSize(1);
        assertThat(decoding.events().get(0).getRemotePort()).isEqualTo(port);
        assertThat(decoding.statistics().tunnelled()).isZero();
    }

    static Stream<Arguments> lookalikes() {
        return Stream.of(
                Arguments.of(
                        "GTP port", ipUdp("10.0.0.1", 50_000, A, 2_152, hex("30ff 0004 00000001 deadbeef")), 2_152),
                Arguments.of(
                        "GTP echo", ipUdp("10.0.0.1", 50_000, A, 2_152, hex("3201 0004 00000000 00010000")), 2_152),
                Arguments.of("VXLAN port", ipUdp("10.0.0.1", 50_000, A, 4_789, new byte[64]), 4_789),
                Arguments.of("VXLAN-GPE port", ipUdp("10.0.0.1", 50_000, A, 4_790, new byte[64]), 4_790),
                Arguments.of(
                        "VXLAN-GPE with a service header",
                        ipUdp("10.0.0.1", 50_000, A, 4_790, hex("0c00000400000100 0000000000000000")),
                        4_790),
                Arguments.of(
                        "VXLAN-GPE with IPv4 that is none",
                        ipUdp("10.0.0.1", 50_000, A, 4_790, hex("0c00000100000100 ffff000000000000")),
                        4_790),
                Arguments.of("Teredo port", ipUdp("10.0.0.1", 50_000, A, 3_544, new byte[64]), 3_544),
                Arguments.of(
                        "GTP extension without end",
                        ipUdp("10.0.0.1", 50_000, A, 2_152, hex("34ff 0008 00000001 00000085 00000000")),
                        2_152));
    }

    @Test
    void endlessNestingEnds() {
        byte[] packet = INNER;
        for (int i = 0; i < 100; i++) {
            packet = ip(A, B, 4, packet);
        }

        Decoding decoding = new PcapFile(101).add(packet).decode();

        assertThat(decoding.events()).isEmpty();
        assertThat(decoding.statistics().verdicts()).containsEntry(Verdict.MALFORMED, 1L);
    }
}
