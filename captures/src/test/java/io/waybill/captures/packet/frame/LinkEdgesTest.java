package io.waybill.captures.packet.frame;

import static io.waybill.captures.packet.Packets.hex;
import static io.waybill.captures.packet.Packets.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.packet.Packets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Link headers to the byte: what the last byte of each decides, and which addresses and options it carries. */
class LinkEdgesTest {

    private static final byte[] IP = Packets.ipUdp("192.168.1.10", 40_000, "203.0.113.5", 4_242, hex("00"));
    private static final String MACS = "020000000002 020000000001 ";
    private static final String TO_AP = "0000 0a0000000009 0a0000000001 0a0000000002 0000";

    /** Whole, the header says that no IP follows; without its last byte it says nothing. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        Ethernet               | 1   | 020000000002020000000001 0806
        VLAN                   | 1   | 020000000002020000000001 8100 0001 0806
        LLC                    | 1   | 020000000002020000000001 0003 424203
        SNAP                   | 1   | 020000000002020000000001 0008 aaaa03000000 0806
        PPPoE                  | 1   | 020000000002020000000001 8864 1100 0001 0002 c021
        BSD loopback           | 0   | 07000000
        OpenBSD loopback       | 108 | 00000007
        PPP                    | 9   | c021
        PPP with address       | 9   | ff03 c021
        Cisco HDLC             | 104 | 0f00 0806
        Cisco HDLC as PPP      | 9   | 0f00 0806
        frame relay            | 107 | 1861 0806
        Linux cooked           | 113 | 0000 0001 0006 020000000001 0000 0806
        Linux cooked, netlink  | 113 | 0004 0338 0000 0000000000000000 0000
        Linux cooked 2         | 276 | 0806 0000 00000002 0001 04 06 020000000001 0000
        802.11 beacon          | 105 | 8000
        802.11 without data    | 105 | 4801
        radiotap               | 127 | 00 00 0800 00000000 8000
        AVS                    | 163 | 80211001 00000008 8000
        AVS in a Prism capture | 119 | 80211001 00000008 8000
        PPI                    | 192 | 00 00 0800 00000000 07000000
        netfilter log          | 239 | 02000000
        """)
    void theLastByteOfAHeaderCounts(String name, int linkType, String header) {
        byte[] whole = hex(header);

        assertThat(Peeled.of(linkType, whole).verdict()).as(name).isEqualTo(Verdict.NOT_IP);
        assertThat(Peeled.of(linkType, Arrays.copyOf(whole, whole.length - 1)).verdict())
                .as("%s, a byte less", name)
                .isEqualTo(Verdict.MALFORMED);
    }

    @ParameterizedTest(name = "{0}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
        nothing                               | 101 |                                     | MALFORMED
        PPP that ends behind its address      | 9   | ff03                                | MALFORMED
        PPP that ends behind Cisco's address  | 9   | 0f00                                | MALFORMED
        PPP of one byte                       | 9   | 21                                  | MALFORMED
        PPP with direction, without           | 204 |                                     | MALFORMED
        PPI with an unknown link in it        | 192 | 00 00 0800 dc000000                 | UNKNOWN_LINK
        PPI, a byte less                      | 192 | 00 00 0800 dc0000                   | MALFORMED
        PPI, shorter than its own header      | 192 | 00 00 0700 dc000000                 | MALFORMED
        PPI, longer than there is             | 192 | 00 00 0900 dc000000                 | MALFORMED
        radiotap, shorter than its own header | 127 | 00 00 0700 00000000 8000            | MALFORMED
        radiotap, a byte less                 | 127 | 00 00 0800 000000                   | MALFORMED
        AVS, a byte less                      | 163 | 80211001 000000                     | MALFORMED
        AVS, shorter than its own header      | 163 | 80211001 00000007 8000              | MALFORMED
        AVS of negative length                | 163 | 80211001 ffffffff 8000              | MALFORMED
        the first type that is no length      | 1   | 020000000002020000000001 0600 aaaa03000000 0800 | NOT_IP
        the last length                       | 1   | 020000000002020000000001 05ff aaaa03000000 0800 | MALFORMED
        MPLS, no room for its next half byte  | 1   | 020000000002020000000001 8847 00010140       | MALFORMED
        MPLS, control word and a cut VLAN     | 1   | 020000000002020000000001 8847 00010140 00000000 020000000002020000000001 8100 | MALFORMED
        MPLS, no room for a control word      | 1   | 020000000002020000000001 8847 00010140 00000000 020000000002020000000001 81   | NOT_IP
        PF log, a byte less                   | 117 | 080200                              | MALFORMED
        PF log of no length                   | 117 | 00020000                            | MALFORMED
        PF log, longer than there is          | 117 | 09020000 00000000                   | MALFORMED
        netfilter log, record of four bytes   | 239 | 02000000 0400 0100                  | NOT_IP
        netfilter log, record of three bytes  | 239 | 02000000 0300 0100                  | MALFORMED
        netfilter log, packet without bytes   | 239 | 02000000 0400 0900                  | MALFORMED
        netfilter log, half a record          | 239 | 02000000 0000                       | NOT_IP
        802.11, protected                     | 105 | 0841 0000 0a0000000009 0a0000000001 0a0000000002 0000      | ENCRYPTED_LINK
        802.11, protected, a byte less        | 105 | 0841 0000 0a0000000009 0a0000000001 0a0000000002 00        | MALFORMED
        802.11, protected, four addresses     | 105 | 0843 0000 0a0000000008 0a0000000009 0a0000000002 0000 0a0000000001 | ENCRYPTED_LINK
        802.11, four addresses, a byte less   | 105 | 0843 0000 0a0000000008 0a0000000009 0a0000000002 0000 0a00000000   | MALFORMED
        802.11, protected QoS                 | 105 | 8841 0000 0a0000000009 0a0000000001 0a0000000002 0000 0000 | ENCRYPTED_LINK
        802.11, protected QoS, a byte less    | 105 | 8841 0000 0a0000000009 0a0000000001 0a0000000002 0000 00   | MALFORMED
        802.11, aggregate cut in its header   | 105 | 8801 0000 0a0000000009 0a0000000001 0a0000000002 0000 8000 0a0000000004 0a0000000003 00 | MALFORMED
        """)
    void whatAHeaderClaimsIsHeldAgainstWhatIsThere(String name, int linkType, String header, Verdict verdict) {
        assertThat(Peeled.of(linkType, header == null ? "" : header).verdict())
                .as(name)
                .isEqualTo(verdict);
    }

    /** -1 stands as ffffffffffffffff: the link does not carry the address. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        Ethernet                | 1   | 0a0000000001 0a0000000002         | 0a0000000002 0a0000000001 0800
        cooked                  | 113 | 0a0000000001 ffffffffffffffff     | 0000 0001 0006 0a0000000001 0000 0800
        cooked, other address   | 113 | ffffffffffffffff ffffffffffffffff | 0000 0001 0008 0a0000000001 0000 0800
        cooked 2                | 276 | 0a0000000001 ffffffffffffffff     | 0800 0000 00000002 0001 04 06 0a0000000001 0000
        cooked 2, other address | 276 | ffffffffffffffff ffffffffffffffff | 0800 0000 00000002 0001 04 08 0a0000000001 0000
        cooked PPP              | 113 | ffffffffffffffff ffffffffffffffff | 0000 0200 0000 0000000000000000 0000 0021
        cooked PPP, typed       | 113 | ffffffffffffffff ffffffffffffffff | 0000 0200 0000 0000000000000000 0800
        cooked GRE              | 113 | ffffffffffffffff ffffffffffffffff | 0000 030a 0000 0000000000000000 0800
        cooked 802.11           | 113 | 0a0000000001 0a0000000002         | 0000 0321 0006 0b0000000000 0000 0004 0801 0000 0a0000000009 0a0000000001 0a0000000002 0000 aaaa03000000 0800
        cooked radiotap         | 113 | 0a0000000001 0a0000000002         | 0000 0323 0006 0b0000000000 0000 0004 00 00 0800 00000000 0801 0000 0a0000000009 0a0000000001 0a0000000002 0000 aaaa03000000 0800
        cooked 2, 802.11        | 276 | 0a0000000001 0a0000000002         | 0004 0000 00000002 0321 04 06 0b0000000000 0000 0801 0000 0a0000000009 0a0000000001 0a0000000002 0000 aaaa03000000 0800
        802.11 to the AP        | 105 | 0a0000000001 0a0000000002         | 0801 0000 0a0000000009 0a0000000001 0a0000000002 0000 aaaa03000000 0800
        802.11 from the AP      | 105 | 0a0000000001 0a0000000002         | 0802 0000 0a0000000002 0a0000000009 0a0000000001 0000 aaaa03000000 0800
        802.11 direct           | 105 | 0a0000000001 0a0000000002         | 0800 0000 0a0000000002 0a0000000001 0a0000000009 0000 aaaa03000000 0800
        802.11 bridge           | 105 | 0a0000000001 0a0000000002         | 0803 0000 0a0000000008 0a0000000009 0a0000000002 0000 0a0000000001 aaaa03000000 0800
        802.11 bridge, QoS      | 105 | 0a0000000001 0a0000000002         | 8803 0000 0a0000000008 0a0000000009 0a0000000002 0000 0a0000000001 0000 aaaa03000000 0800
        802.11 ordered, no QoS  | 105 | 0a0000000001 0a0000000002         | 0881 0000 0a0000000009 0a0000000001 0a0000000002 0000 aaaa03000000 0800
        802.11 ordered QoS      | 105 | 0a0000000001 0a0000000002         | 8881 0000 0a0000000009 0a0000000001 0a0000000002 0000 0000 00000000 aaaa03000000 0800
        802.11 aggregate        | 105 | 0a0000000003 0a0000000004         | 8801 0000 0a0000000009 0a0000000001 0a0000000002 0000 8000 0a0000000004 0a0000000003 0030 aaaa03000000 0800
        802.11 aggregate bridge | 105 | 0a0000000003 0a0000000004         | 8803 0000 0a0000000008 0a0000000009 0a0000000002 0000 0a0000000001 8000 0a0000000004 0a0000000003 0030 aaaa03000000 0800
        MPLS pseudo wire        | 1   | 0a0000000003 0a0000000004         | 0a0000000002 0a0000000001 8847 00010140 00000000 0a0000000004 0a0000000003 0800
        MPLS wire, no control   | 1   | 0a0000000003 1a0000000004         | 0a0000000002 0a0000000001 8847 00010140 1a0000000004 0a0000000003 0800
        Cisco HDLC as PPP       | 9   | ffffffffffffffff ffffffffffffffff | 0f00 0800
        PPP over MPLS           | 9   | ffffffffffffffff ffffffffffffffff | 0281 00010140
        bridged SDLC LLC        | 1   | 0a0000000001 0a0000000002         | 0a0000000002 0a0000000001 0030 060603
        PF log                  | 117 | ffffffffffffffff ffffffffffffffff | 04 02 00 00
        """)
    void addressesOnTheLink(String name, int linkType, String macs, String header) {
        Peeled peeled = Peeled.of(linkType, join(hex(header), IP));

        assertThat(peeled.verdict()).as(name).isEqualTo(Verdict.DECODED);
        assertThat(peeled.macs()).as(name).isEqualTo(macs);
        assertThat(peeled.frame().ipAt() - Peeled.AT).isEqualTo(hex(header).length);
    }

    /** The header of an 802.11 QoS frame is 26 bytes long, and 28 where radiotap's flags say that it is padded. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        no flags, though their bit stands behind the fields | false | 00 00 0900 00000000 20
        flags                                               | true  | 00 00 0900 02000000 20
        flags without the bit                               | false | 00 00 0900 02000000 df
        flags that are said but not there                   | false | 00 00 0800 02000000
        flags behind a time stamp                           | true  | 00 00 1100 03000000 0000000000000000 20
        flags behind a second word                          | true  | 00 00 0d00 02000080 00000000 20
        flags behind a third word                           | true  | 00 00 1100 02000080 00000080 00000000 20
        flags behind two words and an aligned time stamp    | true  | 00 00 1900 03000080 00000000 00000000 0000000000000000 20
        a second word alone, that looks like flags          | false | 00 00 0c00 02000080 20000000
        a second word that announces a third, not there     | true  | 00 00 0d00 02000080 00000080 20
        """)
    void radiotapSaysWhetherTheHeaderIsPadded(String name, boolean padded, String radiotap) {
        // The first byte of this 802.11 header has radiotap's bit, too.
        byte[] wifi = hex("a801" + TO_AP + "0000" + (padded ? "0000" : "") + "aaaa03000000 0800");

        Peeled peeled = Peeled.of(127, join(hex(radiotap), wifi, IP));

        assertThat(peeled.verdict()).as(name).isEqualTo(Verdict.DECODED);
        assertThat(peeled.frame().targetPort()).isEqualTo(4_242);
    }

    @Test
    void aPrismHeaderHasAFixedLength() {
        assertThat(Peeled.of(119, join(new byte[144], hex("8000"))).verdict()).isEqualTo(Verdict.NOT_IP);
        assertThat(Peeled.of(119, join(new byte[141], hex("8000"))).verdict()).isEqualTo(Verdict.MALFORMED);
    }

    @ParameterizedTest(name = "{0} labels")
    @CsvSource({"16, DECODED", "17, MALFORMED"})
    void labelsAreBounded(int labels, Verdict verdict) {
        byte[] stack = new byte[4 * labels];
        stack[stack.length - 2] = 1;

        assertThat(Peeled.of(1, join(hex(MACS + "8847"), stack, IP)).verdict()).isEqualTo(verdict);
    }

    /** Ethernet is the first layer, IP the last; 32 are taken off and no more. */
    @ParameterizedTest(name = "{0} tags: {1}")
    @CsvSource({"30, DECODED", "31, MALFORMED"})
    void layersAreBounded(int tags, Verdict verdict) {
        byte[] packet = join(hex(MACS + "8100" + "0001 8100".repeat(tags - 1) + "0001 0800"), IP);

        assertThat(Peeled.of(1, packet).verdict()).isEqualTo(verdict);
    }
}
