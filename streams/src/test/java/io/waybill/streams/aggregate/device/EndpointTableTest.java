package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.Transport;
import io.waybill.streams.detect.Contact.Endpoint;
import io.waybill.streams.resolve.Destination;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTableTest {

    private static FarEnd endpoint(int i) {
        return new FarEnd(
                new Destination("example.com", DestinationKind.SITE),
                new Endpoint(
                        "h" + i + ".example.com",
                        new byte[] {1, 2, 3, (byte) i},
                        443,
                        Transport.TCP,
                        "tls",
                        null,
                        "CN",
                        4134));
    }

    @Test
    void equalEndpointsHaveOneIndex() {
        EndpointTable table = new EndpointTable(10);

        assertThat(table.place(endpoint(1))).isEqualTo(table.place(endpoint(1)));
        assertThat(table.place(endpoint(2))).isNotEqualTo(table.place(endpoint(1)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 31_337})
    void whichKeepTheirDetailsDependsOnTheSetAlone(long seed) {
        List<FarEnd> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            all.add(endpoint(i));
        }
        List<FarEnd> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(detailed(shuffled)).as("seed %d", seed).hasSize(16).isEqualTo(detailed(all));
    }

    private static TreeSet<String> detailed(List<FarEnd> endpoints) {
        EndpointTable table = new EndpointTable(16);
        endpoints.forEach(table::place);
        return endpoints.stream()
                .map(each -> table.get(table.place(each)).endpoint().host())
                .filter(EndpointTableTest::isNamed)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isNamed(@Nullable String host) {
        return host != null;
    }

    @Test
    void anEndpointOverTheBoundKeepsItsPlace() {
        EndpointTable table = new EndpointTable(1);
        int first = table.place(endpoint(1));
        int second = table.place(endpoint(2));

        assertThat(List.of(table.get(first).endpoint(), table.get(second).endpoint()))
                .allMatch(each -> "CN".equals(each.country()) && each.asn() == 4134)
                .filteredOn(each -> each.host() == null)
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 9, 40})
    void namesAreThoseOfTheEndpoints(int count) {
        EndpointTable table = new EndpointTable(100);
        for (int i = 0; i < count; i++) {
            table.place(endpoint(i));
            table.place(endpoint(i / 2));
        }

        assertThat(table.size()).isEqualTo(count);
        assertThat(table.nameCount()).isEqualTo(count);
        assertThat(table.nameSample()).hasSize(count).isSorted();
    }

    @Test
    void namesOfEndpointsOverTheBoundAreKnownStill() {
        EndpointTable table = new EndpointTable(4);
        for (int i = 0; i < 50; i++) {
            table.place(endpoint(i));
        }

        assertThat(table.nameCount()).isEqualTo(50);
        assertThat(table.nameSample()).hasSize(50);
    }
}
