package io.waybill.benchmarks.decode;

import java.nio.ByteBuffer;

/** Ethernet frames with IPv4 and TCP or UDP, made one after the other in one buffer. Lengths and checksums are right. */
final class Packet {

    static final int FIN = 1;
    static final int SYN = 2;
    static final int ACK = 16;

    private static final int IP_AT = 14;
    private static final int TRANSPORT_AT = IP_AT + 20;
    private static final int TCP = 6;
    private static final int UDP = 17;

    private final ByteBuffer frame = ByteBuffer.allocate(2_048);

    byte[] bytes() {
        return frame.array();
    }

    /** Makes a segment; the frame's length. */
    int tcp(int source, int sourcePort, int target, int targetPort, int sequence, int flags, byte[] payload) {
        int length = 20 + payload.length;
        ip(source, target, TCP, length);
        frame.putShort((short) sourcePort)
                .putShort((short) targetPort)
                .putInt(sequence)
                .putInt(0)
                .putShort((short) (5 << 12 | flags))
                .putShort((short) 0xffff)
                .putInt(0)
                .put(payload);
        return sealed(TCP, length, 16);
    }

    /** Makes a datagram of zeroes; the frame's length. */
    int udp(int source, int sourcePort, int target, int targetPort, int payloadBytes) {
        int length = 8 + payloadBytes;
        ip(source, target, UDP, length);
        frame.putShort((short) sourcePort)
                .putShort((short) targetPort)
                .putShort((short) length)
                .putShort((short) 0)
                .put(new byte[payloadBytes]);
        return sealed(UDP, length, 6);
    }

    private void ip(int source, int target, int protocol, int length) {
        frame.clear()
                .putShort((short) 0x0200)
                .putInt(target)
                .putShort((short) 0x0200)
                .putInt(source)
                .putShort((short) 0x0800);
        frame.putShort((short) 0x4500)
                .putShort((short) (20 + length))
                .putInt(0)
                .put((byte) 64)
                .put((byte) protocol)
                .putShort((short) 0)
                .putInt(source)
                .putInt(target);
        frame.putShort(IP_AT + 10, (short) ~fold(sum(IP_AT, 20)));
    }

    private int sealed(int protocol, int length, int checksumAt) {
        long sum = protocol + length + sum(IP_AT + 12, 8) + sum(TRANSPORT_AT, length);
        frame.putShort(TRANSPORT_AT + checksumAt, (short) ~fold(sum));
        return TRANSPORT_AT + length;
    }

    /** RFC 1071. */
    private long sum(int at, int length) {
        long sum = 0;
        for (int i = at; i + 1 < at + length; i += 2) {
            sum += frame.getShort(i) & 0xffff;
        }
        return length % 2 == 0 ? sum : sum + ((frame.get(at + length - 1) & 0xff) << 8);
    }

    private static int fold(long sum) {
        long folded = sum;
        while (folded >>> 16 != 0) {
            folded = (folded & 0xffff) + (folded >>> 16);
        }
        return (int) folded;
    }
}
