package io.waybill.captures.packet;

import static io.waybill.captures.packet.Packets.hex;
import static io.waybill.captures.packet.Packets.join;
import static io.waybill.captures.packet.Packets.u16;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.Addresses;
import io.waybill.captures.packet.frame.Verdict;
import io.waybill.schemas.DeviceConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One packet in every kind of frame there is. */
class LinkTypesTest {

    private static final byte[] IPV4 = Packets.ipUdp("192.168.1.10", 40_000, "203.0.113.5", 4_242, hex("00"));
    private static final byte[] IPV6 = Packets.ipUdp("fd00::10", 40_000, "2001:db8::5", 4_242, hex("00"));
    private static final String MACS = "020000000002 020000000001 ";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        raw IP                     | 101 |
        raw IP, old number         | 12  |
        raw IP of OpenBSD          | 14  |
        IPv4 only                  | 228 |
        BSD loopback, little       | 0   | 02000000
        BSD loopback, big          | 0   | 00000002
        OpenBSD loopback           | 108 | 00000002
        Ethernet                   | 1   | 0200000000020200000000010800
        VLAN                       | 1   | 020000000002020000000001 8100 0001 0800
        QinQ                       | 1   | 020000000002020000000001 88a8 0001 8100 0002 0800
        MPLS, two labels           | 1   | 020000000002020000000001 8847 00010040 00010140
        MPLS pseudo wire           | 1   | 020000000002020000000001 8847 00010140 00000000 020000000002020000000001 0800
        802.3 with LLC             | 1   | 020000000002020000000001 0030 aaaa03000000 0800
        PPPoE                      | 1   | 020000000002020000000001 8864 1100 0001 0020 0021
        PPP                        | 9   | ff03 0021
        PPP, short                 | 9   | 21
        PPP in HDLC                | 50  | ff03 0021
        PPPoE as link              | 51  | 1100 0001 0020 0021
        Cisco HDLC                 | 104 | 0f00 0800
        frame relay                | 107 | 1861 0800
        frame relay, RFC 2427      | 107 | 1861 03cc
        Linux cooked               | 113 | 0000 0001 0006 020000000001 0000 0800
        Linux cooked with VLAN     | 113 | 0000 0001 0006 020000000001 0000 8100 0001 0800
        Linux cooked 2             | 276 | 0800 0000 00000002 0001 04 06 020000000001 0000
        PPP, direction before      | 204 | 01 ff03 0021
        PPI with Ethernet          | 192 | 00 00 0800 01000000 020000000002020000000001 0800
        PF log                     | 117 | 05 02 00 00 00 00 00 00
        netfilter log              | 239 | 02 00 0000 0800 0100 01020304 2c00 0900
        802.11 to the access point | 105 | 0801 0000 020000000009 020000000001 020000000002 0000 aaaa03000000 0800
        802.11 from it             | 105 | 0802 0000 020000000002 020000000009 020000000001 0000 aaaa03000000 0800
        802.11 between devices     | 105 | 0800 0000 020000000002 020000000001 020000000009 0000 aaaa03000000 0800
        802.11 bridge              | 105 | 0803 0000 020000000008 020000000009 020000000002 0000 020000000001 aaaa03000000 0800
        802.11 QoS                 | 105 | 8801 0000 020000000009 020000000001 020000000002 0000 0000 aaaa03000000 0800
        radiotap                   | 127 | 00 00 0900 02000000 00 0801 0000 020000000009 020000000001 020000000002 0000 aaaa03000000 0800
        radiotap with padding      | 127 | 00 00 0900 02000000 20 8801 0000 020000000009 020000000001 020000000002 0000 0000 0000 aaaa03000000 0800
        PPI with 802.11            | 192 | 00 00 0800 69000000 0801 0000 020000000009 020000000001 020000000002 0000 aaaa03000000 0800
        AVS                        | 163 | 80211001 00000008 0801 0000 020000000009 020000000001 020000000002 0000 aaaa03000000 0800
        """)
    void carriesThePacket(String name, int linkType, String header) {
        byte[] frame = join(hex(header == null ? "" : header), IPV4);

        Decoding decoding = new PcapFile(linkType).add(frame).decode();

        assertThat(decoding.events()).as(name).hasSize(1);
        DeviceConnection event = decoding.events().get(0);
        assertThat(event.getDeviceId()).isEqualTo("unknown-192.168.1.10");
        assertThat(Addresses.text(event.getRemoteIp().array())).isEqualTo("203.0.113.5");
        assertThat(event.getRemotePort()).isEqualTo(4_242);
        assertThat(event.getBytesSent()).isEqualTo(IPV4.length);
        assertThat(decoding.statistics().verdicts()).containsEntry(Verdict.DECODED, 1L);
        assertThat(decoding.statistics().badIpChecksums()).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        raw IP          | 101 |
        IPv6 only       | 229 |
        loopback BSD    | 0   | 18000000
        loopback Darwin | 0   | 1e000000
        Ethernet        | 1   | 020000000002020000000001 86dd
        PPP             | 9   | ff03 0057
        frame relay     | 107 | 1861 038e
        """)
    void carriesVersion6(String name, int linkType, String header) {
        Decoding decoding = new PcapFile(linkType)
                .add(join(hex(header == null ? "" : header), IPV6))
                .decode();

        assertThat(decoding.events()).as(name).hasSize(1);
        assertThat(Addresses.text(decoding.events().get(0).getRemoteIp().array()))
                .isEqualTo("2001:db8::5");
    }

    @Test
    void extensionHeadersAreWalked() {
        byte[] udp = Packets.udp(40_000, 4_242, hex("00"));
        byte[] options = join(hex("3c 00 0104 00000000"), hex("2b 00 0104 00000000"), hex("33 00 0000 00000000"));
        byte[] authentication = join(hex("11 04 0000 00000001 00000001"), new byte[12]);
        byte[] packet = Packets.ipv6("fd00::10", "2001:db8::5", 0, join(options, authentication, udp));

        Decoding decoding = new PcapFile(101).add(packet).decode();

        assertThat(decoding.events()).hasSize(1);
        assertThat(decoding.events().get(0).getRemotePort()).isEqualTo(4_242);
        assertThat(decoding.events().get(0).getBytesSent()).isEqualTo(packet.length);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
        NOT_IP         | ARP                    | 1   | 020000000002020000000001 0806 0001
        NOT_IP         | spanning tree          | 1   | 020000000002020000000001 0026 424203 0000000000
        NOT_IP         | PPPoE discovery        | 1   | 020000000002020000000001 8864 1109 0000 0004 01010000
        NOT_IP         | beacon                 | 105 | 8000 0000 020000000009
        ENCRYPTED_LINK | protected 802.11       | 105 | 0841 0000 020000000009 020000000001 020000000002 0000 01020304
        MALFORMED      | cut Ethernet           | 1   | 0200
        MALFORMED      | cut IP                 | 1   | 020000000002020000000001 0800 45
        MALFORMED      | cut VLAN               | 1   | 020000000002020000000001 8100 00
        MALFORMED      | labels without bottom  | 1   | 020000000002020000000001 8847 00010040
        MALFORMED      | radiotap too long      | 127 | 00 00 ffff 00000000
        MALFORMED      | PPI in PPI             | 192 | 00 00 0800 c0000000
        MALFORMED      | IP of no version       | 101 | 15
        UNKNOWN_LINK   | USB                    | 220 | 0000
        """)
    void whatCannotBeUsedIsCounted(Verdict verdict, String name, int linkType, String frame) {
        Decoding decoding = new PcapFile(linkType).add(hex(frame)).decode();

        assertThat(decoding.events()).as(name).isEmpty();
        assertThat(decoding.statistics().verdicts()).containsEntry(verdict, 1L);
        assertThat(decoding.statistics().packets()).isEqualTo(1);
    }

    @Test
    void wrongChecksumsAreCountedAndUsed() {
        byte[] ip = Packets.ipTcp("192.168.1.10", 40_000, "203.0.113.5", 443, 1, Packets.SYN, hex(""));
        ip[10] ^= 1;
        ip[36] ^= 1;

        Decoding decoding = new PcapFile(101).add(ip).decode();

        assertThat(decoding.events()).hasSize(1);
        assertThat(decoding.statistics().badIpChecksums()).isEqualTo(1);
        assertThat(decoding.statistics().badTransportChecksums()).isEqualTo(1);
    }

    @Test
    void nestingIsBounded() {
        byte[] tags = new byte[0];
        for (int i = 0; i < 40; i++) {
            tags = join(u16(0x8100), u16(1), tags);
        }
        byte[] frame = join(hex(MACS), tags, u16(0x0800), IPV4);

        Decoding decoding = new PcapFile(1).add(frame).decode();

        assertThat(decoding.statistics().verdicts()).containsEntry(Verdict.MALFORMED, 1L);
    }
}
