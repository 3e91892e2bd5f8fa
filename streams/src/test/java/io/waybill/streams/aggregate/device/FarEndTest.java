package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.Transport;
import io.waybill.streams.detect.Contact.Endpoint;
import io.waybill.streams.resolve.Destination;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FarEndTest {

    /** One that has nothing but its transport and these. */
    private static FarEnd with(String fields) {
        List<String> has = List.of(fields.split(" "));
        return new FarEnd(
                new Destination(has.contains("destination") ? "a.com" : "b.com", DestinationKind.SITE),
                new Endpoint(
                        has.contains("host") ? "www.a.com" : null,
                        has.contains("ip") ? new byte[] {1, 2, 3, 4} : null,
                        has.contains("port") ? 443 : 0,
                        has.contains("udp") ? Transport.UDP : Transport.TCP,
                        has.contains("protocol") ? "tls" : null,
                        has.contains("app") ? "com.app" : null,
                        has.contains("country") ? "DE" : null,
                        has.contains("asn") ? 3320 : 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"destination", "host", "ip", "port", "udp", "protocol", "app", "country", "asn"})
    void isAnotherByEachField(String field) {
        assertThat(with(field)).isEqualTo(with(field)).hasSameHashCodeAs(with(field));
        assertThat(with(field)).isNotEqualTo(with("none"));
        assertThat(with(field).sameEndpoint(with(field + " destination"))).isTrue();
        assertThat(with(field).sameEndpoint(with("none"))).isEqualTo(field.equals("destination"));
    }

    @Test
    void itsPlaceIsCountryAndSystem() {
        assertThat(with("country asn").place()).isEqualTo("DE/3320");
        assertThat(with("none").place()).isEqualTo("-/0");
    }

    /** What is known by its place alone takes no room from those that have details. */
    @ParameterizedTest
    @ValueSource(strings = {"host", "ip", "port", "protocol", "app"})
    void eachOfTheseIsADetail(String field) {
        for (List<FarEnd> order : List.of(
                List.of(with(field), with("host port asn"), with("country")),
                List.of(with("country"), with("host port asn"), with(field)))) {
            EndpointTable table = new EndpointTable(1);
            for (FarEnd each : order) {
                assertThat(table.get(table.place(each, 0)).place()).isEqualTo(each.place());
            }

            assertThat(order)
                    .filteredOn(each -> table.get(table.place(each, 0)).sameEndpoint(each))
                    .as("one with details, and the one that has none")
                    .hasSize(2)
                    .contains(with("country"));
        }
    }
}
