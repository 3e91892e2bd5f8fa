package io.waybill.captures.flow;

import io.waybill.captures.device.IpScope;
import io.waybill.captures.packet.frame.Frame;
import io.waybill.schemas.Outcome;

/** What became of a contact, seen from the device. */
final class Outcomes {

    private Outcomes() {}

    static Outcome of(Flow flow, boolean deviceIsA) {
        boolean refused = flow.has(deviceIsA, Flow.UNREACHABLE);
        if (flow.isTcp()) {
            return tcp(flow, deviceIsA, refused);
        }
        long sent = deviceIsA ? flow.aPackets : flow.bPackets;
        long received = deviceIsA ? flow.bPackets : flow.aPackets;
        if (sent > 0 && received > 0) {
            return Outcome.ESTABLISHED;
        }
        if (refused) {
            return Outcome.REJECTED;
        }
        boolean asked = flow.protocol == Frame.UDP || flow.has(deviceIsA, Flow.CLIENT);
        boolean toMany = deviceIsA
                ? IpScope.isForMany(flow.ipv6, flow.bHigh, flow.bLow)
                : IpScope.isForMany(flow.ipv6, flow.aHigh, flow.aLow);
        // Nobody need answer a group, and what was never asked cannot stay unanswered.
        return asked && sent > 0 && !toMany ? Outcome.UNANSWERED : Outcome.UNKNOWN;
    }

    private static Outcome tcp(Flow flow, boolean deviceIsA, boolean refused) {
        boolean remote = !deviceIsA;
        if (flow.has(remote, Flow.SYN_ACK | Flow.ACK | Flow.DATA)) {
            return Outcome.ESTABLISHED;
        }
        if (refused || flow.has(remote, Flow.RESET)) {
            return Outcome.REJECTED;
        }
        // The device acknowledges: the other direction is missing from the capture, not from the network.
        if (flow.has(deviceIsA, Flow.ACK)) {
            return Outcome.ESTABLISHED;
        }
        return flow.has(remote, Flow.SYN | Flow.FIN) ? Outcome.UNKNOWN : Outcome.UNANSWERED;
    }
}
