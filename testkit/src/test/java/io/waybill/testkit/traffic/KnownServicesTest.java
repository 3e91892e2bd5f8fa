package io.waybill.testkit.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.Transport;
import io.waybill.streams.detect.Contact;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.known.KnownServices;
import io.waybill.streams.resolve.Destination;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the simulator takes for everyday life and what the pipeline takes for a known service are the same. */
class KnownServicesTest {

    /** Web sites need not be known: people of all makers go there. What only some makers' phones contact must be. */
    @Test
    void everythingThatPhonesContactByThemselvesIsAKnownService() {
        Catalogue catalogue = Catalogue.standard();
        List<String> unknown = new ArrayList<>();
        for (Routine routine : catalogue.routines()) {
            Service service = catalogue.service(routine.service());
            for (String host : service.hosts()) {
                boolean known = known(host.replace('#', '1'), null, service.port(), service.transport());
                if (routine.needs() == null && !known) {
                    unknown.add(service.id() + ": " + host);
                }
            }
        }

        assertThat(unknown).isEmpty();
    }

    @Test
    void whatIsReachedByAddressAloneIsKnownByItsNetwork() {
        for (Service service : Catalogue.standard().services()) {
            if (service.hosts().isEmpty()) {
                assertThat(service.ipv4())
                        .as(service.id())
                        .allMatch(network -> known(null, network.address(7), service.port(), service.transport()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com", "example.net", "example.org", "baidu.com", "42.62.48.0/24"})
    void noDestinationOfAStoryIsOne(String destination) {
        DestinationKind kind = destination.contains("/") ? DestinationKind.NETWORK : DestinationKind.SITE;

        assertThat(KnownServices.bundled().at(new Destination(destination, kind), Policy.EMPTY))
                .isEmpty();
    }

    private static boolean known(@Nullable String host, byte @Nullable [] ip, int port, Transport transport) {
        Contact.Endpoint endpoint = new Contact.Endpoint(host, ip, port, transport, null, null, null, 0);
        return KnownServices.bundled().at(endpoint, Policy.EMPTY).isPresent();
    }
}
