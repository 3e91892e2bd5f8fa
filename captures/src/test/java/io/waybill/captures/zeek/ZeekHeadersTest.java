package io.waybill.captures.zeek;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.captures.BadRecordException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By what a log is known, and how the cells of its rows are told apart. */
class ZeekHeadersTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', textBlock = """
        \\x2c  ; 44
        \\x7C  ; 124
        \\x09  ; 9
        \\x20  ; 32
        \\x0b  ; 11
        |      ; 124
        ''     ; 9
        \\xg9  ; 9
        \\x9g  ; 9
        \\x2   ; 9
        \\x2c0 ; 9
        \\y2c  ; 9
        ab     ; 9
        """)
    void separators(String text, byte separator) {
        TsvHeader header = new TsvHeader("f");
        header.take("#separate |");
        assertThat(header.separator()).isEqualTo((byte) '\t');
        header.take("#separator " + text);

        assertThat(header.separator()).isEqualTo(separator);
    }

    @ParameterizedTest(name = "path {0} of file {1}: {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "conn, conn.log, CONN",
                "conn, open_conn.log, OPEN_CONN",
                "open_conn, x, OPEN_CONN",
                "conn_long, x, OPEN_CONN",
                "dns, x, DNS",
                "ssl, x, SSL",
                "open_ssl, x, SSL",
                "http, x, HTTP",
                "open_http, x, HTTP",
                "quic, x, QUIC",
                "dhcp, x, DHCP",
                "x509, conn.log, -",
                "'', conn.log, -",
            })
    void kindsByPath(String path, String file, @Nullable ZeekKind kind) {
        assertThat(ZeekKind.ofPath(path, file)).isEqualTo(kind);

        TsvHeader header = new TsvHeader(file);
        header.take("#path\t" + path);
        assertThat(header.kind()).isEqualTo(kind);
    }

    @ParameterizedTest(name = "{0} in {1}: {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "mac assigned_addr, x, DHCP",
                "mac assigned_ip, x, DHCP",
                "mac, x, -",
                "assigned_addr, x, -",
                "uid id.orig_h id.resp_h conn_state, x, CONN",
                "uid id_orig_h id_resp_h conn_state, open_conn.log, OPEN_CONN",
                "uid id.orig_h id.resp_h trans_depth, x, HTTP",
                "uid id.orig_h id.resp_h client_initial_dcid, x, QUIC",
                "uid id.orig_h id.resp_h established, x, SSL",
                "uid id.orig_h id.resp_h query, x, DNS",
                "uid id.orig_h id.resp_h version, x, -",
                "id.orig_h id.resp_h query, x, -",
                "uid id.resp_h query, x, -",
                "uid id.orig_h query, x, -",
            })
    void kindsByFields(String fields, String file, @Nullable ZeekKind kind) {
        TsvHeader header = new TsvHeader(file);
        header.take("#fields\tmade_up\t" + fields.replace(' ', '\t'));

        assertThat(header.kind()).isEqualTo(kind);
        assertThat(header.hasFields()).isTrue();
        assertThat(recognised("#fields\tmade_up\t" + fields.replace(' ', '\t') + "\n", file))
                .isEqualTo(kind != null);
        String json =
                Arrays.stream(fields.split(" ")).map("\"%s\":\"x\""::formatted).collect(Collectors.joining(","));
        assertThat(recognised("{" + json + "}\n", file)).isEqualTo(kind != null);
    }

    private static boolean recognised(String head, String file) {
        return new ZeekFormat().recognises(head.getBytes(StandardCharsets.UTF_8), file);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        {"_path":"conn","uid":"C"}                                    | true
        {"@stream":"conn","uid":"C"}                                  | true
        {"_path":"dhcp","assigned_addr":"10.0.0.5"}                   | true
        {"_path":"conn","ts":1}                                       | false
        {"_path":"x509","uid":"C"}                                    | false
        {"ts":1}~{"_path":"conn","uid":"C"}~                          | true
        {"ts":1}~{"_path":"conn","uid":"C"}                           | false
        {"_path":"conn","uid":"C                                      | false
        {"ts":1}~nonsense~{"_path":"conn","uid":"C"}~                 | false
        '#path\tconn~#fields\tts~1.0~{'                               | true
        '#path\tconn~'                                                | false
        '#fields\tts~#path\tconn'                                     | true
        """)
    void heads(String head, boolean known) {
        assertThat(recognised(head.replace('~', '\n'), "f")).isEqualTo(known);
    }

    private static ZeekRow split(String fields, String line) throws BadRecordException {
        TsvHeader header = new TsvHeader("f");
        header.take("#unset_field\t-");
        header.take("#empty_field\t(empty)");
        header.take("#fields\t" + fields.replace(' ', '\t'));
        byte[] bytes = ("9" + line.replace('~', '\t') + "\t9").getBytes(StandardCharsets.UTF_8);
        ZeekRow row = new ZeekRow();
        new TsvSplitter(header).split(bytes, 1, bytes.length - 2, row);
        return row;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(nullValues = "none", delimiter = ';', quoteCharacter = '!', textBlock = """
        a~b~c             ; a     ; c
        -~b~(empty)       ; none  ; none
        ~b~               ; !!    ; !!
        --~b~(empty]      ; --    ; (empty]
        x~b~(empt)        ; x     ; (empt)
        a~b~c   label     ; a     ; c   label
        """)
    void cells(String line, @Nullable String first, @Nullable String last) throws BadRecordException {
        ZeekRow row = split("uid made_up query", line);

        assertThat(row.text(ZeekField.UID)).isEqualTo(first);
        assertThat(row.text(ZeekField.QUERY)).isEqualTo(last);
    }

    /** Labels are added with three spaces each behind the last value, and to the header likewise. */
    @ParameterizedTest(name = "{0} under {1} titles")
    @CsvSource(nullValues = "fits", delimiter = ';', textBlock = """
        a~b           ; 2 ; fits
        a             ; 2 ; 1 values under a header of 2
        a~b~c         ; 2 ; 3 values under a header of 2
        a~b   x       ; 3 ; fits
        a~b   x   y   ; 4 ; fits
        a~b   x   y   ; 3 ; 2 values under a header of 3
        a~b  x        ; 3 ; 2 values under a header of 3
        a~b      x    ; 4 ; fits
        a~b     x     ; 4 ; 2 values under a header of 4
        a   z~b   x   ; 4 ; 2 values under a header of 4
        a   b         ; 2 ; fits
        '   a'        ; 2 ; 1 values under a header of 2
        """)
    void asManyValuesAsTitles(String line, int titles, @Nullable String problem) throws BadRecordException {
        String fields = String.join(" ", Arrays.copyOf(new String[] {"uid", "query", "version", "host"}, titles));

        if (problem == null) {
            assertThat(split(fields, line).text(ZeekField.UID)).startsWith("a");
        } else {
            assertThatThrownBy(() -> split(fields, line))
                    .isInstanceOf(BadRecordException.class)
                    .hasMessage(problem);
        }
    }

    @Test
    void aRowMayBeginItsBuffer() {
        TsvHeader header = new TsvHeader("f");
        header.take("#fields\tuid\tquery");

        assertThatThrownBy(() -> new TsvSplitter(header).split(new byte[] {'a'}, 0, 1, new ZeekRow()))
                .hasMessage("1 values under a header of 2");
        assertThat(new ZeekFormat().name()).isEqualTo("zeek");
    }

    @Test
    void whatALogSaysLastHolds() {
        TsvHeader header = new TsvHeader("f");
        assertThat(header.kind()).isNull();
        assertThat(header.hasFields()).isFalse();
        assertThat(header.unset()).asString().isEqualTo("-");
        assertThat(header.empty()).asString().isEqualTo("(empty)");
        for (String line :
                new String[] {"#separator |", "#unset_field|NA", "#empty_field|", "#path|conn", "#types|x"}) {
            header.take(line);
        }
        header.take("#fields|ts|uid");
        header.take("#path");
        header.take("#fields|made_up||uid|");

        assertThat(header.columns()).containsExactly(null, null, ZeekField.UID, null);
        assertThat(header.unset()).asString().isEqualTo("NA");
        assertThat(header.empty()).isEmpty();
        assertThat(header.kind()).isNull();
    }
}
