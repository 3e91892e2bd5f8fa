package io.waybill.captures.flow;

import io.waybill.captures.netflow.NetflowDatagrams;
import io.waybill.captures.packet.frame.Frame;
import io.waybill.captures.packet.frame.Wire;

/**
 * Recognises NetFlow and IPFIX export datagrams by their header, on any port: the version, and lengths or times that agree.
 */
final class NetflowPackets {

    /** An export's own clock is within this of the capture's, or it is no export. */
    private static final long MAX_CLOCK_DIFFERENCE_SECONDS = 86_400;

    private final NetflowDatagrams decoder;
    private final FlowCounters counters;

    NetflowPackets(NetflowDatagrams decoder, FlowCounters counters) {
        this.decoder = decoder;
        this.counters = counters;
    }

    void packet(Frame frame) {
        if (frame.payloadCaptured() >= 16 && looksLikeExport(frame)) {
            counters.netflowPackets++;
            decoder.datagram(
                    FlowSide.bytes(frame.ipv6(), frame.sourceHigh(), frame.sourceLow()),
                    frame.sourcePort(),
                    frame.timeMillis(),
                    frame.number(),
                    frame.data(),
                    frame.payloadAt(),
                    frame.payloadCaptured());
        }
    }

    private static boolean looksLikeExport(Frame frame) {
        byte[] data = frame.data();
        int at = frame.payloadAt();
        int second = Wire.u16(data, at + 2);
        return switch (Wire.u16(data, at)) {
            case 5 -> second > 0 && second <= 30 && frame.payloadBytes() == 24 + 48 * second;
            case 9 -> second > 0 && frame.payloadBytes() >= 20 && isNow(frame, Wire.u32(data, at + 8));
            case 10 -> second == frame.payloadBytes() && isNow(frame, Wire.u32(data, at + 4));
            default -> false;
        };
    }

    private static boolean isNow(Frame frame, long seconds) {
        return Math.abs(frame.timeMillis() / 1_000 - seconds) <= MAX_CLOCK_DIFFERENCE_SECONDS;
    }
}
