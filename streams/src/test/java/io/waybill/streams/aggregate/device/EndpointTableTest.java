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
import java.util.stream.IntStream;
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

        assertThat(table.place(endpoint(1), 0)).isEqualTo(table.place(endpoint(1), 0));
        assertThat(table.place(endpoint(2), 0))
                .isNotEqualTo(table.place(endpoint(1), 0))
                .isEqualTo(table.place(endpoint(2), 0));
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
        endpoints.forEach(each -> table.place(each, 0));
        return endpoints.stream()
                .map(each -> table.get(table.place(each, 0)).endpoint().host())
                .filter(EndpointTableTest::isNamed)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isNamed(@Nullable String host) {
        return host != null;
    }

    @Test
    void anEndpointOverTheBoundKeepsItsPlace() {
        EndpointTable table = new EndpointTable(1);
        int first = table.place(endpoint(1), 0);
        int second = table.place(endpoint(2), 0);

        assertThat(List.of(table.get(first).endpoint(), table.get(second).endpoint()))
                .allMatch(each -> "CN".equals(each.country()) && each.asn() == 4134)
                .filteredOn(each -> each.host() == null)
                .hasSize(1);
    }

    @Test
    void addressesWithoutNamesAreChosenFromByTheSetToo() {
        List<FarEnd> all = IntStream.range(0, 40)
                .mapToObj(i -> new FarEnd(
                        new Destination("1.2.3.0/24", DestinationKind.NETWORK),
                        new Endpoint(null, new byte[] {1, 2, 3, (byte) i}, 443, Transport.TCP, null, null, null, 0)))
                .toList();
        List<FarEnd> reversed = new ArrayList<>(all);
        Collections.reverse(reversed);

        assertThat(detailed(all, all)).hasSize(16).isEqualTo(detailed(reversed, all));
    }

    private static List<FarEnd> detailed(List<FarEnd> order, List<FarEnd> asked) {
        EndpointTable table = new EndpointTable(16);
        order.forEach(each -> table.place(each, 0));
        return asked.stream()
                .filter(each -> table.get(table.place(each, 0)).sameEndpoint(each))
                .toList();
    }

    /** Of two one has its details, whichever that is; its name is known when the other is forgotten. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aNameIsKnownAsLongAsItsWindow(int newer) {
        EndpointTable table = new EndpointTable(1);
        table.place(endpoint(newer), 5);
        table.place(endpoint(1 - newer), 0);

        EndpointTable left = table.since(3, new int[table.size()]);

        assertThat(left.nameCount()).isEqualTo(1);
        assertThat(left.nameSample()).containsExactly("h" + newer + ".example.com");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 9, 40})
    void namesAreThoseOfTheEndpoints(int count) {
        EndpointTable table = new EndpointTable(100);
        for (int i = 0; i < count; i++) {
            table.place(endpoint(i), 0);
            table.place(endpoint(i / 2), 0);
        }

        assertThat(table.size()).isEqualTo(count);
        assertThat(table.nameCount()).isEqualTo(count);
        assertThat(table.nameSample()).hasSize(count).isSorted();
    }

    @Test
    void namesOfEndpointsOverTheBoundAreKnownStill() {
        EndpointTable table = new EndpointTable(4);
        for (int i = 0; i < 50; i++) {
            table.place(endpoint(i), 0);
        }

        assertThat(table.nameCount()).isEqualTo(50);
        assertThat(table.nameSample()).hasSize(50);
    }

    @Test
    void what_was_met_only_before_is_forgotten_with_its_window() {
        EndpointTable table = new EndpointTable(100);
        for (int i = 0; i < 10; i++) {
            table.place(endpoint(i), i);
        }
        table.place(endpoint(2), 20);
        int[] moved = new int[table.size()];

        EndpointTable left = table.since(7, moved);

        assertThat(left.size()).isEqualTo(4);
        assertThat(left.nameCount()).isEqualTo(4);
        for (int i = 0; i < 10; i++) {
            if (i == 2 || i >= 7) {
                assertThat(left.get(moved[i])).isEqualTo(endpoint(i));
            } else {
                assertThat(moved[i]).isEqualTo(-1);
            }
        }
    }

    @Test
    void names_over_the_bound_are_forgotten_as_if_they_had_never_come() {
        EndpointTable table = new EndpointTable(16);
        EndpointTable fresh = new EndpointTable(16);
        for (int i = 0; i < 3_000; i++) {
            table.place(endpoint(i), i / 100);
            if (i >= 1_000) {
                fresh.place(endpoint(i), i / 100);
            }
        }

        EndpointTable left = table.since(10, new int[table.size()]);

        assertThat(left.nameCount()).isEqualTo(fresh.nameCount()).isBetween(1_700L, 2_300L);
        assertThat(left.nameSample()).isEqualTo(fresh.nameSample()).hasSize(NameSample.LIMIT);
    }
}
