package io.waybill.streams.detect.known;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.net.InetAddresses;
import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.schemas.Transport;
import io.waybill.streams.detect.Contact.Endpoint;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.selftest.SampleHistory;
import io.waybill.streams.resolve.Destination;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownServicesTest {

    @ParameterizedTest
    @CsvSource({
        "mtalk.google.com, 108.177.15.188, 5228, TCP, Push notifications (Google)",
        "some.new.name.google.com, 1.2.3.4, 443, TCP, Android and Google services (Google)",
        "notgoogle.com, 1.2.3.4, 443, TCP, ''",
        "clock.example.org, 203.0.113.5, 123, UDP, Network time (NTP)",
        "clock.example.org, 203.0.113.5, 123, TCP, ''",
        "'', 17.57.144.10, 5223, TCP, Apple services (Apple)",
        "'', 142.250.1.1, 443, UDP, Google front ends (Google)",
        "evil.example, 142.250.1.1, 443, TCP, ''",
        "'', 34.122.121.32, 80, TCP, Ubuntu connectivity check (Canonical)",
        "'', 34.122.121.32, 443, TCP, ''",
        "'', 42.62.48.179, 80, TCP, ''",
        "'', fd00::1, 53, UDP, Name lookup (DNS)",
        "api.account.xiaomi.com, 1.2.3.4, 80, TCP, Account (Xiaomi)",
        "api.tuisong.baidu.com, 1.2.3.4, 443, TCP, ''"
    })
    void farEnds(String host, String ip, int port, Transport transport, String expected) {
        Endpoint endpoint = new Endpoint(
                host.isEmpty() ? null : host,
                InetAddresses.forString(ip).getAddress(),
                port,
                transport,
                null,
                null,
                null,
                0);

        String found = KnownServices.bundled()
                .at(endpoint, Policy.EMPTY)
                .map(KnownService::label)
                .orElse("");

        assertThat(found).isEqualTo(expected);
    }

    @Test
    void destinationsByName() {
        KnownServices services = KnownServices.bundled();

        assertThat(services.at(new Destination("samsung.com", DestinationKind.SITE), Policy.EMPTY))
                .map(KnownService::label)
                .contains("Samsung services (Samsung)");
        assertThat(services.at(new Destination("17.57.144.0/24", DestinationKind.NETWORK), Policy.EMPTY))
                .isPresent();
        assertThat(services.at(new Destination("42.62.48.0/24", DestinationKind.NETWORK), Policy.EMPTY))
                .isEmpty();
    }

    @Test
    void policyAddsServices() {
        PolicyRule rule = PolicyRule.newBuilder()
                .setRuleId("mdm")
                .setKind(PolicyKind.KNOWN_SERVICE)
                .setTitle("Our device management")
                .setSites(List.of("mdm.example"))
                .setNetworks(List.of("203.0.113.0/24"))
                .build();
        Policy policy = new Policy(List.of(rule));

        assertThat(KnownServices.bundled().at(new Destination("mdm.example", DestinationKind.SITE), policy))
                .map(KnownService::label)
                .contains("Our device management");
        assertThat(KnownServices.bundled().at(new Destination("203.0.113.0/24", DestinationKind.NETWORK), policy))
                .isPresent();
    }

    @Test
    void aBrokenLineIsNamed() {
        assertThatThrownBy(() -> KnownServices.read(List.of("example.org,,,Name,Owner,clock")))
                .hasMessageContaining("6 columns")
                .hasMessageContaining("example.org");
    }

    /** Read anew for each test. */
    private final KnownServices small = KnownServices.read(List.of(
            "# comment",
            "",
            "match,port,transport,name,owner,category,source",
            "example.com,,,Site,O,web,s",
            "deep.example.com,,,Deep,O,web,s",
            "203.0.113.0/24,,,Block,O,web,s",
            "198.51.100.0/24,443,,Door of a block,O,web,s",
            "192.0.2.0/24,,UDP,Datagrams,O,web,s",
            "AS64500,443,,System,O,web,s",
            ",123,UDP,Clock,,clock,s",
            ",53,UDP,Lookup,,dns,s",
            ",445,TCP,Share,,lan-service,s"));

    /** By name if there is one, else by address, else by system, else by port; the most specific name wins. */
    @ParameterizedTest(name = "{0} {1}:{2}/{3} of AS{4}: {5}")
    @CsvSource({
        "www.example.com, 203.0.113.9, 443, TCP, 0, Site (O)",
        "a.deep.example.com, 203.0.113.9, 443, TCP, 0, Deep (O)",
        ".example.com, 203.0.113.9, 443, TCP, 0, Site (O)",
        "com, 203.0.113.9, 443, TCP, 0,",
        "else.example, 203.0.113.9, 443, TCP, 64500,", // a name that is not in it says more than the address
        ", 203.0.113.9, 9999, TCP, 64500, Block (O)",
        ", 198.51.100.9, 443, UDP, 0, Door of a block (O)",
        ", 198.51.100.9, 444, UDP, 0,",
        ", 192.0.2.9, 444, UDP, 0, Datagrams (O)",
        ", 192.0.2.9, 444, TCP, 0,",
        ", 8.8.4.4, 443, TCP, 64500, System (O)",
        ", 8.8.4.4, 80, TCP, 64500,",
        ", , 443, TCP, 64500,", // no address, no system
        ", 8.8.4.4, 443, TCP, 64501,",
        "else.example, 8.8.4.4, 123, UDP, 0, Clock",
        ", 8.8.4.4, 123, TCP, 0,",
        ", 8.8.4.4, 53, UDP, 0, Lookup",
        "else.example, 8.8.4.4, 53, UDP, 0,", // the name is the question
        ", 192.168.1.9, 445, TCP, 0, Share",
        ", 8.8.4.4, 445, TCP, 0,",
        ", , 445, TCP, 0,"
    })
    void whatAFarEndIs(
            @Nullable String host,
            @Nullable String ip,
            int port,
            Transport transport,
            long asn,
            @Nullable String expected) {
        byte[] address = ip == null ? null : InetAddresses.forString(ip).getAddress();
        Endpoint endpoint = new Endpoint(host, address, port, transport, null, null, null, asn);

        assertThat(small.at(endpoint, Policy.EMPTY).map(KnownService::label)).isEqualTo(Optional.ofNullable(expected));
    }

    @ParameterizedTest(name = "{0} to a site, {1} to another, {2} elsewhere: {3}")
    @CsvSource({"9, 0, 1, Site (O)", "8, 0, 2,", "3, 7, 0, Deep (O)", "5, 4, 1, Site (O)", "0, 0, 1,"})
    void nearlyAllContactsMustBeKnownAndMostOfThemSayWhat(int site, int deep, int other, @Nullable String expected) {
        SampleHistory history = SampleHistory.device("p");
        history.site("example.com", "www.example.com").every(1, site, 0);
        history.site("example.com", "deep.example.com").every(1, deep, 0);
        history.site("example.com", "www.else.example").every(1, other, 0);

        assertThat(small.behind(history.build().contacts(), Policy.EMPTY).map(KnownService::label))
                .isEqualTo(Optional.ofNullable(expected));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "example.com, Site (O)",
        "203.0.113.0/24, Block (O)",
        "203.0.113.128/25, Block (O)",
        "203.0.112.0/23,", // more than the block
        "198.51.100.0/24,", // known at one port alone
        "else.example,"
    })
    void whatADestinationIsByItsName(String name, @Nullable String expected) {
        assertThat(small.at(new Destination(name, DestinationKind.SITE), Policy.EMPTY)
                        .map(KnownService::label))
                .isEqualTo(Optional.ofNullable(expected));
    }

    @ParameterizedTest(name = "title ''{0}'': {3} is {4}")
    @CsvSource({
        "Ours, example.com, 203.0.113.0/24, 8.8.4.4, ",
        "Ours, example.com, 203.0.113.0/24, 203.0.113.7, Ours",
        "'', example.com, 203.0.113.0/24, 203.0.113.7, r",
        "Ours, 203.0.113.0/24, 8.8.4.0/24, 203.0.113.7, Block (O)"
    })
    void policyGoesFirst(String title, String site, String network, String ip, @Nullable String expected) {
        Policy policy = new Policy(List.of(PolicyRule.newBuilder()
                .setRuleId("r")
                .setKind(PolicyKind.KNOWN_SERVICE)
                .setTitle(title)
                .setSites(List.of(site))
                .setNetworks(List.of(network))
                .build()));
        Endpoint endpoint =
                new Endpoint(null, InetAddresses.forString(ip).getAddress(), 443, Transport.TCP, null, null, null, 0);

        assertThat(small.at(endpoint, policy).map(KnownService::label)).isEqualTo(Optional.ofNullable(expected));
        assertThat(small.at(new Destination(ip + "/32", DestinationKind.NETWORK), policy)
                        .map(KnownService::label))
                .isEqualTo(Optional.ofNullable(expected));
    }
}
