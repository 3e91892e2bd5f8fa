package io.waybill.captures.packet.frame;

import static io.waybill.captures.packet.Packets.hex;

import java.util.Arrays;

/**
 * What one packet turned out to carry. Other bytes stand before it in its buffer and none behind it, so that reading too far
 * either way shows.
 *
 * @param frame meaningful when the verdict is {@link Verdict#DECODED}
 */
record Peeled(Verdict verdict, Frame frame, LayerCounters counters) {

    /** Where the packet starts in the buffer. */
    static final int AT = 64;

    static Peeled of(int linkType, byte[] packet) {
        return of(linkType, packet, packet.length);
    }

    static Peeled of(int linkType, String packet) {
        return of(linkType, hex(packet));
    }

    /** Of a packet that was longer on the wire than what was captured of it. */
    static Peeled of(int linkType, byte[] captured, long wireBytes) {
        FrameDecoder decoder = new FrameDecoder();
        Frame frame = new Frame();
        return new Peeled(decode(decoder, frame, linkType, captured, wireBytes), frame, decoder.counters());
    }

    static Verdict decode(FrameDecoder decoder, Frame frame, int linkType, byte[] captured, long wireBytes) {
        byte[] buffer = new byte[AT + captured.length];
        Arrays.fill(buffer, (byte) 0xa5);
        System.arraycopy(captured, 0, buffer, AT, captured.length);
        RawPacket packet = new RawPacket();
        packet.set(buffer, AT, captured.length, wireBytes, 1_780_315_200_000L, linkType);
        return decoder.decode(packet, frame);
    }

    /** Where the payload of the transport starts, counted from the packet's first byte. */
    int payloadAt() {
        return frame.payloadAt() - AT;
    }

    /** Sender and receiver on the link, as 12 hexadecimal digits each. */
    String macs() {
        return "%012x %012x".formatted(frame.sourceMac(), frame.targetMac());
    }
}
