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

import io.waybill.captures.DecodeSettings;
import io.waybill.captures.KnownIdentifiers;
import io.waybill.schemas.DeviceConnection;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a flow is over, to the millisecond, and what begins a new one on the same ports. */
class FlowEndsTest {

    private static final String PHONE = "192.168.1.10";
    private static final String SERVER = "203.0.113.5";

    /** {@code >S100@5000}: the phone sends SYN with sequence number 100, five seconds after the start. */
    private static void add(PcapFile file, String word) {
        String[] parts = word.split("@");
        String flags = parts[0].substring(1).replaceAll("[0-9]", "");
        String digits = parts[0].replaceAll("[^0-9]", "");
        int sequence = digits.isEmpty() ? 100 : Integer.parseInt(digits);
        int bits = (flags.contains("S") ? SYN : 0)
                | (flags.contains("A") ? ACK : 0)
                | (flags.contains("F") ? FIN : 0)
                | (flags.contains("R") ? RST : 0);
        byte[] payload = flags.contains("D") ? hex("0001") : new byte[0];
        byte[] packet = word.charAt(0) == '>'
                ? ipTcp(PHONE, 40_000, SERVER, 443, sequence, bits, payload)
                : ipTcp(SERVER, 443, PHONE, 40_000, sequence, bits, payload);
        file.addAt(PcapFile.START_MILLIS + Long.parseLong(parts[1]), packet);
    }

    @ParameterizedTest(name = "{0}: {1} flows")
    @CsvSource(delimiter = '|', textBlock = """
        >S@0 <SA@1 >FA@2 <FA@3 >A@60003           | 1
        >S@0 <SA@1 >FA@2 <FA@3 >A@60004           | 2
        >S@0 <SA@1 >R@2 >A@60002                  | 1
        >S@0 <SA@1 >R@2 >A@60003                  | 2
        >S@0 <RA@1 <RA@60001                      | 1
        >S@0 <RA@1 <RA@60002                      | 2
        >S@0 <SA@1 >FA@2 >A@200000                | 1
        >S@0 <SA@120000                           | 1
        >S@0 <SA@120001                           | 2
        >S@0 >S@120000 >S@240000                  | 1
        >S@0 <A@1 >A@200000                       | 1
        >S@0 <AD@1 >A@200000                      | 1
        >S@0 >A@1 >A@200000                       | 1
        >S@0 <SA@1 >A@2 >A@1800002                | 1
        >S@0 <SA@1 >A@2 >A@1800003                | 2
        >S@0 <SA@1 >A@2 >S@3                      | 1
        >S@0 <SA@1 >A@2 >S101@3                   | 2
        >S@0 <SA@1 >A@2 <SA@3                     | 1
        >S@0 <SA500@1 >A@2 <SA600@3               | 1
        >S@0 <SA@1 >A@2 >SR101@3                  | 1
        >S@0 <SA@1 >A@2 >SA101@3                  | 1
        >S@0 <SA500@1 >A@2 <S500@3                | 1
        >S@0 <SA500@1 >A@2 <S501@3                | 2
        <A@0 >S@1                                 | 1
        >A@0 >S@1                                 | 2
        >AD100@0 >S100@1                          | 2
        >F@0 >S@1                                 | 2
        <R@0 >S@1                                 | 2
        <RA@0 >S@1                                | 2
        """)
    void howManyFlows(String words, int flows) {
        PcapFile file = new PcapFile(101);
        for (String word : words.split(" ")) {
            add(file, word);
        }

        assertThat(file.decode().events()).hasSize(flows);
    }

    /** An error may come from anyone on the way; what it quotes tells the flow, and whose packets did not arrive. */
    @Test
    void errorsBelongToTheFlowTheyQuote() {
        byte[] there = ipUdp(PHONE, 40_000, SERVER, 4_242, new byte[8]);
        byte[] back = ipUdp(SERVER, 4_242, PHONE, 40_000, new byte[8]);
        byte[] aboutThere = ip("198.51.100.1", PHONE, 1, join(hex("0301 0000 00000000"), Arrays.copyOf(there, 28)));
        byte[] aboutBack = ip(PHONE, SERVER, 1, join(hex("0303 0000 00000000"), Arrays.copyOf(back, 28)));

        Decoding refused = new PcapFile(101).add(there).add(aboutThere).decode();
        assertThat(refused.events()).extracting(e -> e.getOutcome().name()).containsExactly("REJECTED");
        assertThat(refused.statistics().icmpErrors()).isEqualTo(1);

        Decoding answerRefused = new PcapFile(101).add(there).add(aboutBack).decode();
        assertThat(answerRefused.events())
                .extracting(e -> e.getOutcome().name())
                .containsExactly("UNANSWERED");

        Decoding ofNothing = new PcapFile(101)
                .add(there)
                .add(ip("198.51.100.1", PHONE, 1, Arrays.copyOf(hex("0301"), 8)))
                .decode();
        assertThat(ofNothing.events()).hasSize(2);
        assertThat(ofNothing.statistics().icmpErrors()).isZero();

        Decoding ofNoFlow = new PcapFile(101).add(aboutThere).decode();
        assertThat(ofNoFlow.events()).extracting(e -> e.getTransport().name()).containsExactly("ICMP");
        assertThat(ofNoFlow.statistics().icmpErrors()).isZero();
    }

    /** The table holds one: what is over when another comes is no flow that had to make room. */
    @ParameterizedTest(name = "{0}, {1} ms: {2} evicted")
    @CsvSource(delimiter = '|', textBlock = """
        >S@0                  | 120000  | 1
        >S@0                  | 120001  | 0
        >S@0 <SA@1            | 1800001 | 1
        >S@0 <SA@1            | 1800002 | 0
        >S@0 <RA@1            | 60001   | 1
        >S@0 <RA@1            | 60002   | 0
        >S@0 >S101@1          | 120001  | 1
        >S@0 >S101@1          | 120002  | 0
        """)
    void whatIsOverMakesRoomByItself(String words, long millis, long evicted) {
        PcapFile file = new PcapFile(101);
        for (String word : words.split(" ")) {
            add(file, word);
        }
        file.addAt(PcapFile.START_MILLIS + millis, ipUdp(PHONE, 40_000, SERVER, 4, hex("00")));
        DecodeSettings one = new DecodeSettings(1, 1_800_000, 120_000, 1_000, 1_000, 1_000, 10, 10);

        Decoding decoding = Decoding.of(file.bytes(), one, Decoding.NO_INVENTORY, KnownIdentifiers.NONE);

        assertThat(decoding.statistics().flowsEvicted()).isEqualTo(evicted);
    }

    /** The table holds three: of a closed, a half-open and an open flow the one not heard of for longest makes room. */
    @ParameterizedTest(name = "{0}, then {1}, then {2}")
    @CsvSource({
        "closed, brief, open",
        "closed, open, brief",
        "brief, closed, open",
        "brief, open, closed",
        "open, closed, brief",
        "open, brief, closed"
    })
    void theLongestSilentFlowMakesRoom(String first, String second, String third) {
        PcapFile file = new PcapFile(101);
        int port = 1;
        for (String kind : new String[] {first, second, third}) {
            file.add(ipTcp(PHONE, 40_000, SERVER, port, 1, SYN, new byte[0]));
            if (!kind.equals("brief")) {
                int answer = kind.equals("open") ? SYN | ACK : RST;
                file.add(ipTcp(SERVER, port, PHONE, 40_000, 1, answer, new byte[0]));
            }
            port++;
        }
        file.add(ipUdp(PHONE, 40_000, SERVER, 4, hex("00")));
        DecodeSettings three = new DecodeSettings(3, 1_000_000, 1_000_000, 1_000, 1_000, 1_000, 10, 10);

        Decoding decoding = Decoding.of(file.bytes(), three, Decoding.NO_INVENTORY, KnownIdentifiers.NONE);

        assertThat(decoding.statistics().flowsEvicted()).isEqualTo(1);
        assertThat(decoding.events())
                .extracting(DeviceConnection::getRemotePort)
                .startsWith(1)
                .containsExactlyInAnyOrder(1, 2, 3, 4);
    }
}
