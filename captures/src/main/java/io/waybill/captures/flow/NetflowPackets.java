package io.waybill.captures.flow;

import io.waybill.captures.netflow.NetFlowDatagrams;
import io.waybill.captures.packet.frame.Frame;

/** Hands NetFlow and IPFIX export datagrams to their decoder, which recognises them by their content. */
final class NetflowPackets {

    private final NetFlowDatagrams decoder;
    private final FlowCounters counters;

    NetflowPackets(NetFlowDatagrams decoder, FlowCounters counters) {
        this.decoder = decoder;
        this.counters = counters;
    }

    /** A UDP packet with payload. */
    void packet(Frame frame) {
        boolean whole = frame.payloadCaptured() == frame.payloadBytes();
        if (whole && NetFlowDatagrams.looksLikeOne(frame.data(), frame.payloadAt(), frame.payloadCaptured())) {
            counters.netflowPackets++;
            byte[] exporter = FlowSide.bytes(frame.ipv6(), frame.sourceHigh(), frame.sourceLow());
            decoder.take(exporter, frame.data(), frame.payloadAt(), frame.payloadCaptured(), frame.number());
        }
    }

    /** The capture ends. */
    void finish() {
        if (counters.netflowPackets > 0) {
            decoder.end();
        }
    }
}
