package io.waybill.captures.flow;

import static io.waybill.captures.packet.Packets.ipTcp;
import static io.waybill.captures.packet.Packets.ipUdp;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.packet.frame.Frame;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flows are found by their ends in either direction, and by nothing less. */
class FlowTableTest {

    private static final byte[] NOTHING = {};

    private final FlowTable table = new FlowTable(0x0123_4567_89ab_cdefL);

    private static Frame udp(String source, int sourcePort, String target, int targetPort) {
        return Frames.of(ipUdp(source, sourcePort, target, targetPort, NOTHING));
    }

    private Flow added(Frame frame, int tag) {
        Flow flow = new Flow(frame, tag, table.hash(frame, tag), 0);
        table.add(flow);
        return flow;
    }

    private boolean finds(Frame frame, int tag) {
        return table.find(frame, tag, table.hash(frame, tag)) != null;
    }

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource({"10.0.0.1, 10.0.0.2", "fd00::1:1, fd00::2:2", "fd00:1::1, fd00:2::1"})
    void aFlowIsFoundInBothDirections(String a, String b) {
        Flow flow = added(udp(a, 1, b, 2), 7);

        assertThat(table.find(udp(b, 2, a, 1), 7, flow.hash)).isSameAs(flow);
        assertThat(table.hash(udp(b, 2, a, 1), 7)).isEqualTo(flow.hash);
    }

    /** Even where the hash is the same, as it is made to be here. */
    @ParameterizedTest(name = "{0}:{1} and {2}:{3}")
    @CsvSource({
        "fd00:1::1, 1, fd00:2::2, 3",
        "fd00:1::1, 3, fd00:2::2, 2",
        "fd00:1::1, 1, fd00:2::3, 2",
        "fd00:1::1, 1, fd00:3::2, 2",
        "fd00:1::3, 1, fd00:2::2, 2",
        "fd00:3::1, 1, fd00:2::2, 2",
        "fd00:1::1, 2, fd00:2::2, 1",
        "fd00:1::1, 1, fd00:1::1, 1",
        "fd00:2::2, 2, fd00:2::2, 2",
    })
    void otherEndsAreAnotherFlow(String a, int aPort, String b, int bPort) {
        Frame frame = udp("fd00:1::1", 1, "fd00:2::2", 2);
        Flow flow = added(frame, 0);

        assertThat(table.find(udp(a, aPort, b, bPort), 0, flow.hash)).isNull();
        assertThat(table.find(udp(b, bPort, a, aPort), 0, flow.hash)).isNull();
        assertThat(table.find(frame, 0, flow.hash)).isSameAs(flow);
        assertThat(table.find(frame, 0, flow.hash + 1_024)).isNull();
    }

    @Test
    void protocolVersionAndTagTellFlowsApart() {
        Flow flow = added(udp("10.0.0.1", 1, "10.0.0.2", 2), 7);

        assertThat(table.find(udp("10.0.0.1", 1, "10.0.0.2", 2), 8, flow.hash)).isNull();
        assertThat(table.find(Frames.of(ipTcp("10.0.0.1", 1, "10.0.0.2", 2, 1, 16, NOTHING)), 7, flow.hash))
                .isNull();
        assertThat(table.find(udp("::a00:1", 1, "::a00:2", 2), 7, flow.hash)).isNull();
    }

    @Test
    void allAreFoundWhileTheTableGrowsAndShrinks() {
        IntFunction<Frame> frames = i -> udp("10.0.0.1", 1 + i, "10.0.0.2", 53);
        List<Flow> flows = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            flows.add(added(frames.apply(i), 0));
        }
        assertThat(table.size()).isEqualTo(5_000);
        for (int i = 0; i < 5_000; i++) {
            assertThat(table.find(frames.apply(i), 0, flows.get(i).hash)).isSameAs(flows.get(i));
        }
        for (int i = 0; i < 5_000; i += 2) {
            table.remove(flows.get(i));
            table.remove(flows.get(i));
        }
        assertThat(table.size()).isEqualTo(2_500);
        for (int i = 0; i < 5_000; i++) {
            assertThat(finds(frames.apply(i), 0)).isEqualTo(i % 2 == 1);
        }
    }

    /** 4,096 flows that differ in one thing meet in few of 4,096 buckets more often than at random, where 2,589 are used. */
    @ParameterizedTest(name = "by {0}")
    @CsvSource({"source port", "target port", "last bytes", "middle bytes", "first bytes", "tag"})
    void whatTellsFlowsApartSpreadsThem(String what) {
        Set<Integer> buckets = new HashSet<>();
        Set<Integer> unsalted = new HashSet<>();
        FlowTable other = new FlowTable(0x1122_3344_5566_7788L);
        for (int i = 0; i < 4_096; i++) {
            Frame frame = switch (what) {
                case "source port" -> udp("10.0.0.1", i, "10.0.0.2", 53);
                case "target port" -> udp("10.0.0.1", 53, "10.0.0.2", i);
                case "last bytes" -> udp("fd00::%x".formatted(i), 9, "fd00::1", 53);
                case "middle bytes" -> udp("fd00::%x:0:0".formatted(i), 9, "fd00::1", 53);
                case "first bytes" -> udp("%x::9".formatted(0xe000 | i), 9, "fd00::1", 53);
                default -> udp("10.0.0.1", 9, "10.0.0.2", 53);
            };
            int tag = what.equals("tag") ? 0x1_0000 | i : 0;
            buckets.add(table.hash(frame, tag) & 4_095);
            unsalted.add(table.hash(frame, tag) - other.hash(frame, tag));
        }

        assertThat(buckets).hasSizeGreaterThan(2_400);
        assertThat(unsalted).as("what another capture's salt changes").hasSizeGreaterThan(4_000);
    }
}
