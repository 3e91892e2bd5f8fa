package io.waybill.captures.packet.frame;

/**
 * The packet an ICMP error is about: its IP header and the first bytes of its transport are quoted in the error (RFC
 * 792, RFC 4443). Holds one frame of its own. Not thread-safe.
 */
public final class QuotedPacket {

    private final Frame frame = new Frame();
    private final IpLayer ip = new IpLayer(new LayerCounters());

    /** Whether this is an ICMP error that says a packet did not arrive. */
    public static boolean isDeliveryError(Frame icmp) {
        if (icmp.protocol == Frame.ICMP) {
            // 3/4 asks for smaller packets, it refuses nothing.
            return icmp.icmpType == 3 && icmp.icmpCode != 4 || icmp.icmpType == 11;
        }
        return icmp.protocol == Frame.ICMPV6 && (icmp.icmpType == 1 || icmp.icmpType == 3);
    }

    /** Reads the quoted packet of an ICMP error into {@link #frame()}. False where too little is quoted. */
    public boolean read(Frame icmp) {
        frame.data = icmp.data;
        frame.at = icmp.payloadAt;
        frame.end = icmp.payloadAt + icmp.payloadCaptured;
        // Errors quote the beginning only, so the lengths in the quoted headers reach beyond it.
        frame.wireEnd = frame.at + 65_535L + 40;
        frame.number = icmp.number;
        frame.timeMillis = icmp.timeMillis;
        if (ip.decode(frame, icmp.protocol == Frame.ICMPV6) == IpLayer.BAD) {
            return false;
        }
        frame.clearTransport();
        boolean hasPorts = frame.protocol == Frame.TCP || frame.protocol == Frame.UDP;
        if (hasPorts) {
            if (frame.left() < 4) {
                return false;
            }
            frame.sourcePort = Wire.u16(frame.data, frame.at);
            frame.targetPort = Wire.u16(frame.data, frame.at + 2);
            frame.at += Math.min(frame.left(), frame.protocol == Frame.UDP ? 8 : 20);
        }
        frame.payloadAt = frame.at;
        frame.payloadCaptured = frame.left();
        return true;
    }

    /** The packet that the error quotes, after it was decoded; the same object each time. */
    public Frame frame() {
        return frame;
    }
}
