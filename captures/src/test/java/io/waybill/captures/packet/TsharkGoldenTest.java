package io.waybill.captures.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every capture of Zeek's and Arkime's tests: the conversations and names tshark sees, with packets each way. Differences have an
 * explanation here, or fail.
 */
class TsharkGoldenTest {

    /** Pattern of a difference, and why it is one. */
    private static final Map<String, String> EXPLAINED = Map.ofEntries(
            Map.entry(
                    "not decoded: udp .*:(2152|3544|3797|4754|4789|4790|6081) ",
                    "the outer connection of a tunnel: only what it carries is an event"),
            Map.entry(
                    "(gtp8_teredo|Teredo|teredo_bubble_with_payload)\\.pcap: .*udp .*:(32900|51403|62069) ",
                    "the same, Teredo on other ports"),
            Map.entry(
                    "(gtp9_unknown_or_too_short_payload.*:2152|arkime_synthetic.*:12345) ",
                    "the same; what carries nothing that can be read stays an event"),
            Map.entry(
                    "arkime_synthetic\\.pcap: (packets|decoded alone): udp (10\\.111\\.111\\.10|192\\.0\\.2\\.10|10\\.40\\.9\\.100) ",
                    "the answer goes to the tunnel's source port, where tshark knows it from the question"),
            Map.entry("arkime_synthetic\\.pcap: decoded alone: tcp 10\\.1\\.1\\.1 ", "told by NetFlow in the capture"),
            Map.entry("vxlan-triple-v2.*udp 4\\.4\\.4\\.4 ", "the same, VXLAN on the port of DNS"),
            Map.entry(
                    "(Teredo|teredo_bubble_with_payload)\\.pcap: (decoded alone: tcp|name found alone)",
                    "tshark does not look into Teredo on that port"),
            Map.entry(
                    "(ip6-hoa|ip6-route0|ipv6-hbh-routing0|ipv6-mobility-dst-opts).*: (not decoded|decoded alone)",
                    "events have the addresses of the IPv6 header; tshark shows the home address and the last hop"),
            Map.entry(
                    "(socks5-http-302-frag|ipv6-fragmented-dns|ipv6-reassembly-state-leak"
                            + "|gtp1_gn_normal_incl_fragmentation)\\.pcap: packets",
                    "every fragment is a packet here; tshark counts those that were put together once"),
            Map.entry("arkime_synthetic\\.pcap: packets: udp 10\\.9\\.8\\.1 ", "the same"),
            Map.entry(
                    "bacnet-stack-services\\.pcap: .*:47808",
                    "both ends use one port, so who began a flow after a silence is the device; the sums are equal"),
            Map.entry("ayiya.*: (not decoded|name not found)", "AYIYA is not decoded; the protocol ended in 2017"),
            Map.entry("gre-aruba-amsdu.*: not decoded", "several frames in one of a wireless controller: not decoded"),
            Map.entry("(socks|https?-example|socks5|sctp-www|adb).*: name not found", "SOCKS, SCTP, ADB: not decoded"),
            Map.entry("arkime_synthetic\\.pcap: name not found: mail", "SMTP: not decoded"),
            Map.entry("tls13-ech\\.pcap: name not found: cloudflare-ech\\.com", "a cover, not a name"),
            Map.entry(
                    "(http-tcp-seq-issue|https-connect|connect-with-smtp|get-to-ssh-server|http-to-ssh"
                            + "|zeek-image-post-1080-8000-x|ssl-to-http-server|arkime_synthetic)\\.pcap: name found alone",
                    "tshark takes the connection for another protocol by its port, or wants the bytes it has lost"),
            Map.entry(
                    "quic(24-wireshark|33-wireshark|34|43)\\.pcap: name found alone",
                    "gQUIC: tshark's field is another"),
            Map.entry("quic-go_quic-go.*: name (not found|found alone): server4", "a server name with a port in it"));

    @Test
    void conversationsAndNamesAreThoseTsharkSees() throws IOException {
        Path data = RealData.folder("zeek").resolveSibling("");
        List<String> unexplained = new ArrayList<>();
        long conversations = 0;
        long equal = 0;
        long names = 0;
        long found = 0;
        for (Map.Entry<String, List<String[]>> capture : TsharkView.recorded().entrySet()) {
            TsharkView decoded =
                    TsharkView.of(Decoding.of(data.resolve(capture.getKey())).events());
            TsharkView tshark = TsharkView.of(capture.getValue(), decoded);
            List<String> differences = decoded.differences(tshark);
            conversations += tshark.conversations().size();
            names += tshark.names().size();
            equal += tshark.conversations().size()
                    - differences.stream()
                            .filter(line -> line.startsWith("not decoded") || line.startsWith("packets"))
                            .count();
            found += tshark.names().size()
                    - differences.stream()
                            .filter(line -> line.startsWith("name not found"))
                            .count();
            differences.stream()
                    .map(line -> capture.getKey() + ": " + line)
                    .filter(line -> !isExplained(line))
                    .forEach(unexplained::add);
        }
        assertThat(unexplained).isEmpty();
        assertThat(conversations).isGreaterThan(1_100);
        assertThat(equal).as("of %d conversations equal", conversations).isGreaterThanOrEqualTo(1_092);
        assertThat(found).as("of %d names found", names).isGreaterThanOrEqualTo(182);
    }

    private static boolean isExplained(String difference) {
        return EXPLAINED.keySet().stream()
                .anyMatch(
                        pattern -> Pattern.compile(pattern).matcher(difference).find());
    }
}
