package io.waybill.captures.name;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.HostSource;
import java.nio.charset.StandardCharsets;
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

    private static Look look(String request) {
        byte[] data = bytes(request);
        return HttpNames.look(data, 0, data.length);
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
    }

    /** However a request is cut, what is said of its beginning is never another host. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1~Accept: */*~Host: a.example~User-Agent: x~~",
                "GET http://a.example/ HTTP/1.1~Host: b.example~~",
                "CONNECT a.example:443 HTTP/1.1~Host: b.example:443~~"
            })
    void a_request_that_is_cut_anywhere(String request) {
        byte[] data = bytes(request);
        for (int length = 0; length <= data.length; length++) {
            Look look = HttpNames.look(data, 0, length);

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
