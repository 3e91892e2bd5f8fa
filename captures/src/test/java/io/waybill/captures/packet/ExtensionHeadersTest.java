package io.waybill.captures.packet;

import static io.waybill.captures.packet.Packets.hex;
import static io.waybill.captures.packet.Packets.ipv6;
import static io.waybill.captures.packet.Packets.join;
import static io.waybill.captures.packet.Packets.udp;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.packet.frame.Verdict;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.Transport;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** IPv6 headers between the address and the transport, each alone and many together. */
class ExtensionHeadersTest {

    private static final String PHONE = "fd00::10";
    private static final String SERVER = "2001:db8::5";
    private static final byte[] UDP = udp(40_000, 4_242, new byte[9]);

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        hop by hop          | 0   | 11 00 0104 00000000
        hop by hop, long    | 0   | 11 01 010c 000000000000000000000000
        destination options | 60  | 11 00 0104 00000000
        routing             | 43  | 11 02 0401 00000000 20010db8000000000000000000000001
        authentication      | 51  | 11 04 0000 00000001 00000001 000102030405060708090a0b
        mobility            | 135 | 11 00 0500 00000000
        host identity       | 139 | 11 00 0000 00000000
        shim6               | 140 | 11 00 0000 00000000
        atomic fragment     | 44  | 11 00 0000 00000001
        hop by hop, routing | 0   | 2b 00 0104 00000000 11 00 0000 00000000
        fragment, options   | 44  | 3c 00 0000 00000001 11 00 0104 00000000
        """)
    void isWalked(String name, int next, String headers) {
        byte[] packet = ipv6(PHONE, SERVER, next, join(hex(headers), UDP));

        Decoding decoding = new PcapFile(101).add(packet).decode();

        assertThat(decoding.events()).as(name).singleElement().satisfies(event -> {
            assertThat(event.getTransport()).isEqualTo(Transport.UDP);
            assertThat(event.getRemotePort()).isEqualTo(4_242);
            assertThat(event.getBytesSent()).isEqualTo(packet.length);
        });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        encrypted payload | 50 | 00000001 00000002 0011223344556677
        no next header    | 59 |
        SCTP              | 132 | 9c40 0bb8 00000000 00000000
        """)
    void whatHidesItsPortsIsAContactWithoutPort(String name, int next, String payload) {
        byte[] packet = ipv6(PHONE, SERVER, next, hex(payload == null ? "" : payload));

        Decoding decoding = new PcapFile(101).add(packet).decode();

        assertThat(decoding.statistics().packets()).isEqualTo(1);
        assertThat(decoding.events()).as(name).hasSize(1).allSatisfy(event -> {
            assertThat(event.getTransport()).isEqualTo(Transport.OTHER);
            assertThat(event.getBytesSent()).isEqualTo(packet.length);
        });
    }

    @ParameterizedTest(name = "{0} headers")
    @ValueSource(ints = {1, 2, 8})
    void severalAreWalked(int count) {
        assertThat(chain(count).events())
                .extracting(DeviceConnection::getRemotePort)
                .containsExactly(4_242);
    }

    @ParameterizedTest(name = "{0} headers")
    @ValueSource(ints = {64, 1_000, 8_000})
    void endlessChainsEndAndAreCounted(int count) {
        Decoding decoding = chain(count);

        assertThat(decoding.statistics().packets()).isEqualTo(1);
        assertThat(decoding.events()).noneMatch(event -> event.getRemotePort() == 4_242);
    }

    private static Decoding chain(int count) {
        byte[] headers = new byte[8 * count];
        for (int i = 0; i < count; i++) {
            headers[8 * i] = (byte) (i == count - 1 ? 17 : 60);
            headers[8 * i + 2] = 1;
            headers[8 * i + 3] = 4;
        }
        return new PcapFile(101)
                .add(ipv6(PHONE, SERVER, 60, join(headers, UDP)))
                .decode();
    }

    @Test
    void aChainCutAnywhereIsCountedOnce() {
        byte[] headers = hex("2b 00 0104 00000000 3c 00 0000 00000000 11 00 0104 00000000");
        byte[] packet = ipv6(PHONE, SERVER, 0, join(headers, UDP));
        for (int cut = 0; cut <= packet.length; cut++) {
            Decoding decoding = new PcapFile(101)
                    .add(PcapFile.START_MILLIS, Arrays.copyOf(packet, cut), packet.length)
                    .decode();

            long decoded = decoding.statistics().verdicts().getOrDefault(Verdict.DECODED, 0L);
            assertThat(decoding.events()).as("cut at %d", cut).hasSize((int) decoded);
            assertThat(decoding.statistics().packets()).isEqualTo(1);
            if (cut < 40) {
                assertThat(decoded).as("cut at %d", cut).isZero();
            }
        }
    }

    @Test
    void aHeaderThatClaimsMoreThanThereIsIsMalformed() {
        byte[] packet = ipv6(PHONE, SERVER, 0, join(hex("11 ff 0104 00000000"), UDP));

        assertThat(new PcapFile(101).add(packet).decode().statistics().verdicts())
                .containsEntry(Verdict.MALFORMED, 1L);
    }
}
