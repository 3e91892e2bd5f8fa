package io.waybill.testkit.pcap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FramesTest {

    /** The example of RFC 1071, section 3: words 0001 f203 f4f5 f6f7 sum to ddf2. */
    @Test
    void sumsAsTheInternetDoes() {
        assertThat(Frames.sum(0, HexFormat.of().parseHex("0001f203f4f5f6f7"))).isEqualTo(~0xddf2 & 0xffff);
    }

    @Test
    void leavesASumOfZeroToTheReceiver() {
        Endpoint phone = AccessPoint.phone(3).port(40_001);
        Endpoint server = AccessPoint.phone(9).port(443);

        byte[] frame = Frames.tcp(phone, server, 7, 9, Frames.ACK | Frames.PSH, new byte[] {1, 2, 3});

        byte[] header = Arrays.copyOfRange(frame, 14, 34);
        byte[] segment = Arrays.copyOfRange(frame, 34, frame.length);
        byte[] pseudo = new Octets()
                .bytes(phone.ip())
                .bytes(server.ip())
                .u16(6)
                .u16(segment.length)
                .bytes(segment)
                .toBytes();
        assertThat(Frames.sum(0, header)).isZero();
        assertThat(Frames.sum(0, pseudo)).isZero();
        assertThat(frame).hasSize(14 + 20 + 20 + 3);
    }

    @Test
    void writesTheLengthBeforeThePart() {
        Octets part = new Octets().text("abc");

        assertThat(new Octets().sized8(part).sized16(part).sized24(part).toBytes())
                .isEqualTo(new byte[] {3, 'a', 'b', 'c', 0, 3, 'a', 'b', 'c', 0, 0, 3, 'a', 'b', 'c'});
    }
}
