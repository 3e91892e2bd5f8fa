package io.waybill.captures.name;

import static io.waybill.captures.packet.Packets.ascii;
import static io.waybill.captures.packet.Packets.hex;
import static io.waybill.captures.packet.Packets.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.HostSource;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Google's greeting in a buffer that ends where it ends: nothing is read behind it. */
class GoogleHelloTest {

    private static final byte[] HELLO =
            join(ascii("CHLO"), hex("0200 0000"), ascii("PAD\0"), hex("02000000"), ascii("SNI\0"), hex("07000000"));
    private static final byte[] WHOLE = join(HELLO, ascii("--a.com"));

    @Test
    void theNameIsThatOfItsTag() {
        Finding expected = new Finding("a.com", HostSource.QUIC_SNI, "quic", null);

        assertThat(GoogleHello.parse(WHOLE, 0, WHOLE.length)).isEqualTo(expected);
        byte[] packet = join(hex("0d 01 02 03"), WHOLE);
        assertThat(GoogleHello.search(packet, 0, packet.length)).isEqualTo(expected);
    }

    @Test
    void cutAnywhereItHasNoName() {
        for (int length = 0; length < WHOLE.length; length++) {
            byte[] cut = Arrays.copyOf(WHOLE, length);
            Finding greeted = length < 8 ? null : Finding.protocolOnly("quic");
            assertThat(GoogleHello.parse(cut, 0, length)).as("%d bytes", length).isEqualTo(greeted);
            assertThat(GoogleHello.search(cut, 0, length))
                    .as("%d bytes, searched", length)
                    .isEqualTo(length < 9 ? null : greeted);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        09 0102030405060708 51303433 01 | true
        09 0102030405060708 51303433    | false
        09 0102030405060708 5130        | false
        09                              | false
        09 0102030405060708 52303433 01 | false
        01 0102030405060708 51303433 01 | false
        80 51303433 01                  | true
        80 51303433                     | false
        80 5130                         | false
        00 51303433 01                  | false
        80 51313433 01                  | false
        80 51302f33 01                  | false
        80 5130343a 01                  | false
        80 51303039 01                  | true
        """)
    void aStartSaysItsVersion(String datagram, boolean starts) {
        byte[] data = hex(datagram);

        assertThat(GoogleHello.looksLikeStart(data, 0, data.length)).isEqualTo(starts);
        byte[] behind = join(hex("ffff"), data);
        assertThat(GoogleHello.looksLikeStart(behind, 2, behind.length)).isEqualTo(starts);
    }
}
