package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.Transport;
import io.waybill.streams.codec.ByteReader;
import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.detect.Contact.Endpoint;
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

    private static Endpoint endpoint(int i) {
        return new Endpoint(
                "h" + i + ".example.com", new byte[] {1, 2, 3, (byte) i}, 443, Transport.TCP, "tls", null, "CN", 4134);
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
        List<Endpoint> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            all.add(endpoint(i));
        }
        List<Endpoint> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(detailed(shuffled)).as("seed %d", seed).hasSize(16).isEqualTo(detailed(all));
    }

    private static TreeSet<String> detailed(List<Endpoint> endpoints) {
        EndpointTable table = new EndpointTable(16);
        endpoints.forEach(table::place);
        return endpoints.stream()
                .map(each -> table.get(table.place(each)).host())
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

        assertThat(List.of(table.get(first), table.get(second)))
                .allMatch(each -> "CN".equals(each.country()) && each.asn() == 4134)
                .filteredOn(each -> each.host() == null)
                .hasSize(1);
    }

    @Test
    void comesBackFromItsBytes() {
        EndpointTable table = new EndpointTable(4);
        for (int i = 0; i < 9; i++) {
            table.place(endpoint(i));
        }
        ByteWriter out = new ByteWriter(64);
        table.writeTo(out);

        EndpointTable back = new EndpointTable(4);
        back.restore(new ByteReader(out.toBytes()));

        assertThat(back.all()).usingRecursiveComparison().isEqualTo(table.all());
        for (int i = 0; i < 9; i++) {
            assertThat(back.get(back.place(endpoint(i))).host())
                    .isEqualTo(table.get(table.place(endpoint(i))).host());
        }
    }
}
