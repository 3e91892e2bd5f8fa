package io.waybill.captures.flow;

import io.waybill.captures.name.Finding;
import io.waybill.captures.name.Look;
import io.waybill.captures.name.QuicNames;
import io.waybill.captures.packet.frame.Frame;

/** Looks for names in the first datagrams of UDP flows. */
final class DatagramNaming {

    /** Datagrams of a flow that are tried. */
    private static final int MAX_TRIES = 16;
    /** A flow whose first datagrams do not look like QUIC is none. */
    private static final int MAX_UNLIKELY = 4;

    private final int maxStreamBytes;
    private final SearchMemory memory;

    DatagramNaming(int maxStreamBytes, SearchMemory memory) {
        this.maxStreamBytes = maxStreamBytes;
        this.memory = memory;
    }

    /** A datagram from the side seen first, of a flow whose names are not done. */
    void datagram(Flow flow, Frame frame) {
        byte[] data = frame.data();
        int at = frame.payloadAt();
        int length = frame.payloadCaptured();
        NameSearch search = flow.search;
        flow.tries++;
        if (search == null) {
            if (!QuicNames.looksLikeStart(data, at, length)) {
                flow.namesDone = flow.tries >= MAX_UNLIKELY;
                return;
            }
            search = new NameSearch(maxStreamBytes);
            flow.search = search;
        }
        Look look = search.quic().datagram(data, at, length);
        Finding finding = look.finding();
        if (finding != null) {
            flow.finding = finding;
            flow.mark(true, Flow.CLIENT);
        }
        if (!look.more()) {
            flow.namesDone = true;
            memory.release(flow);
        } else if (flow.tries >= MAX_TRIES) {
            memory.giveUp(flow);
        } else {
            memory.changed(flow);
        }
    }
}
