package io.waybill.captures.flow;

import io.waybill.captures.packet.frame.Frame;

/** What a TCP segment tells about its flow. */
final class TcpMarks {

    static final int FIN_FLAG = 1;
    static final int SYN_FLAG = 2;
    static final int RST_FLAG = 4;
    static final int ACK_FLAG = 16;

    private TcpMarks() {}

    static boolean isOpening(Frame frame) {
        return (frame.tcpFlags() & (SYN_FLAG | ACK_FLAG | RST_FLAG)) == SYN_FLAG;
    }

    /** Whether an opening segment on a flow's endpoints is a new attempt rather than a repetition of the flow's own. */
    static boolean isNewAttempt(Flow flow, Frame frame, boolean fromA) {
        int first = frame.tcpSequence() + 1;
        if (flow.has(fromA, Flow.SYN | Flow.SYN_ACK | Flow.BASED)) {
            return first != (fromA ? flow.aSequence : flow.bSequence);
        }
        return isClosed(flow) || flow.has(fromA, Flow.ACK | Flow.DATA | Flow.FIN);
    }

    static void mark(Flow flow, Frame frame, boolean fromA) {
        int flags = frame.tcpFlags();
        boolean reset = (flags & RST_FLAG) != 0;
        boolean acknowledges = (flags & ACK_FLAG) != 0;
        int bits = 0;
        if ((flags & SYN_FLAG) != 0 && !reset) {
            bits |= acknowledges ? Flow.SYN_ACK : Flow.SYN;
            if (fromA) {
                flow.aSequence = frame.tcpSequence() + 1;
            } else {
                flow.bSequence = frame.tcpSequence() + 1;
            }
        } else if (acknowledges && !reset) {
            bits |= Flow.ACK;
        }
        if (frame.payloadBytes() > 0 && !reset) {
            bits |= Flow.DATA;
        }
        if ((flags & FIN_FLAG) != 0) {
            bits |= Flow.FIN;
        }
        flow.mark(fromA, reset ? bits | Flow.RESET : bits);
    }

    static boolean isClosed(Flow flow) {
        return flow.has(true, Flow.RESET)
                || flow.has(false, Flow.RESET)
                || flow.has(true, Flow.FIN) && flow.has(false, Flow.FIN);
    }

    /** Whether nobody answered the opening segment yet. */
    static boolean isHalfOpen(Flow flow) {
        int answered = Flow.SYN_ACK | Flow.ACK | Flow.DATA;
        return !flow.has(true, answered) && !flow.has(false, answered);
    }
}
