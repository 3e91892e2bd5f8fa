package io.waybill.captures.flow;

import io.waybill.captures.packet.frame.Frame;
import io.waybill.captures.packet.frame.FrameDecoder;
import io.waybill.captures.packet.frame.RawPacket;
import io.waybill.captures.packet.frame.Verdict;

/** Makes decoded frames. */
final class Frames {

    /** Noon of 1 June 2026, UTC. */
    static final long NOW = 1_780_315_200_000L;

    /** Behind the link layer there is nothing but the IP packet. */
    static final int RAW_IP = 101;

    static final int ETHERNET = 1;

    private Frames() {}

    static RawPacket raw(byte[] bytes, long timeMillis, int linkType) {
        RawPacket packet = new RawPacket();
        packet.set(bytes, 0, bytes.length, bytes.length, timeMillis, linkType);
        return packet;
    }

    static Frame of(byte[] ip) {
        return of(raw(ip, NOW, RAW_IP));
    }

    static Frame of(RawPacket packet) {
        Frame frame = new Frame();
        Verdict verdict = new FrameDecoder().decode(packet, frame);
        if (verdict != Verdict.DECODED) {
            throw new IllegalArgumentException(verdict.toString());
        }
        return frame;
    }
}
