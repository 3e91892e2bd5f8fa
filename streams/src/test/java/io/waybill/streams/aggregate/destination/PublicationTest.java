package io.waybill.streams.aggregate.destination;

import static io.waybill.streams.aggregate.destination.Says.BUILD;
import static io.waybill.streams.aggregate.destination.Says.SITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.DestinationKind;
import io.waybill.streams.part.Sums;
import io.waybill.streams.resolve.IpLocator;
import io.waybill.streams.resolve.PackedLocator;
import java.time.Instant;
import java.util.Arrays;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicationTest {

    private static final IpLocator LOCATOR = PackedLocator.bundled();

    private static Publication of(String places) {
        TreeMap<String, Long> byPlace = new TreeMap<>();
        Arrays.stream(places.split(" ")).forEach(place -> {
            String[] parts = place.split("=");
            byPlace.put(parts[0], Long.parseLong(parts[1]));
        });
        Sums sums = new Sums(9, 1, 2, 3, 4, 5, 6, 3_600_007, 3_600_009, byPlace);
        return Publication.count(SITE, new RowKey(3_600_000, BUILD), 1_000, sums, 8, LOCATOR);
    }

    @Test
    void aRowSaysWhoWhereWhenAndHowMuch() {
        Publication publication = of("CN/4134=9");

        assertThat(publication.key()).isEqualTo("M|X|A|1970-01-01T01:00:00Z|a.com");
        assertThat(publication.isCount()).isTrue();
        assertThat(publication.count())
                .isEqualTo(DestinationCount.newBuilder()
                        .setManufacturer("M")
                        .setModel("X")
                        .setFirmware("A")
                        .setDestination("a.com")
                        .setDestinationKind(DestinationKind.SITE)
                        .setCountry("CN")
                        .setAsn(4134L)
                        .setOrganisation(LOCATOR.organisationOf(4134))
                        .setWindowStart(Instant.ofEpochMilli(3_600_000))
                        .setWindowEnd(Instant.ofEpochMilli(3_601_000))
                        .setConnections(9)
                        .setFailed(1)
                        .setBytesSent(2)
                        .setBytesReceived(3)
                        .setPacketsSent(4)
                        .setPacketsReceived(5)
                        .setDevices(6)
                        .setFirstSeen(Instant.ofEpochMilli(3_600_007))
                        .setLastSeen(Instant.ofEpochMilli(3_600_009))
                        .setRevision(8)
                        .build());
    }

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource({
        "-/0=9,,",
        "CN/0=9, CN,",
        "-/4134=9,, 4134",
        "CN/4134=4 US/15169=5, US, 15169",
        "CN/4134=5 US/15169=4, CN, 4134",
        "CN/4134=4 US/15169=4, CN, 4134" // of equals the first by name
    })
    void thePlaceIsTheOneMostConnectionsWentTo(String places, @Nullable String country, @Nullable Long asn) {
        DestinationCount count = of(places).count();

        assertThat(count.getCountry()).isEqualTo(country);
        assertThat(count.getAsn()).isEqualTo(asn);
        assertThat(count.getOrganisation()).isEqualTo(asn == null ? null : LOCATOR.organisationOf(asn));
    }
}
