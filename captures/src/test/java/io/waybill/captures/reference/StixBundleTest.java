package io.waybill.captures.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.captures.text.JsonFields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What indicators of STIX name, and what is said of those that name it in a way that is not read. */
class StixBundleTest {

    private final Destinations destinations = new Destinations();
    private final List<String> problems = new ArrayList<>();

    private boolean read(String pattern, String... more) {
        ObjectNode bundle = JsonFields.JSON.createObjectNode().put("type", "bundle");
        ObjectNode indicator =
                bundle.putArray("objects").addObject().put("type", "indicator").put("id", "indicator--1");
        indicator.put("pattern", pattern);
        for (int i = 0; i < more.length; i += 2) {
            indicator.put(more[i], more[i + 1]);
        }
        return StixBundle.read(bundle, destinations, problems::add);
    }

    private String taken() {
        List<String> all = new ArrayList<>(destinations.sites);
        all.addAll(destinations.networks);
        return String.join(" ", all);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', nullValues = "-", quoteCharacter = '~', textBlock = """
        [domain-name:value = 'evil.example']                                       | evil.example
        [domain-name : value='evil.example' OR hostname:value = 'b.example']       | evil.example b.example
        [ipv4-addr:value = '192.0.2.9'] OR [ipv6-addr:value = '2001:db8::9']       | 192.0.2.9 2001:db8::9
        [ipv4-addr:value ISSUBSET '192.0.2.9/24']                                  | 192.0.2.0/24
        [network-traffic:dst_ref.value = '192.0.2.9']                              | 192.0.2.9
        [url:value = 'http://user@evil.example:81/x?y=[AND]']                      | evil.example
        [domain-name:value IN ('evil.example', 'b.example','c.example')]           | evil.example b.example c.example
        [ipv4-addr:value IN ('192.0.2.9')]                                         | 192.0.2.9
        [file:hashes.MD5 = '0123456789abcdef0123456789abcdef']                     | -
        [domain-name:value = 'and.example']                                        | and.example
        """)
    void patterns(String pattern, @Nullable String expected) {
        assertThat(read(pattern)).isTrue();

        assertThat(problems).isEmpty();
        assertThat(taken()).isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        [domain-name:value LIKE '%.evil.example']                          | indicator--1: LIKE is not read; left out
        [domain-name:value MATCHES 'evil[0-9]+']                           | indicator--1: MATCHES is not read; left out
        [domain-name:value = 'a b']                                        | indicator--1: 'a b' is no destination
        [domain-name:value = 'a.example' AND ipv4-addr:value = '192.0.2.9'] | indicator--1: a pattern of several conditions; left out
        [domain-name:value = 'a.example'] FOLLOWEDBY [domain-name:value = 'b.example'] | indicator--1: a pattern of several conditions; left out
        [domain-name:value != 'a.example']                                 | indicator--1: a pattern of several conditions; left out
        [domain-name:value NOT IN ('a.example')]                           | indicator--1: a pattern of several conditions; left out
        """)
    void whatIsLeftOutIsSaid(String pattern, String problem) {
        assertThat(read(pattern)).isTrue();

        assertThat(problems).containsExactly(problem);
        assertThat(taken()).isEmpty();
    }

    @Test
    void whatIsRevokedOrInAnotherLanguageDoesNotCount() {
        String pattern = "[domain-name:value = 'evil.example']";
        read(pattern, "pattern_type", "yara");
        read(pattern, "type", "malware");
        read(pattern, "revoked", "true");
        assertThat(taken()).isEmpty();

        read(pattern, "pattern_type", "stix", "revoked", "false");
        assertThat(taken()).isEqualTo("evil.example");
        assertThat(StixBundle.read(JsonFields.JSON.createObjectNode(), destinations, problems::add))
                .isFalse();
    }
}
