package io.waybill.captures.packet;

import static io.waybill.captures.packet.Packets.hex;
import static io.waybill.captures.packet.Packets.ipUdp;
import static io.waybill.captures.packet.Packets.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.packet.frame.Verdict;
import io.waybill.schemas.DeviceConnection;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A frame cut at any byte by the snap length, under every link type: counted once, and never with a wrong address or byte count. */
class LinkCutsTest {

    private static final byte[] IPV4 = ipUdp("192.168.1.10", 40_000, "203.0.113.5", 4_242, new byte[12]);
    private static final byte[] IPV6 = ipUdp("fd00::10", 40_000, "2001:db8::5", 4_242, new byte[12]);

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        raw IP             | 101 |                                                                        | 4
        raw IPv6           | 101 |                                                                        | 6
        null               | 0   | 02000000                                                               | 4
        loop               | 108 | 00000018                                                               | 6
        Ethernet           | 1   | 020000000002020000000001 0800                                          | 4
        Ethernet, IPv6     | 1   | 020000000002020000000001 86dd                                          | 6
        VLAN               | 1   | 020000000002020000000001 8100 0001 0800                                | 4
        VLAN, IPv6         | 1   | 020000000002020000000001 8100 0001 86dd                                | 6
        QinQ               | 1   | 020000000002020000000001 88a8 0001 8100 0002 0800                      | 4
        QinQ, old type     | 1   | 020000000002020000000001 9100 0001 8100 0002 86dd                      | 6
        MPLS               | 1   | 020000000002020000000001 8847 00010140                                 | 4
        MPLS, IPv6         | 1   | 020000000002020000000001 8847 00010040 00010140                        | 6
        MPLS in VLAN       | 1   | 020000000002020000000001 8100 0001 8847 00010140                       | 4
        PPPoE              | 1   | 020000000002020000000001 8864 1100 0001 002a 0021                      | 4
        PPPoE in VLAN      | 1   | 020000000002020000000001 8100 0007 8864 1100 0001 002a 0057            | 6
        PPP                | 9   | ff03 0021                                                              | 4
        PPP, IPv6          | 9   | ff03 0057                                                              | 6
        Linux cooked       | 113 | 0000 0001 0006 020000000001 0000 0800                                  | 4
        Linux cooked, IPv6 | 113 | 0004 0001 0006 020000000001 0000 86dd                                  | 6
        cooked PPP         | 113 | 0000 0200 0000 0000000000000000 0021                                   | -
        cooked 2           | 276 | 0800 0000 00000002 0001 00 06 020000000001 0000                        | 4
        cooked 2, IPv6     | 276 | 86dd 0000 00000002 0001 04 06 020000000001 0000                        | 6
        cooked 2, VLAN     | 276 | 8100 0000 00000002 0001 04 06 020000000001 0000 0001 0800              | 4
        PPI                | 192 | 00 00 0800 01000000 020000000002020000000001 0800                      | 4
        PPI with raw IP    | 192 | 00 00 0c00 65000000 00000000                                           | 6
        802.11             | 105 | 0801 0000 020000000009 020000000001 020000000002 0000 aaaa03000000 0800 | 4
        802.11, IPv6       | 105 | 8801 0000 020000000009 020000000001 020000000002 0000 0000 aaaa03000000 86dd | 6
        radiotap           | 127 | 00 00 0800 00000000 0801 0000 020000000009 020000000001 020000000002 0000 aaaa03000000 0800 | 4
        radiotap, two words of fields | 127 | 00 00 0d00 020000a0 02000000 00 0801 0000 020000000009 020000000001 020000000002 0000 aaaa03000000 0800 | -
        """)
    void isAccountedForAtEveryCut(String name, int linkType, String header, String version) {
        byte[] ip = "6".equals(version) ? IPV6 : IPV4;
        byte[] frame = join(hex(header == null ? "" : header), ip);
        int transportAt = frame.length - ip.length + ("6".equals(version) ? 40 : 20);

        for (int cut = 0; cut <= frame.length; cut++) {
            Decoding decoding = new PcapFile(linkType)
                    .add(PcapFile.START_MILLIS, Arrays.copyOf(frame, cut), frame.length)
                    .decode();

            assertThat(decoding.statistics().packets())
                    .as("%s cut at %d", name, cut)
                    .isEqualTo(1);
            assertThat(decoding.statistics().truncated()).isEqualTo(cut < frame.length ? 1 : 0);
            boolean decoded = decoding.statistics().verdicts().getOrDefault(Verdict.DECODED, 0L) == 1;
            assertThat(decoding.events()).hasSize(decoded ? 1 : 0);
            for (DeviceConnection event : decoding.events()) {
                assertThat(event.getBytesSent()).as("%s cut at %d", name, cut).isEqualTo(ip.length);
                assertThat(event.getDeviceId()).isIn("unknown-192.168.1.10", "unknown-fd00::10");
            }
            if (!"-".equals(version) && cut >= transportAt + 8) {
                assertThat(decoded)
                        .as("%s cut at %d has all headers", name, cut)
                        .isTrue();
            }
        }
    }
}
