package io.waybill.testkit.pcap;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.testkit.random.RandomStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is inside the frames, octet by octet as the RFCs have it. */
class MessagesTest {

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    /** RFC 1035, section 4.1: header, question; recursion desired. */
    @Test
    void asksTheDns() {
        assertThat(Messages.dnsQuery(0x1234, "a.example"))
                .isEqualTo(hex("1234 0100 0001 0000 0000 0000 01 61 07 6578616d706c65 00 0001 0001"));
    }

    /** The answer names the question by a pointer to octet 12 (section 4.1.4). */
    @Test
    void answersTheDns() {
        byte[] query = Messages.dnsQuery(0x1234, "a.example");
        byte[] answer = Messages.dnsAnswer(0x1234, "a.example", hex("c0000221"));

        assertThat(Arrays.copyOf(answer, 12)).isEqualTo(hex("1234 8180 0001 0001 0000 0000"));
        assertThat(Arrays.copyOfRange(answer, 12, query.length)).isEqualTo(Arrays.copyOfRange(query, 12, query.length));
        assertThat(Arrays.copyOfRange(answer, query.length, answer.length))
                .isEqualTo(hex("c00c 0001 0001 0000012c 0004 c0000221"));
    }

    /** RFC 2131, section 2: fixed fields of 236 octets, then the cookie 99.130.83.99 and the options. */
    @Test
    void asksAndGrantsALease() {
        byte[] mac = hex("020000000001");
        byte[] request = Messages.dhcpRequest(0xdeadbeefL, mac, hex("c0a80117"), "Redmi-Note");
        byte[] ack = Messages.dhcpAck(0xdeadbeefL, mac, hex("c0a80117"), hex("c0a80101"));

        for (byte[] message : List.of(request, ack)) {
            assertThat(Arrays.copyOfRange(message, 4, 8)).isEqualTo(hex("deadbeef"));
            assertThat(Arrays.copyOfRange(message, 28, 34)).isEqualTo(mac);
            assertThat(Arrays.copyOfRange(message, 236, 240)).isEqualTo(hex("63825363"));
            assertThat(message[message.length - 1]).isEqualTo((byte) 255);
        }
        assertThat(request[0]).isEqualTo((byte) 1);
        assertThat(ack[0]).isEqualTo((byte) 2);
        assertThat(Arrays.copyOfRange(ack, 16, 20)).isEqualTo(hex("c0a80117"));
        assertThat(Arrays.copyOfRange(request, 240, request.length))
                .isEqualTo(hex("350103 3204c0a80117 0c0a 5265646d692d4e6f7465 ff"));
        assertThat(Arrays.copyOfRange(ack, 240, ack.length)).isEqualTo(hex("350105 3604c0a80101 33040000a8c0 ff"));
    }

    /** RFC 8446, section 4.1.2, and RFC 6066, section 3: the lengths nest without a gap and the name stands in the clear. */
    @Test
    void aClientHelloIsWellFormed() {
        byte[] hello = Hello.client(RandomStream.of(1, "hello"), "c2.example.org", "h2", new byte[0]);
        ByteBuffer in = ByteBuffer.wrap(hello);

        assertThat(in.get()).isEqualTo((byte) 1);
        int length = (in.get() & 0xff) << 16 | in.getShort() & 0xffff;
        assertThat(length).isEqualTo(hello.length - 4);
        assertThat(in.getShort()).isEqualTo((short) 0x0303);
        in.position(in.position() + 32);
        in.position(in.position() + 1 + (in.get(in.position()) & 0xff));
        in.position(in.position() + 2 + (in.getShort(in.position()) & 0xffff));
        in.position(in.position() + 1 + (in.get(in.position()) & 0xff));
        assertThat(in.getShort() & 0xffff).isEqualTo(in.remaining());
        List<Integer> types = new ArrayList<>();
        String name = "";
        while (in.hasRemaining()) {
            int type = in.getShort() & 0xffff;
            byte[] content = new byte[in.getShort() & 0xffff];
            in.get(content);
            types.add(type);
            name = type == 0 ? new String(content, 5, content.length - 5, StandardCharsets.US_ASCII) : name;
        }
        assertThat(types).doesNotHaveDuplicates().contains(0, 10, 13, 16, 43, 51);
        assertThat(name).isEqualTo("c2.example.org");
    }

    @Test
    void theSameSeedGivesTheSameHelloAndAnotherAnother() {
        byte[] one = Hello.client(RandomStream.of(1, "hello"), "a.example", "h2", new byte[0]);

        assertThat(Hello.client(RandomStream.of(1, "hello"), "a.example", "h2", new byte[0]))
                .isEqualTo(one);
        assertThat(Hello.client(RandomStream.of(2, "hello"), "a.example", "h2", new byte[0]))
                .isNotEqualTo(one)
                .hasSameSizeAs(one);
    }

    /** RFC 9000, section 14.1: a client's first datagram is padded to 1,200 octets; section 17.2: long header, version 1. */
    @Test
    void aQuicInitialHasItsSizeAndVersionAndHidesTheName() {
        byte[] packet = QuicInitial.packet(RandomStream.of(3, "quic"), "c2.example.org");

        assertThat(packet).hasSize(1_200);
        assertThat(packet[0] & 0xf0).isEqualTo(0xc0);
        assertThat(Arrays.copyOfRange(packet, 1, 5)).isEqualTo(hex("00000001"));
        assertThat(packet[5]).isEqualTo((byte) 8);
        assertThat(new String(packet, StandardCharsets.ISO_8859_1)).doesNotContain("example");
        assertThat(QuicInitial.packet(RandomStream.of(3, "quic"), "c2.example.org"))
                .isEqualTo(packet);
    }

    @Test
    void aConversationIsAHandshakeDataBothWaysAndAFarewell() {
        List<PcapWriter.Packet> packets = new ArrayList<>();
        Conversation conversation = new Conversation(packets, RandomStream.of(5, "talk"), 1_000_000);
        Endpoint phone = AccessPoint.phone(3).port(40_001);
        Endpoint server = AccessPoint.phone(9).port(443);
        byte[] request = new byte[3_000];
        byte[] response = new byte[10];
        Arrays.fill(request, (byte) 'q');
        Arrays.fill(response, (byte) 'r');

        conversation.exchange(phone, server, request, response);

        List<Integer> flags =
                packets.stream().map(packet -> packet.frame()[47] & 0xff).toList();
        assertThat(flags)
                .startsWith(Frames.SYN, Frames.SYN | Frames.ACK, Frames.ACK)
                .endsWith(Frames.ACK | Frames.FIN, Frames.ACK | Frames.FIN, Frames.ACK);
        assertThat(sent(packets, 40_001)).isEqualTo(request);
        assertThat(sent(packets, 443)).isEqualTo(response);
        assertThat(packets).extracting(PcapWriter.Packet::micros).isSorted().doesNotHaveDuplicates();
        assertThat(packets.get(0).micros()).isEqualTo(1_000_000);
        assertThat(conversation.micros())
                .isGreaterThan(packets.get(packets.size() - 1).micros());
    }

    /** Payload of this port's segments, each at its sequence number. */
    private static byte[] sent(List<PcapWriter.Packet> packets, int port) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        long next = -1;
        for (PcapWriter.Packet packet : packets) {
            ByteBuffer frame = ByteBuffer.wrap(packet.frame());
            if ((frame.getShort(34) & 0xffff) != port) {
                continue;
            }
            long sequence = frame.getInt(38) & 0xffff_ffffL;
            int head = 34 + ((frame.get(46) & 0xf0) >> 2);
            int length = packet.frame().length - head;
            boolean syn = (frame.get(47) & Frames.SYN) != 0;
            boolean fin = (frame.get(47) & Frames.FIN) != 0;
            assertThat(next < 0 || sequence == next).as("no gap and no overlap").isTrue();
            stream.write(packet.frame(), head, length);
            next = sequence + length + (syn || fin ? 1 : 0);
        }
        return stream.toByteArray();
    }

    /** Retries a second and three seconds after the first attempt, with one sequence number: what a kernel does. */
    @Test
    void anUnansweredAttemptIsRepeated() {
        List<PcapWriter.Packet> packets = new ArrayList<>();
        new Conversation(packets, RandomStream.of(5, "talk"), 7)
                .unanswered(
                        AccessPoint.phone(3).port(40_001), AccessPoint.phone(9).port(443));

        assertThat(packets).extracting(PcapWriter.Packet::micros).containsExactly(7L, 1_000_007L, 3_000_007L);
        assertThat(packets)
                .allSatisfy(packet ->
                        assertThat(packet.frame()).isEqualTo(packets.get(0).frame()));
    }

    /** The classic format: magic a1b2c3d4, version 2.4, Ethernet; records in the order of time. */
    @Test
    void writesACaptureInTheOrderOfTime() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PcapWriter.write(
                List.of(
                        new PcapWriter.Packet(5_000_007, new byte[] {1, 2, 3}),
                        new PcapWriter.Packet(4_999_999, new byte[60])),
                out);
        ByteBuffer file = ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);

        assertThat(file.getInt()).isEqualTo(0xa1b2c3d4);
        assertThat(List.of(file.getShort(), file.getShort())).containsExactly((short) 2, (short) 4);
        file.position(16);
        assertThat(List.of(file.getInt(), file.getInt())).containsExactly(65_535, 1);
        assertThat(List.of(file.getInt(), file.getInt(), file.getInt(), file.getInt()))
                .containsExactly(4, 999_999, 60, 60);
        file.position(file.position() + 60);
        assertThat(List.of(file.getInt(), file.getInt(), file.getInt(), file.getInt()))
                .containsExactly(5, 7, 3, 3);
        assertThat(file.remaining()).isEqualTo(3);
    }
}
