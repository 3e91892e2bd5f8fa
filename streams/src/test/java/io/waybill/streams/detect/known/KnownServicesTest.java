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
import io.waybill.streams.resolve.Destination;
import java.util.List;
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

    @ParameterizedTest
    @CsvSource({"Xiaomi, Xiaomi, true", "Xiaomi, Redmi, true", "Oppo, OnePlus, true", "Samsung, Xiaomi, false"})
    void brandsBelongToHouses(String owner, String brand, boolean same) {
        assertThat(new KnownService("Account", owner, "vendor-account", "").sameHouse(brand))
                .isEqualTo(same);
    }
}
