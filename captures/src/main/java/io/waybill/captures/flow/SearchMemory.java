package io.waybill.captures.flow;

import java.util.LinkedHashMap;
import java.util.Map;

/** The memory all searches for names share. When it is used up, the search begun longest ago is given up. */
final class SearchMemory {

    /** Bytes over all flows. */
    static final int MAX_BYTES = 32 * 1024 * 1024;
    /** Searches over all flows. */
    static final int MAX_SEARCHES = 65_536;

    private final Map<Flow, Integer> held = new LinkedHashMap<>();
    private final FlowCounters counters;
    private long bytes;

    SearchMemory(FlowCounters counters) {
        this.counters = counters;
    }

    /** Brings the flow's share up to date. */
    void changed(Flow flow) {
        NameSearch search = flow.search;
        if (search == null) {
            return;
        }
        int now = search.bytesHeld();
        Integer before = held.put(flow, now);
        bytes += now - (before == null ? 0 : before);
        while (bytes > MAX_BYTES || held.size() > MAX_SEARCHES) {
            giveUp(held.keySet().iterator().next());
        }
    }

    /** Ends the search without result. */
    void giveUp(Flow flow) {
        counters.searchesGivenUp++;
        flow.namesDone = true;
        release(flow);
    }

    /** Frees what the flow holds. */
    void release(Flow flow) {
        if (flow.search != null) {
            flow.search = null;
            Integer before = held.remove(flow);
            bytes -= before == null ? 0 : before;
        }
    }
}
