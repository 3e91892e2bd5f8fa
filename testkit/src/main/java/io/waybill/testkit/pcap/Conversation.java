package io.waybill.testkit.pcap;

import io.waybill.testkit.pcap.PcapWriter.Packet;
import io.waybill.testkit.random.RandomStream;
import java.util.Arrays;
import java.util.List;

/** Conversations between a phone and something beyond the access point, packet by packet. */
final class Conversation {

    private static final int SEGMENT_BYTES = 1_400;
    private static final long STEP_MICROS = 9_000;

    private final List<Packet> packets;
    private final RandomStream random;
    private long micros;

    /** Starts at this time; packets are added to the list. */
    Conversation(List<Packet> packets, RandomStream random, long startMicros) {
        this.packets = packets;
        this.random = random;
        this.micros = startMicros;
    }

    /** Time after the last packet. */
    long micros() {
        return micros;
    }

    void datagram(Endpoint from, Endpoint to, byte[] payload) {
        add(Frames.udp(from, to, payload));
    }

    /** A whole TCP connection: the client says one thing, the server answers, both close. */
    void exchange(Endpoint client, Endpoint server, byte[] request, byte[] response) {
        long ours = random.below(Integer.MAX_VALUE);
        long theirs = random.below(Integer.MAX_VALUE);
        byte[] nothing = new byte[0];
        add(Frames.tcp(client, server, ours++, 0, Frames.SYN, nothing));
        add(Frames.tcp(server, client, theirs++, ours, Frames.SYN | Frames.ACK, nothing));
        add(Frames.tcp(client, server, ours, theirs, Frames.ACK, nothing));
        ours = send(client, server, ours, theirs, request);
        theirs = send(server, client, theirs, ours, response);
        add(Frames.tcp(client, server, ours, theirs, Frames.ACK | Frames.FIN, nothing));
        add(Frames.tcp(server, client, theirs, ours + 1, Frames.ACK | Frames.FIN, nothing));
        add(Frames.tcp(client, server, ours + 1, theirs + 1, Frames.ACK, nothing));
    }

    /** A connection attempt that nobody answers: the first SYN and its repeats after one and three seconds. */
    void unanswered(Endpoint client, Endpoint server) {
        long sequence = random.below(Integer.MAX_VALUE);
        for (long afterMicros : new long[] {0, 1_000_000, 2_000_000}) {
            micros += afterMicros;
            packets.add(new Packet(micros, Frames.tcp(client, server, sequence, 0, Frames.SYN, new byte[0])));
        }
    }

    private long send(Endpoint from, Endpoint to, long sequence, long acknowledged, byte[] payload) {
        for (int at = 0; at < payload.length; at += SEGMENT_BYTES) {
            byte[] part = Arrays.copyOfRange(payload, at, Math.min(payload.length, at + SEGMENT_BYTES));
            add(Frames.tcp(from, to, sequence + at, acknowledged, Frames.ACK | Frames.PSH, part));
        }
        add(Frames.tcp(to, from, acknowledged, sequence + payload.length, Frames.ACK, new byte[0]));
        return sequence + payload.length;
    }

    private void add(byte[] frame) {
        packets.add(new Packet(micros, frame));
        micros += STEP_MICROS + random.below((int) STEP_MICROS);
    }
}
