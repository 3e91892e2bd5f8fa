package io.waybill.captures.packet;

import static io.waybill.captures.packet.Packets.ACK;
import static io.waybill.captures.packet.Packets.SYN;
import static io.waybill.captures.packet.Packets.ascii;
import static io.waybill.captures.packet.Packets.hex;
import static io.waybill.captures.packet.Packets.ipTcp;
import static io.waybill.captures.packet.Packets.ipUdp;
import static io.waybill.captures.packet.Packets.join;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long a name is looked for: in how many datagrams or segments, of which side, and from which byte on. */
class NameTriesTest {

    private static final String PHONE = "192.168.1.10";
    private static final String SERVER = "203.0.113.5";
    private static final byte[] USELESS = ascii("useless");
    private static final byte[] GREETING = ClientHellos.records(ClientHellos.message("a.example.com"), 10_000);

    private static byte[] quic(boolean readable) {
        byte[] datagram = QuicTest.v1(0, QuicTest.crypto(0, ClientHellos.message("a.example.com")));
        datagram[200] ^= (byte) (readable ? 0 : 1);
        return datagram;
    }

    private static byte[] datagram(byte[] payload) {
        return ipUdp(PHONE, 40_000, SERVER, 443, payload);
    }

    private static byte[] sent(long sequence, int flags, byte[] payload) {
        return ipTcp(PHONE, 40_000, SERVER, 443, sequence, flags, payload);
    }

    private static void assertName(PcapFile file, @Nullable String name, int givenUp) {
        Decoding decoding = file.decode();
        assertThat(decoding.events())
                .singleElement()
                .satisfies(event -> assertThat(event.getHost()).isEqualTo(name));
        assertThat(decoding.statistics().searchesGivenUp()).isEqualTo(givenUp);
    }

    /** Behind so many datagrams that are no QUIC, and so many that cannot be read. */
    @ParameterizedTest(name = "behind {0} of another kind and {1} unreadable: {2}")
    @CsvSource({
        "0, 0, a.example.com, 0",
        "3, 0, a.example.com, 0",
        "4, 0, , 0",
        "0, 15, a.example.com, 0",
        "0, 16, , 1",
        "3, 12, a.example.com, 0",
        "3, 13, , 1",
    })
    void datagramsThatAreTried(int useless, int unreadable, @Nullable String name, int givenUp) {
        PcapFile file = new PcapFile(101);
        for (int i = 0; i < 20; i++) {
            file.add(datagram(new byte[0]));
        }
        for (int i = 0; i < useless; i++) {
            file.add(datagram(USELESS));
            // What the other side says is not looked at.
            file.add(ipUdp(SERVER, 443, PHONE, 40_000, USELESS));
        }
        for (int i = 0; i < unreadable; i++) {
            file.add(datagram(quic(false)));
        }

        assertName(file.add(datagram(quic(true))).add(datagram(USELESS)), name, givenUp);
    }

    @Test
    void theOtherSidesDatagramsNameNothing() {
        assertName(
                new PcapFile(101).add(datagram(USELESS)).add(ipUdp(SERVER, 443, PHONE, 40_000, quic(true))), null, 0);
    }

    @Test
    void aGreetingOverQuicTellsWhoTheClientIs() {
        assertThat(new PcapFile(101)
                        .add(ipUdp(SERVER, 443, PHONE, 40_000, quic(true)))
                        .decode()
                        .events())
                .singleElement()
                .satisfies(event -> assertThat(event.getDeviceId()).isEqualTo("unknown-" + SERVER));
    }

    /** Where the start was seen the first segment tells; where it was missed a later one may start with a greeting. */
    @ParameterizedTest(name = "start seen {0}, behind {1} segments: {2}")
    @CsvSource({
        "true, 0, a.example.com",
        "true, 1,",
        "false, 0, a.example.com",
        "false, 9, a.example.com",
        "false, 10,",
    })
    void segmentsThatAreTried(boolean startSeen, int useless, @Nullable String name) {
        for (int cut : new int[] {0, 1, 20}) {
            for (String[] words : new String[][] {{"useless"}, {"GET", "TING"}}) {
                PcapFile file = new PcapFile(101);
                // Who is seen first is no matter.
                file.add(
                        startSeen
                                ? sent(999, SYN, new byte[0])
                                : ipTcp(SERVER, 443, PHONE, 40_000, 77, ACK, new byte[0]));
                long sequence = 1_000;
                for (int i = 0; i < useless * words.length; i++) {
                    byte[] word = ascii(words[i % words.length]);
                    file.add(sent(sequence, ACK, word));
                    sequence += word.length;
                }
                if (cut > 0) {
                    file.add(sent(sequence, ACK, Arrays.copyOf(GREETING, cut)));
                }
                file.add(sent(sequence + cut, ACK, Arrays.copyOfRange(GREETING, cut, GREETING.length)));

                assertName(file, name, 0);
            }
        }
    }

    /** Both sides send the greeting, each behind its own sequence numbers; only the side that may be the client is named by it. */
    @ParameterizedTest(name = "opened by {0}")
    @CsvSource({"phone, 192.168.1.10", "server, 203.0.113.5", "nobody, 203.0.113.5", "nobody who is seen, 203.0.113.5"})
    void theSideThatOpenedIsTheClient(String opener, String device) {
        byte[] other = ClientHellos.records(ClientHellos.message("b.example.com"), 10_000);
        PcapFile file = new PcapFile(101);
        if (opener.equals("phone")) {
            file.add(sent(1, SYN, new byte[0]));
        } else if (opener.equals("server")) {
            file.add(ipTcp(SERVER, 443, PHONE, 40_000, 1, SYN, new byte[0]));
        } else if (opener.equals("nobody who is seen")) {
            file.add(sent(2, ACK, new byte[0]));
        }
        file.add(ipTcp(SERVER, 443, PHONE, 40_000, 2, ACK, Arrays.copyOf(other, 50)))
                .add(ipTcp(SERVER, 443, PHONE, 40_000, 52, ACK, Arrays.copyOfRange(other, 50, other.length)))
                .add(sent(2, ACK, Arrays.copyOf(GREETING, 50)))
                .add(sent(52, ACK, Arrays.copyOfRange(GREETING, 50, GREETING.length)));

        assertThat(file.decode().events()).singleElement().satisfies(event -> {
            assertThat(event.getHost()).isEqualTo(opener.equals("phone") ? "a.example.com" : "b.example.com");
            assertThat(event.getDeviceId()).isEqualTo("unknown-" + device);
        });
    }

    /** Data may come with the opening segment; its first byte is the one behind the opening. */
    @ParameterizedTest(name = "{0} bytes with the opening")
    @CsvSource({"1", "60", "1000"})
    void aGreetingThatBeginsInTheOpeningSegment(int bytes) {
        int cut = Math.min(bytes, GREETING.length);
        PcapFile file = new PcapFile(101).add(sent(4_294_967_295L, SYN, Arrays.copyOf(GREETING, cut)));
        if (cut < GREETING.length) {
            file.add(sent(cut, ACK, Arrays.copyOfRange(GREETING, cut, GREETING.length)));
        }

        assertName(file, "a.example.com", 0);
    }

    /** Two lookups, the last of which names the flow: what comes with the opening segment goes on behind it. */
    @ParameterizedTest(name = "{0} bytes with the opening")
    @CsvSource({"1", "10", "29", "40"})
    void lookupsThatBeginInTheOpeningSegment(int bytes) {
        byte[] one = hex("0013 0001 0100 0001 0000 0000 0000 01 61 00 0010 0001");
        byte[] two = join(one, hex("0013 0002 0100 0001 0000 0000 0000 01 62 00 0010 0001"));
        int cut = Math.min(bytes, two.length);
        PcapFile file = new PcapFile(101).add(ipTcp(PHONE, 40_000, SERVER, 53, 99, SYN, Arrays.copyOf(two, cut)));
        if (cut < two.length) {
            file.add(ipTcp(PHONE, 40_000, SERVER, 53, 100 + cut, ACK, Arrays.copyOfRange(two, cut, two.length)));
        }

        assertName(file, "b", 0);
    }
}
