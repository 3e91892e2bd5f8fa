package io.waybill.captures.name;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.packet.ClientHellos;
import io.waybill.captures.packet.Packets;
import io.waybill.schemas.HostSource;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as phones, proxies and liars write them. A tilde is the end of a line. */
class HttpNamesTest {

    private static byte[] bytes(String text) {
        return text.replace("~", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The request stands in a buffer between others. */
    private static Look look(String request) {
        byte[] before = bytes("GET http://before.example/ HTTP/1.1~Host: before.example~~");
        byte[] asked = bytes(request);
        byte[] behind = bytes("~~Host: behind.example~]@:80~~");
        return HttpNames.look(Packets.join(before, asked, behind), before.length, asked.length);
    }

    private static @Nullable String host(String request) {
        return Objects.requireNonNull(look(request).finding()).host();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "GET / HTTP/1.1~Host: a.example~~                            | a.example",
                "GET / HTTP/1.1~hOsT:a.example~~                             | a.example",
                "GET / HTTP/1.1~Host:    A.Example. ~~                       | a.example",
                "GET / HTTP/1.1~Host: a.example:8080~~                       | a.example",
                "GET / HTTP/1.1~Host: [2001:db8::1]:80~~                     | 2001:db8::1",
                "GET / HTTP/1.1~Accept: */*~Host: a.example~Host: b.example~~| a.example",
                "POST / HTTP/1.0~Accept: */*~~                               | -",
                "GET / HTTP/1.1~Host:~~                                      | -",
                "GET / HTTP/1.1~Host: a_b-c.example~~                        | a_b-c.example",
                "GET / HTTP/1.1~Host: <img src=x>~~                          | -",
                "GET / HTTP/1.1~Host: [2001:db8::1~~                         | -",
                "GET / HTTP/1.1~X-Host: a.example~~                          | -",
                "GET http://b.example/x?u=http://c HTTP/1.1~Host: a.example~~| b.example",
                "GET http://user:secret@b.example:81/ HTTP/1.1~~             | b.example",
                "GET /x?u=http://c.example/ HTTP/1.1~Host: a.example~~       | a.example",
                "OPTIONS * HTTP/1.1~Host: a.example~~                        | a.example",
                "GET / HTTP/1.1~Host: a.example \t~Accept: x~~                | a.example",
                "GET / HTTP/1.1~Host: \t a.example~Accept: x~~                | a.example",
                "GET / HTTP/1.1~Host:   ~Accept: x~~                          | -",
                "GET / HTTP/1.1~Hos~t: b.example~Host: a.example~~            | a.example",
                "GET http://b.example/~Host: a.example~~                      | a.example",
                "GET http://b.example HTTP/1.1~Host: a.example~~              | b.example",
                "GET http:///x HTTP/1.1~Host: a.example~~                     | a.example",
                "GET ://b.example/ HTTP/1.1~Host: a.example~~                 | a.example",
                "GET http://user@/ HTTP/1.1~Host: a.example~~                 | a.example",
                "GET http://[2001:db8::1/ HTTP/1.1~~                          | -",
                "GET http://[2001:db8::1]:80/ HTTP/1.1~~                      | 2001:db8::1",
            })
    void the_host_a_request_is_for(String request, @Nullable String host) {
        Look look = look(request);

        assertThat(look.more()).isFalse();
        Finding finding = Objects.requireNonNull(look.finding());
        assertThat(finding.host()).isEqualTo(host);
        assertThat(finding.source()).isEqualTo(host == null ? HostSource.NONE : HostSource.HTTP_HOST);
        assertThat(finding.protocol()).isEqualTo("http");
    }

    @Test
    void lines_may_end_without_a_carriage_return() {
        assertThat(host("GET / HTTP/1.1\nHost: a.example\n\n")).isEqualTo("a.example");
        assertThat(host("GET / HTTP/1.1\nHost:a\n\n")).isEqualTo("a");
    }

    /** The target is looked for in the first 2,048 bytes of the line. */
    @Test
    void a_line_may_be_longer_than_is_looked_at() {
        String far = "x".repeat(2_100);

        assertThat(host("GET http://b.example/" + far + " HTTP/1.1~Host: a.example~~"))
                .isEqualTo("a.example");
        assertThat(host("GET http://b.example/ " + far + "~Host: a.example~~")).isEqualTo("b.example");
    }

    @ParameterizedTest(name = "{0} -> {1}, more {2}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        GET / HTTP/1.1~Host: a.example~Acc     | a.example | false
        GET / HTTP/1.1~Accept: x~Hos           | -         | true
        CONNECT a.example:443 HTTP/1.1~Host: b~| a.example | true
        CONNECT a.example:443 HTTP/1.1~~       | a.example | true
        """)
    void what_may_still_come(String request, @Nullable String host, boolean more) {
        assertThat(look(request).more()).isEqualTo(more);
        assertThat(host(request)).isEqualTo(host);
    }

    /** The handshake inside a tunnel may come in pieces; before it is whole, the proxy's word stands. */
    @Test
    void a_handshake_inside_a_tunnel_is_used_when_it_is_whole() {
        byte[] connect = bytes("CONNECT 198.51.100.9:443 HTTP/1.1~~");
        byte[] stream = Packets.join(
                connect, ClientHellos.records(ClientHellos.message("inner.example"), 10_000), new byte[50]);
        for (int length = connect.length; length <= stream.length; length++) {
            boolean whole = length >= stream.length - 50;

            Look look = HttpNames.look(stream, 0, length);

            assertThat(look.more()).as("first %s bytes", length).isEqualTo(!whole);
            assertThat(Objects.requireNonNull(look.finding()).host())
                    .as("first %s bytes", length)
                    .isEqualTo(whole ? "inner.example" : "198.51.100.9");
        }
    }

    @Test
    void a_handshake_without_a_name_leaves_the_proxys() {
        byte[] hello = ClientHellos.message("x");
        hello[4 + 2 + 32 + 1 + 2 + 8 + 2 + 2 + 1] = 99; // another extension than the server's name
        byte[] stream = Packets.join(bytes("CONNECT a.example:443 HTTP/1.1~~"), ClientHellos.records(hello, 10_000));

        Look look = HttpNames.look(stream, 0, stream.length);

        assertThat(look.more()).isFalse();
        assertThat(Objects.requireNonNull(look.finding()).host()).isEqualTo("a.example");
    }

    /** However a request is cut, also where the buffer ends, what is said of its beginning is never another host. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\nHost: a.example\n\n",
                "CONNECT a.example:443 HTTP/1.1\n\n",
                "GET / HTTP/1.1~Accept: */*~Host: a.example~User-Agent: x~~",
                "GET http://a.example/ HTTP/1.1~Host: b.example~~",
                "CONNECT a.example:443 HTTP/1.1~Host: b.example:443~~"
            })
    void a_request_that_is_cut_anywhere(String request) {
        byte[] data = bytes(request);
        for (int length = 0; length <= data.length; length++) {
            Look look = HttpNames.look(data, 0, length);

            assertThat(HttpNames.look(Arrays.copyOf(data, length), 0, length)).isEqualTo(look);
            Finding finding = look.finding();
            if (finding != null && finding.host() != null) {
                assertThat(finding.host()).as("first %s bytes", length).isEqualTo("a.example");
            } else {
                assertThat(look.more()).as("first %s bytes", length).isTrue();
            }
        }
        assertThat(host(request)).isEqualTo("a.example");
    }

    @Test
    void behind_a_tunnel_the_handshake_is_waited_for() {
        assertThat(look("CONNECT a.example:443 HTTP/1.1~~").more())
                .as("TLS may follow")
                .isTrue();
        assertThat(look("CONNECT a.example:22 HTTP/1.1~~SSH-2.0-x").more()).isFalse();
        assertThat(host("CONNECT a.example:22 HTTP/1.1~~SSH-2.0-x")).isEqualTo("a.example");
    }

    /** 253 characters, RFC 1035. */
    @Test
    void a_name_longer_than_names_are_is_none() {
        String label = "a".repeat(60) + ".";

        assertThat(host("GET / HTTP/1.1~Host: " + label.repeat(4) + "example~~"))
                .isEqualTo(label.repeat(4) + "example");
        assertThat(host("GET / HTTP/1.1~Host: " + label.repeat(5) + "example~~"))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1", "POST /", "CONNECT a", "G", "PROPFIND "})
    void beginnings_of_requests(String start) {
        byte[] data = bytes("??" + start);

        assertThat(HttpNames.looksLikeStart(data, 2, data.length - 2)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK", "GETS / HTTP/1.1", "get / HTTP/1.1", "\u0016\u0003\u0001", "SSH-2.0"})
    void other_beginnings(String start) {
        byte[] data = bytes(start);

        assertThat(HttpNames.looksLikeStart(data, 0, data.length)).isFalse();
    }
}
