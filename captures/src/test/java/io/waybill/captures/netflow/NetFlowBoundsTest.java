package io.waybill.captures.netflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.Bound;
import io.waybill.captures.DecodeSettings;
import io.waybill.captures.Reading;
import org.junit.jupiter.api.Test;

/** What exporters may make the collector remember, and that it is counted where they want more. */
class NetFlowBoundsTest {
    private static final byte[] EXPORTER = {10, 0, 0, 1};
    private static final int[] ENDS = {8, 4, 12, 4, 7, 2, 11, 2, 4, 1, 1, 4, 2, 4};

    private final Reading out = new Reading();

    private static void take(NetFlowDatagrams datagrams, byte[] datagram) {
        datagrams.take(EXPORTER, datagram, 0, datagram.length, 1);
    }

    @Test
    void setsWithoutTemplateAreLostBeyondTheBound() {
        NetFlowDatagrams datagrams = new NetFlowDatagrams("netflow", out.context());
        byte[] untold = Exports.v9(1, Exports.set(300, new byte[20]));
        for (int i = 0; i < 4_100; i++) {
            take(datagrams, untold);
        }
        assertThat(out.bounds.of(Bound.WAITING_SETS)).isEqualTo(4);
        datagrams.end();
        assertThat(out.described()).singleElement().asString().contains("4100 sets of flow data");
    }

    @Test
    void templatesBeyondTheBoundTakeThePlaceOfOthers() {
        NetFlowDatagrams datagrams = new NetFlowDatagrams("netflow", out.context());
        for (int domain = 0; domain < 8_200; domain++) {
            take(datagrams, Exports.v9(domain, Exports.set(0, Exports.template(300, ENDS))));
        }
        assertThat(out.bounds.of(Bound.TEMPLATES)).isEqualTo(8);
    }

    @Test
    void flowsThatWaitForTheirOtherDirectionGoAloneBeyondTheBound() {
        out.settings = new DecodeSettings(40, 1_000, 1_000, 1_000, 1_000, 10, 10, 10);
        NetFlowDatagrams datagrams = new NetFlowDatagrams("netflow", out.context());
        take(datagrams, Exports.v9(1, Exports.set(0, Exports.template(300, ENDS))));
        for (int port = 1; port <= 13; port++) {
            byte[] flow = Exports.join(
                    Exports.address("10.0.0.5"),
                    Exports.address("203.0.113.5"),
                    Exports.number(2, port),
                    Exports.number(2, 443),
                    Exports.number(1, 6),
                    Exports.number(4, 100),
                    Exports.number(4, 1));
            take(datagrams, Exports.v9(1, Exports.set(300, flow)));
        }
        assertThat(out.events).hasSize(3);
        assertThat(out.bounds.of(Bound.WAITING_FLOWS)).isEqualTo(3);
        assertThat(out.bounds).hasToString("waiting-flows 3");
    }
}
