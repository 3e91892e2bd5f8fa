package io.waybill.captures.name;

import static io.waybill.captures.packet.Packets.ascii;
import static io.waybill.captures.packet.Packets.hex;
import static io.waybill.captures.packet.Packets.join;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** QUIC below its encryption: headers, numbers and frames to the byte. */
class QuicReadingTest {

    private static final int AT = 40;
    private static final QuicVersion V1 = Objects.requireNonNull(QuicVersion.of(1));
    private static final QuicVersion V2 = Objects.requireNonNull(QuicVersion.of(0x6b3343cf));

    private static byte[] amid(String text) {
        return join(filled(AT), hex(text), filled(40));
    }

    private static byte[] filled(int bytes) {
        byte[] filled = new byte[bytes];
        Arrays.fill(filled, (byte) 0xa5);
        return filled;
    }

    @ParameterizedTest(name = "{0}: {1} of {2} bytes")
    @CsvSource({
        "00, 0, 1",
        "3f, 63, 1",
        "4000, 0, 2",
        "7fff, 16383, 2",
        "80000001, 1, 4",
        "bfffffff, 1073741823, 4",
        "c000000000000002, 2, 8",
        "ffffffffffffffff, 4611686018427387903, 8",
    })
    void numbersOfAnyLength(String text, long value, int bytes) {
        byte[] data = amid(text);

        assertThat(QuicHeader.varint(data, AT)).isEqualTo(value);
        assertThat(QuicHeader.varintBytes(data, AT)).isEqualTo(bytes);
        assertThat(QuicHeader.hasVarint(data, AT, AT + bytes)).isTrue();
        assertThat(QuicHeader.hasVarint(data, AT, AT + bytes - 1)).isFalse();
        assertThat(QuicHeader.hasVarint(data, AT, AT)).isFalse();
    }

    /** Connection id, token and length as they are; where the number starts, where the packet ends. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        initial              | 1 | true  | 0102 | 12   | 17 | c0 00000001 02 0102 01 03 00 05
        with a token         | 1 | true  | 0102 | 15   | 20 | c0 00000001 02 0102 01 03 03 aabbcc 05
        longer token         | 1 | true  | -    | 12   | 13 | c0 00000001 00 00 4002 aabb 01
        no connection ids    | 1 | true  | -    | 9    | 10 | c0 00000001 00 00 00 01
        handshake            | 1 | false | 0102 | 11   | 16 | e0 00000001 02 0102 01 03 05
        before confirmation  | 1 | false | 0102 | 11   | 16 | d0 00000001 02 0102 01 03 05
        version 2, initial   | 2 | true  | -    | 9    | 10 | d0 6b3343cf 00 00 00 01
        version 2, handshake | 2 | false | -    | 8    | 9  | f0 6b3343cf 00 00 01
        longest packet       | 1 | true  | -    | 12   | 1073741835 | c0 00000001 00 00 00 bfffffff
        """)
    void headers(
            String name, int version, boolean initial, @Nullable String id, int numberAt, long end, String packet) {
        byte[] data = amid(packet);
        int length = hex(packet).length;

        QuicHeader header =
                Objects.requireNonNull(QuicHeader.parse(version == 1 ? V1 : V2, data, AT, AT + length), name);

        assertThat(header.initial()).isEqualTo(initial);
        assertThat(HexFormat.of().formatHex(header.connectionId())).isEqualTo(id == null ? "" : id);
        assertThat(header.numberAt() - AT).isEqualTo(numberAt);
        assertThat(header.end() - AT).isEqualTo(end);
        for (int cut = 0; cut < length; cut++) {
            assertThat(QuicHeader.parse(version == 1 ? V1 : V2, data, AT, AT + cut))
                    .as("%s of %s bytes", name, cut)
                    .isNull();
            assertThat(QuicHeader.parse(version == 1 ? V1 : V2, Arrays.copyOf(hex(packet), cut), 0, cut))
                    .as("%s where the buffer ends after %s bytes", name, cut)
                    .isNull();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        short header        | 40 00000001 00 00 00 01
        no fixed bit        | 80 00000001 00 00 00 01
        retry               | f0 00000001 00 00 00 01
        token beyond        | c0 00000001 00 00 02 01
        """)
    void whatIsNoHeaderWithALength(String name, String packet) {
        assertThat(QuicHeader.parse(V1, amid(packet), AT, AT + hex(packet).length))
                .as(name)
                .isNull();
    }

    @Test
    void connectionIdsAreOf20BytesAtMost() {
        for (int bytes = 19; bytes <= 22; bytes++) {
            byte[] packet = join(hex("c0 00000001"), new byte[] {(byte) bytes}, new byte[bytes], hex("00 00 01"));

            assertThat(QuicHeader.parse(V1, packet, 0, packet.length) != null)
                    .as("%s bytes", bytes)
                    .isEqualTo(bytes <= 20);
        }
    }

    /** Every row ends with frames that bring the bytes 61 62 63; they come in where the frames before are passed over rightly. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        alone                        | true  | 3 | 06 00 03 616263
        padding and ping             | true  | 3 | 00 01 00 06 00 03 616263
        acknowledgement              | true  | 3 | 02 05 00 00 05 06 00 03 616263
        two ranges                   | true  | 3 | 02 05 00 02 05 01 01 02 02 06 00 03 616263
        counts                       | true  | 3 | 03 05 00 00 05 07 08 09 06 00 03 616263
        counts and a range           | true  | 3 | 03 05 00 01 05 01 01 07 08 09 06 00 03 616263
        numbers of two bytes         | true  | 3 | 02 4005 4000 4001 4005 4001 4001 06 4000 4003 616263
        two pieces                   | true  | 3 | 06 02 01 63 06 00 02 6162
        piece longer than the packet | true  | 3 | 06 00 3f 616263
        piece without bytes          | true  | 3 | 06 00 00 06 00 03 616263
        piece cut in its offset      | true  | 0 | 06 40
        piece cut in its length      | true  | 0 | 06 00 40
        piece without length         | true  | 0 | 06 00
        ends in an acknowledgement   | false | 0 | 02 05 00 00
        more ranges than bytes       | false | 0 | 02 05 00 0c 00 00 00 00 00 00 00
        close                        | true  | 0 | 1c 00 06 00 03 616263
        close of an application      | false | 0 | 1d 00 06 00 03 616263
        stream                       | false | 0 | 08 00 03 616263
        """)
    void frames(String name, boolean right, int have, String frames) {
        StreamStart handshake = new StreamStart(100);

        assertThat(QuicFrames.collect(hex(frames), 0x06, handshake)).as(name).isEqualTo(right);
        assertThat(handshake.contiguous()).isEqualTo(have);
        assertThat(Arrays.copyOf(handshake.data(), have)).isEqualTo(Arrays.copyOf(ascii("abc"), have));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            nullValues = "-",
            value = {
                "00000001, 38762cf7f55934b34d179ae6a4c80cadccbb7f0a",
                "00000000, -",
                "6b3343cf, 0dede3def700a6db819381be6e269dcbf9bd2ed9",
                "709a50c4, 0dede3def700a6db819381be6e269dcbf9bd2ed9",
                "ff000016, -",
                "ff000017, c3eef712c72ebb5a11a7d2432bb46365bef9f502",
                "ff00001c, c3eef712c72ebb5a11a7d2432bb46365bef9f502",
                "ff00001d, afbfec289993d24c9e9786f19c6111e04390a899",
                "ff000020, afbfec289993d24c9e9786f19c6111e04390a899",
                "ff000021, 38762cf7f55934b34d179ae6a4c80cadccbb7f0a",
                "ff0000ff, 38762cf7f55934b34d179ae6a4c80cadccbb7f0a",
                "ff000121, -",
                "faceb002, c3eef712c72ebb5a11a7d2432bb46365bef9f502",
                "51303530, 504574efd066fe2f9d945cfcdbd3a7f0d3b56b45",
                "54303530, 7ff579e5acd072915580304c43a2367c60488310",
                "54303531, 7a4edef4e7ccee5fa4506c19124fc8ccda6e033d",
            })
    void versionsHaveTheirSalt(String number, @Nullable String salt) {
        QuicVersion version = QuicVersion.of((int) Long.parseLong(number, 16));

        assertThat(version == null ? null : HexFormat.of().formatHex(version.salt()))
                .isEqualTo(salt);
        if (version != null) {
            boolean google = number.startsWith("5");
            assertThat(version.cryptoFrame()).isEqualTo(google ? 8 : 6);
            assertThat(version.googleHandshake()).isEqualTo(number.equals("51303530"));
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        name alone             | a.b | 43484c4f 0100 0000 534e4900 03000000 612e62
        behind another value   | a.b | 43484c4f 0200 0000 50414400 02000000 534e4900 05000000 ffff 612e62
        before another value   | a.b | 43484c4f 0200 0000 534e4900 03000000 50414400 05000000 612e62 ffff
        ends before it starts  | -   | 43484c4f 0200 0000 50414400 03000000 534e4900 02000000 ffffff
        ends behind the packet | -   | 43484c4f 0100 0000 534e4900 04000000 612e62
        far behind the packet  | -   | 43484c4f 0100 0000 534e4900 ffffffff 612e62
        table is cut           | -   | 43484c4f 0100 0000 534e4900 030000
        second tag is cut      | -   | 43484c4f 0200 0000 50414400 00000000
        no tags                | -   | 43484c4f 0000 0000
        no tags, but like one  | -   | 43484c4f 0000 0000 534e4900 03000000 616263
        """)
    void helloOfGoogle(String name, @Nullable String host, String message) {
        byte[] data = amid(message);
        int end = AT + hex(message).length;

        assertThat(Objects.requireNonNull(GoogleHello.parse(data, AT, end)).host())
                .as(name)
                .isEqualTo(host);
        assertThat(Objects.requireNonNull(GoogleHello.search(data, AT - 30, end + 1))
                        .host())
                .as(name)
                .isEqualTo(
                        host != null
                                ? host
                                : Objects.requireNonNull(GoogleHello.parse(data, AT, end + 1))
                                        .host());
        assertThat(Objects.requireNonNull(GoogleHello.parse(hex(message), 0, end - AT))
                        .host())
                .as("%s where the buffer ends", name)
                .isEqualTo(host);
        assertThat(GoogleHello.parse(data, AT, AT + 7)).isNull();
        assertThat(GoogleHello.parse(data, AT + 1, end)).isNull();
    }

    @Test
    void onlyTheBeginningIsSearched() {
        byte[] hello = hex("43484c4f 0000 0000 00");
        for (int before : new int[] {0, 1, 127, 128}) {
            byte[] data = join(new byte[10], new byte[before], hello);

            assertThat(GoogleHello.search(data, 10, data.length) != null)
                    .as("behind %s bytes", before)
                    .isEqualTo(before < 128);
        }
        assertThat(GoogleHello.search(hello, 0, 8)).isNull();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        09 0102030405060708 51303433 00 | true
        0d 0102030405060708 51303339 00 | true
        09 0102030405060708 51303433    | false
        08 0102030405060708 51303433 00 | false
        01 0102030405060708 51303433 00 | false
        89 0102030405060708 51303433 00 | false
        09 0102030405060708 52303433 00 | false
        09 0102030405060708 51313433 00 | false
        09 0102030405060708 51302f33 00 | false
        09 0102030405060708 51303a33 00 | false
        09 0102030405060708 5130342f 00 | false
        09 0102030405060708 51303039 00 | true
        c3 51303436 00                  | true
        c3 51303436                     | false
        43 51303436 00                  | false
        """)
    void whatOpensAConnectionOfGoogle(String datagram, boolean opens) {
        byte[] data = amid(datagram);

        assertThat(GoogleHello.looksLikeStart(data, AT, AT + hex(datagram).length))
                .isEqualTo(opens);
    }

    @ParameterizedTest(name = "{0} bytes of {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        17 | c0 00000001 | true
        16 | c0 00000001 | false
        17 | c0 00000002 | false
        17 | 80 00000001 | false
        17 | c3 51303436 | true
        """)
    void whatOpensAConnection(int length, String start, boolean opens) {
        assertThat(QuicNames.looksLikeStart(amid(start), AT, length)).isEqualTo(opens);
    }
}
