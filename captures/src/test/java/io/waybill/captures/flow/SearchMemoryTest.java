package io.waybill.captures.flow;

import static io.waybill.captures.packet.Packets.ipTcp;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.packet.frame.Frame;
import org.junit.jupiter.api.Test;

/** What all searches hold together is bounded in bytes and in number; who began first is given up first. */
class SearchMemoryTest {

    private static final int FLOW_BYTES = 64 * 1024;
    private static final int FLOWS = SearchMemory.MAX_BYTES / FLOW_BYTES;
    private static final Frame FRAME = Frames.of(ipTcp("10.0.0.1", 1, "10.0.0.2", 2, 1, 16, new byte[0]));

    private final FlowCounters counters = new FlowCounters();
    private final SearchMemory memory = new SearchMemory(counters);

    private static Flow flow() {
        return new Flow(FRAME, 0, 0, 0);
    }

    private Flow searching(int bytes) {
        Flow flow = flow();
        NameSearch search = new NameSearch(FLOW_BYTES);
        flow.search = search;
        search.side(true).add(0, new byte[bytes], 0, bytes);
        memory.changed(flow);
        return flow;
    }

    private static boolean isGivenUp(Flow flow) {
        return flow.namesDone && flow.search == null;
    }

    @Test
    void bytesAreBounded() {
        Flow oldest = searching(FLOW_BYTES);
        Flow second = searching(FLOW_BYTES);
        for (int i = 2; i < FLOWS; i++) {
            searching(FLOW_BYTES);
        }
        memory.changed(oldest);
        memory.changed(second);
        assertThat(counters.searchesGivenUp()).isZero();

        searching(1);
        assertThat(counters.searchesGivenUp()).isEqualTo(1);
        assertThat(isGivenUp(oldest)).isTrue();
        assertThat(isGivenUp(second)).isFalse();

        searching(FLOW_BYTES - 1);
        assertThat(counters.searchesGivenUp()).isEqualTo(1);
        searching(1);
        assertThat(counters.searchesGivenUp()).isEqualTo(2);
        assertThat(isGivenUp(second)).isTrue();
    }

    @Test
    void whatIsReleasedCountsNoMore() {
        Flow released = searching(FLOW_BYTES);
        for (int i = 1; i < FLOWS; i++) {
            searching(FLOW_BYTES);
        }
        memory.release(released);
        memory.release(released);
        memory.release(flow());
        memory.changed(released);
        assertThat(released.namesDone).isFalse();

        searching(FLOW_BYTES);
        assertThat(counters.searchesGivenUp()).isZero();
        searching(1);
        assertThat(counters.searchesGivenUp()).isEqualTo(1);
    }

    @Test
    void theirNumberIsBounded() {
        Flow oldest = searching(0);
        for (int i = 1; i < SearchMemory.MAX_SEARCHES; i++) {
            searching(0);
        }
        assertThat(counters.searchesGivenUp()).isZero();

        searching(0);
        assertThat(counters.searchesGivenUp()).isEqualTo(1);
        assertThat(isGivenUp(oldest)).isTrue();
    }

    /** Both sides, and DNS in both directions, count together. */
    @Test
    void allThatASearchHoldsCounts() {
        NameSearch search = new NameSearch(FLOW_BYTES);
        search.side(true).add(0, new byte[1], 0, 1);
        search.side(false).add(0, new byte[20], 0, 20);
        search.beginDns(true, 7).add(7, new byte[300], 0, 300);
        search.beginDns(false, 7).add(7, new byte[4_000], 0, 4_000);
        assertThat(search.bytesHeld()).isEqualTo(4_321);

        assertThat(search.endDns(true)).isFalse();
        assertThat(search.bytesHeld()).isEqualTo(4_021);
        assertThat(search.endDns(false)).isTrue();
        assertThat(search.bytesHeld()).isEqualTo(21);
        search.quic();
        assertThat(search.bytesHeld()).isEqualTo(21);
    }
}
