package io.waybill.captures.packet;

import static io.waybill.captures.packet.Packets.ethernet;
import static io.waybill.captures.packet.Packets.hex;
import static io.waybill.captures.packet.Packets.ipUdp;
import static io.waybill.captures.packet.Packets.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.waybill.schemas.DeviceConnection;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** pcapng interfaces: each has its link type and its clock, sections forget them, and what names none is a problem. */
class InterfacesTest {

    private static final long SECONDS = PcapFile.START_MILLIS / 1_000;

    static List<ByteOrder> orders() {
        return List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN);
    }

    private static byte[] packet(int port) {
        return ipUdp("192.168.1.10", 40_000, "203.0.113.5", port, hex("00"));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void eachHasItsLinkTypeAndItsClock(ByteOrder order) {
        PcapngFile file = new PcapngFile(order);
        byte[] offset = file.buffer(8).putLong(1_000).array();
        byte[] cooked = join(hex("0000 0001 0006 020000000001 0000 0800"), packet(4));
        Decoding decoding = file.describe(1)
                .describe(101, file.option(9, new byte[] {9}))
                .describe(101, file.option(9, new byte[] {3}))
                .describe(113, file.option(9, new byte[] {(byte) 0x8a}))
                .describe(101, file.option(9, new byte[] {0}), file.option(14, offset))
                .enhanced(3, SECONDS * 1_024 + 512, cooked)
                .enhanced(0, SECONDS * 1_000_000 + 500_000, ethernet(packet(1)))
                .enhanced(2, SECONDS * 1_000 + 500, packet(3))
                .enhanced(1, SECONDS * 1_000_000_000 + 500_000_000, packet(2))
                .enhanced(4, SECONDS - 1_000, packet(5))
                .decode();

        assertThat(decoding.problems()).isEmpty();
        assertThat(decoding.events())
                .extracting(
                        DeviceConnection::getRemotePort,
                        event -> event.getTime().toEpochMilli() - PcapFile.START_MILLIS)
                .containsExactlyInAnyOrder(
                        tuple(1, 500L), tuple(2, 500L), tuple(3, 500L), tuple(4, 500L), tuple(5, 0L));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void aSectionBeginsWithoutInterfaces(ByteOrder order) {
        Decoding decoding = new PcapngFile(order)
                .describe(101)
                .enhanced(0, SECONDS * 1_000_000, packet(1))
                .section()
                .enhanced(0, SECONDS * 1_000_000, packet(2))
                .describe(1)
                .enhanced(0, SECONDS * 1_000_000, ethernet(packet(3)))
                .decode();

        assertThat(decoding.events())
                .extracting(DeviceConnection::getRemotePort)
                .containsExactlyInAnyOrder(1, 3);
        assertThat(decoding.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.input()).isEqualTo("test");
            assertThat(problem.position()).isPositive();
            assertThat(problem.reason()).contains("interface");
        });
    }

    @ParameterizedTest
    @MethodSource("orders")
    void aPacketOfAnInterfaceNobodyDescribedIsAProblem(ByteOrder order) {
        for (int source : new int[] {1, 7, 0x7fff_ffff, -1}) {
            Decoding decoding = new PcapngFile(order)
                    .describe(101)
                    .enhanced(source, SECONDS * 1_000_000, packet(1))
                    .enhanced(0, SECONDS * 1_000_000, packet(2))
                    .decode();

            assertThat(decoding.events())
                    .extracting(DeviceConnection::getRemotePort)
                    .containsExactly(2);
            assertThat(decoding.problems()).as("interface %d", source).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("orders")
    void blocksOfNoInterestArePassedOver(ByteOrder order) {
        PcapngFile file = new PcapngFile(order);
        Decoding decoding = file.describe(101)
                .block(4, new byte[16]) // names
                .block(5, new byte[12]) // statistics
                .block(9, new byte[8]) // journal entry
                .block(10, new byte[24]) // secrets
                .block(0x4000_0bad, new byte[8]) // somebody's own, not to be copied
                .block(0xbad, file.buffer(8).putInt(1).putInt(2).array()) // another maker's own
                .block(0x7777, new byte[0])
                .enhanced(0, SECONDS * 1_000_000, packet(2))
                .decode();

        assertThat(decoding.problems()).isEmpty();
        assertThat(decoding.events())
                .extracting(DeviceConnection::getRemotePort)
                .containsExactly(2);
    }

    @ParameterizedTest
    @MethodSource("orders")
    void onlyPacketsThatNameAKnownUserHaveAnApp(ByteOrder order) {
        PcapngFile file = new PcapngFile(order);
        byte[] comment = file.option(1, Packets.ascii("u-10123"));
        Decoding decoding = file.describe(101)
                .app(10_123, "com.example", "Example")
                .enhanced(0, SECONDS * 1_000_000, packet(1), comment)
                .enhanced(0, SECONDS * 1_000_000, packet(2))
                .enhanced(0, SECONDS * 1_000_000, packet(3), file.option(1, Packets.ascii("u-99")))
                .enhanced(0, SECONDS * 1_000_000, packet(4), file.option(1, Packets.ascii("u-x")))
                .decode();

        assertThat(decoding.problems()).isEmpty();
        assertThat(decoding.events())
                .filteredOn(event -> event.getRemotePort() == 1)
                .extracting(DeviceConnection::getApp)
                .containsExactly("com.example");
        assertThat(decoding.events())
                .filteredOn(event -> event.getRemotePort() == 2 || event.getRemotePort() == 4)
                .extracting(DeviceConnection::getApp)
                .containsOnlyNulls();
    }
}
