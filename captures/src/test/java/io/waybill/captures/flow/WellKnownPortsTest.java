package io.waybill.captures.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a port says where the payload said nothing, and the one port that says more than the payload. */
class WellKnownPortsTest {

    @ParameterizedTest(name = "{0} on {1}/{2}: {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                "-, 17, 53, dns",
                "-, 17, 67, dhcp",
                "-, 17, 547, dhcp",
                "-, 17, 123, ntp",
                "-, 17, 137, netbios-ns",
                "-, 17, 1900, ssdp",
                "-, 17, 5353, mdns",
                "-, 17, 5355, llmnr",
                "-, 17, 443, -",
                "-, 6, 53, dns",
                "-, 6, 123, -",
                "-, 1, 0, icmp",
                "-, 58, 0, icmp",
                "-, 132, 53, -",
                "http, 6, 53, http",
                "tls, 6, 853, dot",
                "tls-ech, 6, 853, dot",
                "doh, 6, 853, dot",
                "quic, 17, 853, doq",
                "doh, 17, 853, doq",
                "http, 6, 853, http",
                "tls, 6, 854, tls",
            })
    void protocols(@Nullable String recognised, int transport, int port, @Nullable String protocol) {
        assertThat(WellKnownPorts.protocol(recognised, transport, port)).isEqualTo(protocol);
    }
}
