package io.waybill.captures.packet.frame;

/** TCP, UDP and ICMP headers; any other protocol's payload is taken as it is. */
final class Transport {

    private static final int PORT_BYTES = 4;

    private final LayerCounters counters;

    Transport(LayerCounters counters) {
        this.counters = counters;
    }

    /** Fills the frame's transport fields, the cursor standing on the transport header. False where it is malformed. */
    boolean decode(Frame frame) {
        frame.clearTransport();
        boolean right = switch (frame.protocol) {
            case Frame.TCP -> tcp(frame);
            case Frame.UDP -> udp(frame);
            case Frame.ICMP, Frame.ICMPV6 -> icmp(frame);
            default -> true;
        };
        if (right) {
            frame.payloadAt = frame.at;
            frame.payloadCaptured = frame.left();
            frame.payloadBytes = (int) Math.min(Math.max(frame.wireEnd - frame.at, 0), Integer.MAX_VALUE);
        }
        return right;
    }

    private boolean tcp(Frame frame) {
        if (frame.left() < 14) {
            return shortened(frame);
        }
        byte[] data = frame.data;
        int at = frame.at;
        int header = (Wire.u8(data, at + 12) >> 4) * 4;
        if (header < 20) {
            return false;
        }
        checkSum(frame, true);
        frame.sourcePort = Wire.u16(data, at);
        frame.targetPort = Wire.u16(data, at + 2);
        frame.tcpSequence = Wire.i32(data, at + 4);
        frame.tcpFlags = Wire.u8(data, at + 13);
        frame.at = Math.min(at + header, frame.end);
        return at + header <= frame.wireEnd;
    }

    private boolean udp(Frame frame) {
        if (frame.left() < 8) {
            return shortened(frame);
        }
        byte[] data = frame.data;
        int at = frame.at;
        int length = Wire.u16(data, at + 4);
        if (length >= 8 && at + length <= frame.wireEnd) {
            frame.wireEnd = at + length;
            frame.end = Math.min(frame.end, at + length);
        }
        checkSum(frame, Wire.u16(data, at + 6) != 0);
        frame.sourcePort = Wire.u16(data, at);
        frame.targetPort = Wire.u16(data, at + 2);
        frame.at = at + 8;
        return true;
    }

    private boolean icmp(Frame frame) {
        if (frame.left() < 4) {
            return false;
        }
        frame.icmpType = Wire.u8(frame.data, frame.at);
        frame.icmpCode = Wire.u8(frame.data, frame.at + 1);
        frame.at = Math.min(frame.at + 8, frame.end);
        return true;
    }

    /** A header cut off by the snap length still names its ports. */
    private static boolean shortened(Frame frame) {
        boolean cutByCapture = frame.wireEnd > frame.end;
        if (!cutByCapture || frame.left() < PORT_BYTES) {
            return false;
        }
        frame.sourcePort = Wire.u16(frame.data, frame.at);
        frame.targetPort = Wire.u16(frame.data, frame.at + 2);
        frame.at = frame.end;
        return true;
    }

    private void checkSum(Frame frame, boolean present) {
        if (!present || frame.wireEnd != frame.end) {
            return;
        }
        int length = frame.left();
        long sum = frame.protocol + length + words(frame.sourceLow) + words(frame.targetLow);
        if (frame.ipv6) {
            sum += words(frame.sourceHigh) + words(frame.targetHigh);
        }
        if (!Checksum.isRight(sum + Checksum.of(frame.data, frame.at, length))) {
            counters.badTransportChecksums++;
        }
    }

    private static long words(long value) {
        return (value >>> 32) + (value & 0xffff_ffffL);
    }
}
