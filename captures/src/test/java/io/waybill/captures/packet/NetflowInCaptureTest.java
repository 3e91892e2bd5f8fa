package io.waybill.captures.packet;

import static io.waybill.captures.packet.Packets.hex;
import static io.waybill.captures.packet.Packets.ipUdp;
import static io.waybill.captures.packet.Packets.join;
import static io.waybill.captures.packet.Packets.u32;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.Addresses;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Export datagrams inside a capture are decoded too. */
class NetflowInCaptureTest {

    private static final byte[] VERSION_5 = join(
            hex("0005 0001 00010000"),
            u32(PcapFile.START_MILLIS / 1_000),
            hex("00000000 00000001 00 00 0000"),
            Packets.address("192.168.1.10"),
            Packets.address("203.0.113.5"),
            hex("00000000 0001 0002"),
            u32(7),
            u32(700),
            hex("00008000 0000c000 9c40 01bb 00 18 06 00 0000 0000 18 18 0000"));

    @Test
    void anExportTellsOfFlowsAndIsAContactItself() {
        Decoding decoding = new PcapFile(101)
                .add(ipUdp("10.0.0.1", 50_000, "10.0.0.2", 2_055, VERSION_5))
                .decode();

        assertThat(VERSION_5).hasSize(72);
        assertThat(decoding.statistics().netflowPackets()).isEqualTo(1);
        assertThat(decoding.events())
                .extracting(event -> Addresses.text(event.getRemoteIp().array()) + " " + event.getRemotePort() + " "
                        + event.getPacketsSent())
                .containsExactlyInAnyOrder("10.0.0.2 2055 1", "203.0.113.5 443 7");
    }

    @Test
    void anExportThatWasCutOffIsNotDecoded() {
        byte[] packet = ipUdp("10.0.0.1", 50_000, "10.0.0.2", 2_055, VERSION_5);

        Decoding decoding = new PcapFile(101)
                .add(PcapFile.START_MILLIS, Arrays.copyOf(packet, 60), packet.length)
                .decode();

        assertThat(decoding.statistics().netflowPackets()).isZero();
        assertThat(decoding.events()).hasSize(1);
    }
}
