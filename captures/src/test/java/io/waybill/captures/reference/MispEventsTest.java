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

/** Which attributes of MISP name destinations, and which destination a URL names. */
class MispEventsTest {

    private final Destinations destinations = new Destinations();
    private final List<String> problems = new ArrayList<>();

    private static ObjectNode attribute(String type, String value) {
        return JsonFields.JSON.createObjectNode().put("type", type).put("value", value);
    }

    private boolean read(ObjectNode attribute) {
        ObjectNode event = JsonFields.JSON.createObjectNode();
        event.putObject("Event").putArray("Attribute").add(attribute);
        return MispEvents.read(event, destinations, problems::add);
    }

    private String taken() {
        List<String> all = new ArrayList<>(destinations.sites);
        all.addAll(destinations.networks);
        return String.join(" ", all);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(nullValues = "-", textBlock = """
        domain,        evil.example,                        evil.example
        hostname,      evil.example,                        evil.example
        ip-dst,        192.0.2.9,                           192.0.2.9
        ip-dst|port,   192.0.2.9|443,                       192.0.2.9
        hostname|port, evil.example|443,                    evil.example
        domain|ip,     evil.example|192.0.2.9,              evil.example 192.0.2.9
        domain|ip,     evil.example,                        evil.example
        url,           https://evil.example/x?u=http://b.example, evil.example
        url,           evil.example/x,                      evil.example
        url,           evil.example:81,                     evil.example
        url,           http://u:p@evil.example:81#x,        evil.example
        url,           ://evil.example,                     evil.example
        url,           http://[2001:db8::9]:81/,            2001:db8::9
        url,           http://[2001:db8::9],                2001:db8::9
        ip-src,        192.0.2.9,                           -
        md5,           00,                                  -
        """)
    void attributes(String type, String value, @Nullable String expected) {
        assertThat(read(attribute(type, value))).isTrue();

        assertThat(problems).isEmpty();
        assertThat(taken()).isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(nullValues = "-", textBlock = """
        domain,    a b,                  -
        domain|ip, a b|192.0.2.9,        192.0.2.9
        domain|ip, evil.example|a b,     evil.example
        url,       http://[2001:db8::9,  -
        url,       http://[]/,           -
        url,       http:///x,            -
        """)
    void whatIsNoDestinationIsSaid(String type, String value, @Nullable String expected) {
        read(attribute(type, value));

        assertThat(problems).containsExactly("attribute '" + value + "' is no destination");
        assertThat(taken()).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void whatIsNotForDetectionDoesNotCountAndWhatHasNoAttributesIsNoEvent() {
        assertThat(read(attribute("domain", "fine.example").put("to_ids", false)))
                .isTrue();
        assertThat(taken()).isEmpty();

        assertThat(MispEvents.read(JsonFields.JSON.createObjectNode(), destinations, problems::add))
                .isFalse();
    }
}
