package io.waybill.streams.detect.rule;

import static io.waybill.streams.detect.selftest.SampleHistory.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import io.waybill.schemas.Transport;
import io.waybill.streams.detect.Contact;
import io.waybill.streams.detect.Contact.Endpoint;
import io.waybill.streams.detect.PairHistory;
import io.waybill.streams.detect.selftest.SampleHistory;
import io.waybill.streams.resolve.IpSpace;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose contacts count: machines that may be anywhere, not the wire itself. */
class UnicastTest {

    @ParameterizedTest(name = "{0} -> {1} {2}: {3}")
    @CsvSource({
        "phone-1, 192.168.1.9, UDP, true",
        "phone-1, 192.168.1.1, TCP, true",
        "phone-1, 192.168.1.255, UDP, false",
        "phone-1, 224.0.0.251, UDP, false",
        "phone-1, 239.255.255.250, UDP, false",
        "phone-1, 255.255.255.255, UDP, false",
        "phone-1, 169.254.7.7, TCP, false",
        "phone-1, 127.0.0.1, TCP, false",
        "phone-1, ff02::fb, UDP, false",
        "phone-1, fe80::1, TCP, false",
        "phone-1, fd00::5, TCP, true",
        "unknown-192.168.1.7, 192.168.1.9, UDP, false",
        "unknown-192.168.1.7, 192.168.1.9, TCP, true",
        "unknown-192.168.1.7, 192.168.1.1, TCP, false",
        "unknown-192.168.1.7, 192.168.1.254, TCP, false",
        "unknown-192.168.1.7, 192.168.2.1, TCP, true",
        "unknown-192.168.1.7, 192.168.2.9, UDP, true",
        "unknown-147.32.83.161, 147.32.83.255, UDP, false",
        "unknown-147.32.83.161, 147.32.83.20, UDP, false",
        "unknown-147.32.83.161, 147.32.84.20, UDP, true",
        "unknown-2001:db8:1:2::7, 2001:db8:1:2::9, UDP, false",
        "unknown-2001:db8:1:2::7, 2001:db8:1:2::1, TCP, false",
        "unknown-2001:db8:1:2::7, 2001:db8:1:3::9, UDP, true",
        "unknown-nonsense, 192.168.1.9, UDP, true",
        "unknown-, 192.168.1.9, UDP, true"
    })
    void counts(String device, String ip, Transport transport, boolean counts) {
        assertThat(Unicast.contacts(
                        to(device, ip).transport(transport).at(MONDAY).build()))
                .hasSize(counts ? 1 : 0);
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource({
        "unknown-216.245.221.83, 192.168.1.129, true",
        "unknown-2a00:1450:4001:81b::200e, fd00::5, true",
        "unknown-10.0.0.7, 192.168.1.129, false",
        "unknown-216.245.221.83, 8.8.8.8, false",
        "216.245.221.83, 192.168.1.129, false",
        "phone-1, 192.168.1.129, false"
    })
    void strangersCallFromOutside(String device, String ip, boolean outside) {
        assertThat(Unicast.fromOutside(to(device, ip).at(MONDAY).build())).isEqualTo(outside);
    }

    @ParameterizedTest(name = "{0} scans {1}: {2}")
    @CsvSource({
        "unknown-79.124.62.34, 147.32.83.161, true",
        "unknown-147.32.80.119, 147.32.82.62, false",
        "unknown-10.0.0.7, 147.32.82.62, false",
        "phone-1, 147.32.82.62, false",
        "unknown-2a00:1450::1, 2a00:1450:1::2, false",
        "unknown-2a00:1450::1, 2a02:26f0::2, true"
    })
    void aScannerMayBeAStranger(String device, String ip, boolean maybe) {
        assertThat(Unicast.maybeStranger(to(device, ip).at(MONDAY).build())).isEqualTo(maybe);
    }

    @ParameterizedTest
    @ValueSource(strings = {"phone-1", "unknown-192.168.1.7"})
    void whatHasNoAddressIsNoNeighbour(String device) {
        PairHistory history = to(device, "192.168.1.255").at(MONDAY).build();
        Contact contact = history.contacts().get(0);
        Endpoint nowhere = new Endpoint("printer", null, 631, contact.endpoint().transport(), null, null, null, 0);
        PairHistory without = new PairHistory(
                history.device(),
                history.destination(),
                List.of(new Contact(
                        contact.time(), 1, 1, 1, contact.outcome(), 1, nowhere, List.of(), "A", contact.event())),
                0,
                history.first(),
                0,
                List.of());

        assertThat(Unicast.contacts(history)).isEmpty();
        assertThat(Unicast.contacts(without)).hasSize(1);
        assertThat(Unicast.maybeStranger(without)).isFalse();
    }

    private static SampleHistory to(String device, String ip) {
        boolean local = IpSpace.of(InetAddresses.forString(ip).getAddress()) == IpSpace.LOCAL;
        SampleHistory history = SampleHistory.of(device, "unknown", "unknown");
        return local ? history.local("local", ip, 4444) : history.address("network", ip, 4444);
    }
}
