package io.waybill.streams.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LocationTableTest {

    private static final List<String> COUNTRIES = List.of("CN", "IN", "DE");
    private static final long[] ASNS = {4134, 9829, 3320};
    private static final List<String> NAMES = List.of("Chinanet", "", "Telekom");

    private static LocationTable.Places places() {
        return new LocationTable.Places(COUNTRIES, ASNS);
    }

    private static int linear(Column column, long address) {
        int value = 0;
        for (int i = 0; i < column.runs(); i++) {
            if (Long.compareUnsigned(column.starts()[i], address) <= 0) {
                value = column.values()[i];
            }
        }
        return value;
    }

    private static Column any(Random random, int bits) {
        long mask = bits == 64 ? -1 : (1L << bits) - 1;
        long[] starts = java.util.stream.LongStream.concat(
                        java.util.stream.LongStream.of(0),
                        random.longs(40).map(start -> start & mask).filter(start -> start != 0))
                .distinct()
                .boxed()
                .sorted(Long::compareUnsigned)
                .mapToLong(Long::longValue)
                .toArray();
        return new Column(starts, random.ints(starts.length, 0, 4).toArray());
    }

    /** The same as walking through both columns, at and around every border, for addresses of either length. */
    @Test
    void agreesWithWalkingThroughBothColumns() {
        for (int bits : new int[] {32, 64}) {
            long last = bits == 64 ? -1 : 0xffff_ffffL;
            for (long seed = 1; seed <= 10; seed++) {
                Random random = new Random(seed);
                Column country = any(random, bits);
                Column asn = any(random, bits);
                LocationTable table = LocationTable.of(country, asn, places(), bits);
                for (Column column : List.of(country, asn)) {
                    for (long start : column.starts()) {
                        for (long address : new long[] {start, start + 1, start - 1, random.nextLong()}) {
                            long at = address & last;
                            Location expected = places().of(linear(country, at), linear(asn, at));

                            assertThat(table.at(at))
                                    .as("seed %d, %d bits, %s", seed, bits, Long.toHexString(at))
                                    .isEqualTo(expected);
                        }
                    }
                }
            }
        }
    }

    @Test
    void placesSayWhatIsKnownAndNoMore() {
        assertThat(places().of(0, 0)).isSameAs(Location.UNKNOWN);
        assertThat(places().of(1, 0)).isEqualTo(new Location("CN", 0));
        assertThat(places().of(0, 1)).isEqualTo(new Location(null, 4134));
        assertThat(places().of(2, 2)).isEqualTo(new Location("IN", 9829));
        LocationTable.Places places = places();
        assertThat(places.of(3, 3)).isSameAs(places.of(3, 3));
    }
}
