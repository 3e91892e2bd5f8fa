package io.waybill.streams.detect.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.streams.detect.Policy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {

    @ParameterizedTest
    @CsvSource({
        "a.example.org, example.org, true", "EXAMPLE.org., example.org, true", "notexample.org, example.org, false",
        "example.org, a.example.org, false", "x.example.org, *.example.org, true", "example.org, '', false"
    })
    void domainsCoverNamesUnderThem(String host, String domain, boolean under) {
        assertThat(Rules.under(host, domain)).isEqualTo(under);
    }

    @ParameterizedTest
    @CsvSource({
        "42.62.48.0/24, 42.62.48.255, true", "42.62.48.0/24, 42.62.49.0, false", "10.0.0.0/9, 10.127.1.1, true",
        "10.0.0.0/9, 10.128.0.0, false", "192.0.2.7, 192.0.2.7, true", "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false", "0.0.0.0/0, 8.8.8.8, true", "0.0.0.0/0, ::1, false"
    })
    void blocksHoldAddresses(String block, String address, boolean inside) {
        NetworkBlock parsed = NetworkBlock.parse(block).orElseThrow();
        assertThat(parsed.contains(InetAddresses.forString(address).getAddress()))
                .isEqualTo(inside);
    }

    @ParameterizedTest
    @CsvSource({"example.org", "10.0.0.0/33", "10.0.0.0/x", "''", "10.0.0/8"})
    void whatIsNoBlock(String text) {
        assertThat(NetworkBlock.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "224.0.0.251, true",
        "255.255.255.255, true",
        "192.168.1.255, true",
        "169.254.3.4, true",
        "127.0.0.1, true",
        "192.168.1.1, false",
        "10.0.0.4, false",
        "10.1.2.255, true",
        "11.1.2.255, false",
        "172.15.0.255, false",
        "172.16.0.255, true",
        "172.31.9.255, true",
        "172.32.9.255, false",
        "173.16.9.255, false",
        "192.169.1.255, false",
        "193.168.1.255, false",
        "0.0.0.0, true",
        "1.0.0.0, false",
        "126.0.0.1, false",
        "128.0.0.1, false",
        "169.253.3.4, false",
        "170.254.3.4, false",
        "223.255.255.1, false",
        "224.0.0.0, true",
        "239.255.255.255, true",
        "240.0.0.1, false",
        "255.254.0.1, false",
        "254.255.0.1, false",
        "255.255.0.1, true",
        "febf::1, true",
        "fec0::1, false",
        "fe7f::1, false",
        "1::, false",
        "::100, false",
        "203.0.113.255, false",
        "ff02::fb, true",
        "fe80::1, true",
        "::1, true",
        "fd2d:ab8c::1, false",
        "2001:db8::1, false"
    })
    void theNeighbourhoodIsSilent(String address, boolean silent) {
        assertThat(Unicast.neighbourhood(InetAddresses.forString(address).getAddress()))
                .isEqualTo(silent);
    }

    @Test
    void rulesHoldForATime() {
        PolicyRule rule = PolicyRule.newBuilder()
                .setRuleId("r")
                .setKind(PolicyKind.WATCH_LIST)
                .setValidFrom(Instant.ofEpochMilli(100))
                .setValidTo(Instant.ofEpochMilli(200))
                .build();
        assertThat(List.of(
                        Rules.holds(rule, 99), Rules.holds(rule, 100), Rules.holds(rule, 199), Rules.holds(rule, 200)))
                .containsExactly(false, true, true, false);
    }

    @Test
    void parametersComeFromThePolicyAndKeepTheirRange() {
        PolicyRule rule = PolicyRule.newBuilder()
                .setRuleId("p")
                .setKind(PolicyKind.PARAMETER)
                .setDetectors(List.of("surge"))
                .setParameters(Map.of("times", "6.5", "devices", "many", "history", "1"))
                .build();
        Parameters parameters = Parameters.of(new Policy(List.of(rule)), "surge");

        assertThat(parameters.number("times", 4, 1, 1000)).isEqualTo(6.5);
        assertThat(parameters.count("devices", 3, 1, 100)).as("no number").isEqualTo(3);
        assertThat(parameters.count("history", 4, 2, 100)).as("out of range").isEqualTo(4);
        assertThat(parameters.used())
                .containsExactlyInAnyOrderEntriesOf(Map.of("times", "6.5", "devices", "3", "history", "4"));
        assertThat(Parameters.of(new Policy(List.of(rule)), "went-dark").number("times", 4, 1, 9))
                .isEqualTo(4);
    }
}
