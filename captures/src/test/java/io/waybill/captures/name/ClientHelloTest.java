package io.waybill.captures.name;

import static io.waybill.captures.packet.ClientHellos.extension;
import static io.waybill.captures.packet.Packets.ascii;
import static io.waybill.captures.packet.Packets.hex;
import static io.waybill.captures.packet.Packets.join;
import static io.waybill.captures.packet.Packets.u16;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.packet.ClientHellos;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS greetings, read in the middle of a buffer of other bytes. */
class ClientHelloTest {

    private static final int AT = 50;
    /** Where the extensions start when there are two cipher suites. */
    private static final int EXTENSIONS = 2 + 32 + 1 + 2 + 4 + 2 + 2;

    private static byte[] body(String version, byte[] sessionId, byte[] suites, byte[]... extensions) {
        byte[] all = join(extensions);
        return join(
                hex(version),
                new byte[32],
                new byte[] {(byte) sessionId.length},
                sessionId,
                u16(suites.length),
                suites,
                hex("0100"),
                u16(all.length),
                all);
    }

    private static byte[] named(byte[] list) {
        return extension(0, join(u16(list.length), list));
    }

    private static byte[] name(String name) {
        return join(hex("00"), u16(name.length()), ascii(name));
    }

    private static @Nullable ClientHello parse(byte[] body, int length) {
        byte[] data = new byte[AT + body.length + 80];
        Arrays.fill(data, (byte) 0x61);
        System.arraycopy(body, 0, data, AT, body.length);
        return ClientHello.parse(data, AT, AT + length);
    }

    private static ClientHello parse(byte[] body) {
        return Objects.requireNonNull(parse(body, body.length));
    }

    @Test
    void a_greeting_cut_anywhere_tells_what_is_whole() {
        byte[] body = body("0303", new byte[0], hex("1301 1302"), extension(5, hex("01")), named(name("a.example")));
        int nameEnds = body.length;
        int suitesEnd = EXTENSIONS - 4;
        for (int length = 0; length <= body.length; length++) {
            ClientHello hello = parse(body, length);

            if (length <= suitesEnd) {
                assertThat(hello).as("first %s bytes", length).isNull();
                continue;
            }
            assertThat(hello).as("first %s bytes", length).isNotNull();
            assertThat(hello.version()).isEqualTo(0x0303);
            assertThat(hello.suitesEnd() - hello.suitesAt()).isEqualTo(4);
            assertThat(hello.extensionsEnd()).isEqualTo(AT + length);
            assertThat(hello.extension(5) - AT).isEqualTo(length < EXTENSIONS + 4 ? -1 - AT : EXTENSIONS + 4);
            assertThat(hello.serverName())
                    .as("first %s bytes", length)
                    .isEqualTo(length < nameEnds ? null : "a.example");
        }
    }

    @Test
    void what_stands_before_the_extensions_may_be_long() {
        byte[] suites = new byte[600];

        ClientHello hello = parse(body("0302", new byte[32], suites, named(name("a.example"))));

        assertThat(hello.suitesEnd() - hello.suitesAt()).isEqualTo(600);
        assertThat(hello.serverName()).isEqualTo("a.example");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        000001 61                  | a  | one byte
        010002 6262 000001 61      | a  | behind a name of another kind
        010002 6262                | -  | of another kind alone
        000000                     | -  | empty
        000002 61                  | -  | longer than its list
        0000                       | -  | cut
        000001 61 000001 62        | a  | the first of two
        000002 612e                | a  | final dot
        000001 2e                  | -  | a dot alone
        000001 20                  | -  | a space
        00000b 5b323030313a6462385d 3a | [2001:db8]: | what addresses are written with
        """)
    void server_names(String list, @Nullable String name, String what) {
        assertThat(parse(body("0303", new byte[0], hex("1301 1302"), named(hex(list))))
                        .serverName())
                .as(what)
                .isEqualTo(name);
    }

    @Test
    void names_of_253_characters_are_the_longest() {
        String longest = "a".repeat(253);

        for (String text : new String[] {longest, longest + "."}) {
            assertThat(HostName.of(ascii("." + text + "."), 1, text.length())).isEqualTo(longest);
        }
        assertThat(HostName.of(ascii(longest + "a"), 0, 254)).isNull();
        assertThat(HostName.of(ascii("."), 0, 0)).isNull();
    }

    @Test
    void letters_digits_and_little_else_make_a_name() {
        StringBuilder allowed = new StringBuilder();
        for (int c = 0; c < 256; c++) {
            String name = HostName.of(new byte[] {(byte) c, 'x'}, 0, 2);
            if (name != null) {
                allowed.append(name.charAt(0));
            }
        }

        assertThat(allowed.toString())
                .isEqualTo("-.0123456789:abcdefghijklmnopqrstuvwxyz[]_abcdefghijklmnopqrstuvwxyz");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        0303 | -                          | 12
        0302 | -                          | 11
        0301 | -                          | 10
        0300 | -                          | s3
        0002 | -                          | s2
        feff | -                          | d1
        fefd | -                          | d2
        fefc | -                          | d3
        1234 | -                          | 00
        0303 | 04 0303 0304               | 13
        0303 | 04 0304 0303               | 13
        0303 | 04 2a2a 0302               | 11
        0303 | 02 2a2a                    | 12
        """)
    void ja4_names_the_newest_version(String legacy, @Nullable String supported, String shown) {
        byte[] versions = supported == null ? new byte[0] : extension(43, hex(supported));

        assertThat(ja4(body(legacy, new byte[0], hex("1301 1302"), versions))).startsWith("t" + shown + "i02");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        -                      | 00
        0003 02 6832           | h2
        000c 02 6832 08 687474702f312e31 | h2
        0009 08 687474702f312e31 | h1
        0002 01 61             | aa
        0001 00                | 00
        0002 02 61             | 00
        00                     | 00
        0003 02 0a30           | 00
        0003 02 3039           | 09
        0003 02 617a           | az
        0003 02 415a           | AZ
        0003 02 2f39           | 29
        0003 02 3a39           | 39
        0003 02 403a           | 4a
        0003 02 5b60           | 50
        0003 02 7b61           | 71
        0003 02 617b           | 6b
        0003 02 abcd           | ad
        """)
    void ja4_shows_the_first_protocol(@Nullable String protocols, String shown) {
        byte[] alpn = protocols == null ? new byte[0] : extension(16, hex(protocols));

        assertThat(ja4(body("0303", new byte[0], hex("1301 1302"), alpn)).substring(8, 10))
                .isEqualTo(shown);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        0a0a | true
        5a5a | true
        fafa | true
        0a1a | false
        1a0a | false
        0b0b | false
        0a0b | false
        """)
    void reserved_values_are_left_out(String value, boolean reserved) {
        int number = Integer.parseInt(value, 16);

        assertThat(Ja4.isGrease(number)).isEqualTo(reserved);
        String counted = ja4(body("0303", new byte[0], hex("1301" + value), extension(number, new byte[0])));
        assertThat(counted).startsWith(reserved ? "t12i010000" : "t12i020100");
    }

    /** The digest of nothing is twelve zeros; names and protocols are counted and not hashed. */
    @Test
    void ja4_hashes_what_is_offered_in_order() {
        assertThat(ja4(body("0303", new byte[0], new byte[0]))).isEqualTo("t12i000000_000000000000_000000000000");
        assertThat(ja4(body("0303", new byte[0], new byte[0], named(name("a")), extension(16, hex("0003 02 6832")))))
                .isEqualTo("t12d0002h2_000000000000_000000000000");
        assertThat(ja4(body(
                        "0303",
                        new byte[0],
                        hex("1302 1301"),
                        extension(23, new byte[0]),
                        extension(10, hex("0002001d")),
                        extension(13, hex("0004 0804 0403")))))
                .isEqualTo("t12i020300_" + sha("1301,1302") + "_" + sha("000a,000d,0017_0804,0403"));
        assertThat(ja4(body("0303", new byte[0], hex("1302 1301"), extension(23, new byte[0]))))
                .isEqualTo("t12i020100_" + sha("1301,1302") + "_" + sha("0017"));
    }

    @ParameterizedTest(name = "{0} suites")
    @ValueSource(ints = {9, 10, 98, 99, 100, 300})
    void ja4_counts_to_99(int suites) {
        byte[] list = new byte[2 * suites];
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < suites; i++) {
            list[2 * i] = (byte) (i >> 8);
            list[2 * i + 1] = (byte) i;
            text.append(i == 0 ? "" : ",").append("%04x".formatted(i));
        }
        String withoutReserved = text.toString();

        assertThat(ja4(body("0303", new byte[0], list)))
                .isEqualTo("t12i%02d0000_%s_000000000000".formatted(Math.min(suites, 99), sha(withoutReserved)));
    }

    private static String ja4(byte[] body) {
        return Ja4.of(parse(body), Ja4.OVER_TCP);
    }

    private static String sha(String text) {
        try {
            byte[] digest = java.security.MessageDigest.getInstance("SHA-256").digest(ascii(text));
            return HexFormat.of().formatHex(digest).substring(0, 12);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest(name = "records of {0} bytes")
    @ValueSource(ints = {10_000, 60, 5, 4, 3, 1})
    void a_stream_cut_anywhere_waits_for_the_rest(int recordBytes) {
        byte[] records = ClientHellos.records(ClientHellos.message("a.example"), recordBytes);
        byte[] data = join(new byte[AT], records, hex("16 0301 0100 01"));
        for (int length = 0; length <= records.length; length++) {
            Look look = TlsNames.look(data, AT, length);

            assertThat(look.more()).as("first %s bytes", length).isEqualTo(length < records.length);
            assertThat(look.finding() != null).as("first %s bytes", length).isEqualTo(length == records.length);
            byte[] cut = Arrays.copyOf(records, length);
            assertThat(TlsNames.look(cut, 0, length))
                    .as("where the buffer ends")
                    .isEqualTo(look);
        }
        Finding finding = TlsNames.look(data, AT, records.length + 6).finding();
        assertThat(Objects.requireNonNull(finding).host()).isEqualTo("a.example");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        16             | true
        17             | false
        16 03          | true
        16 02          | false
        16 03 01 00 05 | true
        16 03 01 00 05 01 | true
        16 03 01 00 05 02 | false
        """)
    void a_start_is_told_from_what_is_there(String bytes, boolean starts) {
        byte[] data = hex(bytes);

        assertThat(TlsNames.looksLikeStart(data, 0, data.length)).isEqualTo(starts);
    }

    /** A second record that is no part of a greeting; its five bytes of header are there, its content is not. */
    @ParameterizedTest(name = "{0}: more {1}")
    @CsvSource(delimiter = '|', textBlock = """
        16 0301 0001 | true
        16 0301 4800 | true
        16 0301 4801 | false
        16 0301 0000 | false
        17 0301 0001 | false
        16 0301 00   | true
        """)
    void the_next_record(String header, boolean more) {
        byte[] start = join(hex("16 0301 0005 01 000100 00"), hex(header));

        Look look = TlsNames.look(start, 0, start.length);

        assertThat(look.more()).isEqualTo(more);
        assertThat(look.finding()).isEqualTo(more ? null : Finding.protocolOnly("tls"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        16             | true
        17             | false
        16 03          | true
        16 02          | false
        16 0301 0040   | true
        16 0301 0040 01| true
        16 0301 0040 02| false
        """)
    void what_starts_a_greeting(String start, boolean does) {
        byte[] bytes = hex(start);
        byte[] data = join(hex("ff"), bytes, hex("ffffffffffff"));

        assertThat(TlsNames.looksLikeStart(data, 1, bytes.length)).isEqualTo(does);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "16 0301 0004 01 000000",
                "16 0301 0008 01 000004 03030000",
                "16 0301 0002 0100 16 0301 0002 0000"
            })
    void a_greeting_that_is_none_is_tls_without_a_name(String records) {
        byte[] data = hex(records);

        assertThat(TlsNames.look(data, 0, data.length)).isEqualTo(Look.found(Finding.protocolOnly("tls")));
    }
}
