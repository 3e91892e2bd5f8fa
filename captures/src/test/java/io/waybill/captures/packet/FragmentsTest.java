package io.waybill.captures.packet;

import static io.waybill.captures.packet.Packets.hex;
import static io.waybill.captures.packet.Packets.ipv4;
import static io.waybill.captures.packet.Packets.join;
import static io.waybill.captures.packet.Packets.u16;
import static io.waybill.captures.packet.Packets.u32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.waybill.captures.packet.frame.Verdict;
import io.waybill.schemas.DeviceConnection;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FragmentsTest {

    private static final String A = "192.168.1.10";
    private static final String B = "203.0.113.5";
    private static final byte[] REQUEST = Packets.ascii("GET / HTTP/1.1\r\nHost: example.com\r\n\r\n");

    private static List<byte[]> fragments(int protocol, byte[] whole, int id, int size) {
        List<byte[]> fragments = new ArrayList<>();
        for (int at = 0; at < whole.length; at += size) {
            int end = Math.min(at + size, whole.length);
            int more = end < whole.length ? 0x2000 : 0;
            fragments.add(ipv4(A, B, protocol, id, more | at / 8, Arrays.copyOfRange(whole, at, end)));
        }
        return fragments;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void fragmentsInAnyOrderAndRepeatedMakeThePacket(long seed) {
        List<byte[]> fragments = fragments(6, Packets.tcp(40_000, 80, 1, Packets.ACK, REQUEST), 7, 16);
        Random random = new Random(seed);
        Collections.shuffle(fragments, random);
        fragments.add(random.nextInt(fragments.size() - 1), fragments.get(0));
        PcapFile file = new PcapFile(101);
        fragments.forEach(file::add);

        Decoding decoding = file.decode();

        assertThat(decoding.events()).as("seed %d", seed).hasSize(1);
        DeviceConnection event = decoding.events().get(0);
        assertThat(event.getHost()).isEqualTo("example.com");
        assertThat(event.getPacketsSent()).isEqualTo(fragments.size());
        assertThat(event.getBytesSent())
                .isEqualTo(fragments.stream().mapToLong(f -> f.length).sum());
    }

    @Test
    void fragmentsOfVersion6MakeThePacket() {
        byte[] udp = Packets.udp(40_000, 4_242, new byte[64]);
        byte[] first = join(hex("1100"), u16(1), u32(9), Arrays.copyOf(udp, 40));
        byte[] last = join(hex("1100"), u16(40), u32(9), Arrays.copyOfRange(udp, 40, udp.length));

        Decoding decoding = new PcapFile(101)
                .add(Packets.ipv6("fd00::10", "2001:db8::5", 44, first))
                .add(Packets.ipv6("fd00::10", "2001:db8::5", 44, last))
                .decode();

        assertThat(decoding.events()).hasSize(1);
        assertThat(decoding.events().get(0).getRemotePort()).isEqualTo(4_242);
        assertThat(decoding.events().get(0).getPacketsSent()).isEqualTo(2);
    }

    @Test
    void aPacketThatStaysIncompleteIsCountedIfItsBeginningIsKnown() {
        List<byte[]> fragments = fragments(17, Packets.udp(40_000, 4_242, new byte[100]), 7, 32);
        PcapFile file = new PcapFile(101).add(fragments.get(0)).add(fragments.get(2));

        Decoding decoding = file.decode();

        assertThat(decoding.statistics().verdicts()).containsEntry(Verdict.FRAGMENT_HELD, 2L);
        assertThat(decoding.statistics().fragmentsExpired()).isZero();
        assertThat(decoding.events()).hasSize(1);
        assertThat(decoding.events().get(0).getPacketsSent()).isEqualTo(2);
    }

    @ParameterizedTest(name = "of {0}: {1}")
    @CsvSource({"u-1, first app", "u-3,"})
    void aPacketThatStaysIncompleteHasItsOwnAppAndNotThatOfTheLastOne(String user, @Nullable String app) {
        List<byte[]> fragments = fragments(17, Packets.udp(40_000, 4_242, new byte[100]), 7, 32);
        PcapngFile file = new PcapngFile(ByteOrder.LITTLE_ENDIAN);
        file.describe(101)
                .app(1, "first app", "")
                .app(2, "other app", "")
                .enhanced(0, 1, fragments.get(0), file.option(1, Packets.ascii(user)))
                .enhanced(0, 2, fragments.get(1))
                .enhanced(0, 3, Packets.ipUdp(A, 1, B, 2, new byte[1]), file.option(1, Packets.ascii("u-2")));

        assertThat(file.decode().events())
                .extracting(DeviceConnection::getRemotePort, DeviceConnection::getApp)
                .containsExactlyInAnyOrder(tuple(4_242, app), tuple(2, "other app"));
    }

    @Test
    void aPacketWithoutBeginningIsCountedAsExpired() {
        List<byte[]> fragments = fragments(17, Packets.udp(40_000, 4_242, new byte[100]), 7, 32);

        Decoding decoding =
                new PcapFile(101).add(fragments.get(1)).add(fragments.get(2)).decode();

        assertThat(decoding.events()).isEmpty();
        assertThat(decoding.statistics().fragmentsExpired()).isEqualTo(2);
    }

    @Test
    void aFloodOfBeginningsLosesNone() {
        PcapFile file = new PcapFile(101);
        for (int i = 0; i < 5_000; i++) {
            file.addAt(
                    PcapFile.START_MILLIS,
                    fragments(17, Packets.udp(40_000, 4_242, new byte[100]), i, 32)
                            .get(0));
        }

        Decoding decoding = file.decode();

        assertThat(decoding.events().stream()
                        .mapToLong(DeviceConnection::getPacketsSent)
                        .sum())
                .isEqualTo(5_000);
    }
}
