package io.waybill.captures.flow;

import io.waybill.captures.name.Finding;
import io.waybill.captures.name.Look;
import io.waybill.captures.name.StreamNames;
import io.waybill.captures.name.StreamStart;
import io.waybill.captures.packet.frame.Frame;

/**
 * Looks for names at the start of TCP streams. The usual case, everything in one segment, is looked at in place;
 * otherwise the start is put together in memory that {@link SearchMemory} bounds.
 */
final class StreamNaming {

    /** How many segments of a flow whose start was missed are tried. */
    private static final int MAX_TRIES = 10;

    private final int maxStreamBytes;
    private final SearchMemory memory;

    StreamNaming(int maxStreamBytes, SearchMemory memory) {
        this.maxStreamBytes = maxStreamBytes;
        this.memory = memory;
    }

    /** A segment with payload, of a flow whose names are not done. */
    void segment(Flow flow, Frame frame, boolean fromA) {
        Boolean opener = Direction.opener(flow);
        if (opener != null && opener != fromA) {
            return;
        }
        int start = frame.tcpSequence() + (frame.tcpFlags() & TcpMarks.SYN_FLAG) / TcpMarks.SYN_FLAG;
        int base = base(flow, fromA, start);
        NameSearch search = flow.search;
        if (search == null && start == base) {
            Look look = StreamNames.look(frame.data(), frame.payloadAt(), frame.payloadCaptured());
            take(flow, look, fromA, opener != null);
            if (!look.more()) {
                return;
            }
        }
        if (search == null) {
            search = new NameSearch(maxStreamBytes);
            flow.search = search;
        }
        StreamStart stream = search.side(fromA);
        boolean grew = stream.add((long) start - base, frame.data(), frame.payloadAt(), frame.payloadCaptured());
        if (grew) {
            Look look = StreamNames.look(stream.data(), 0, stream.contiguous());
            take(flow, look, fromA, opener != null);
            if (look.more() && stream.isFull()) {
                memory.giveUp(flow);
            }
        }
        memory.changed(flow);
    }

    private static int base(Flow flow, boolean fromA, int start) {
        if (!flow.has(fromA, Flow.SYN | Flow.SYN_ACK | Flow.BASED)) {
            flow.mark(fromA, Flow.BASED);
            if (fromA) {
                flow.aSequence = start;
            } else {
                flow.bSequence = start;
            }
        }
        return fromA ? flow.aSequence : flow.bSequence;
    }

    private void take(Flow flow, Look look, boolean fromA, boolean startSeen) {
        Finding finding = look.finding();
        if (finding != null) {
            flow.finding = finding;
            flow.mark(fromA, Flow.CLIENT);
        }
        if (look.more()) {
            return;
        }
        if (finding == null && !startSeen && ++flow.tries < MAX_TRIES) {
            // In the middle of a stream the next request may still start with a segment of its own.
            flow.unmark(fromA, Flow.BASED);
            memory.release(flow);
            return;
        }
        flow.namesDone = true;
        memory.release(flow);
    }
}
