package io.waybill.captures.flow;

import static io.waybill.captures.packet.Packets.ethernet;
import static io.waybill.captures.packet.Packets.ipUdp;
import static io.waybill.captures.packet.Packets.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.packet.frame.Frame;
import io.waybill.captures.packet.frame.RawPacket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which bytes of a capture an event's id depends on. */
class EventIdsTest {

    private static final byte[] PAYLOAD = new byte[300];

    private static byte[] packet(int changedAt) {
        byte[] packet = ipUdp("10.0.0.1", 1, "10.0.0.2", 2, PAYLOAD);
        if (changedAt >= 0) {
            packet[changedAt]++;
        }
        return packet;
    }

    private static RawPacket raw(byte[] bytes, long later) {
        return Frames.raw(bytes, Frames.NOW + later, Frames.RAW_IP);
    }

    private static long id(RawPacket firstOfCapture, RawPacket firstOfFlow) {
        return new EventIds(firstOfCapture).digest(Frames.of(firstOfFlow));
    }

    @ParameterizedTest(name = "byte {0}, {1} ms later: {2}")
    @CsvSource({"-1, 0, true", "-1, 1, false", "28, 0, false", "255, 0, false", "256, 0, true", "327, 0, true"})
    void theBeginningAndTheTimeOfBothFirstPacketsCount(int changedAt, long later, boolean same) {
        RawPacket plain = raw(packet(-1), 0);
        RawPacket changed = raw(packet(changedAt), later);

        assertThat(id(plain, changed) == id(plain, plain)).isEqualTo(same);
        assertThat(id(changed, plain) == id(plain, plain)).isEqualTo(same);
        assertThat(new EventIds(changed).salt() == new EventIds(plain).salt()).isEqualTo(same);
    }

    /** Link layers and what fills a frame up are no part of a flow's first packet; all that was sent is. */
    @Test
    void ofAFlowTheIpPacketCounts() {
        byte[] small = ipUdp("10.0.0.1", 1, "10.0.0.2", 2, new byte[3]);
        byte[] other = small.clone();
        other[other.length - 1]++;
        EventIds ids = new EventIds(raw(small, 0));
        Frame plain = Frames.of(raw(small, 0));

        assertThat(ids.digest(Frames.of(Frames.raw(ethernet(small), Frames.NOW, Frames.ETHERNET))))
                .isEqualTo(ids.digest(plain));
        assertThat(ids.digest(Frames.of(raw(join(small, new byte[9]), 0)))).isEqualTo(ids.digest(plain));
        assertThat(ids.digest(Frames.of(raw(other, 0)))).isNotEqualTo(ids.digest(plain));
    }

    @Test
    void idsAreDigestAndNumber() {
        assertThat(EventIds.text(0x00ab, 12)).isEqualTo("00000000000000ab-12");
    }
}
