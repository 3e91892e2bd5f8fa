package io.waybill.streams.resolve;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two columns laid over each other, ready to search: where each run of one country and one autonomous system starts, and its
 * place. Immutable; a lookup is one binary search over a stretch of a primitive array and allocates nothing.
 */
final class LocationTable {

    /** Starts of the runs with the highest bit flipped, so that signed order is the unsigned order of addresses. */
    private final long[] flippedStarts;

    private final Location[] places;

    /** For every value of the upper 16 bits of an address: the run in which the addresses with these bits begin. */
    private final int[] firstRuns = new int[(1 << 16) + 1];

    private final int shift;

    private LocationTable(long[] flippedStarts, Location[] places, int addressBits) {
        this.flippedStarts = flippedStarts;
        this.places = places;
        this.shift = addressBits - 16;
        for (int upper = 0; upper < 1 << 16; upper++) {
            firstRuns[upper] = run((long) upper << shift, 0, flippedStarts.length);
        }
        firstRuns[1 << 16] = flippedStarts.length - 1;
    }

    /**
     * Lays a column of countries over one of autonomous systems.
     *
     * @param addressBits how many bits an address has, 32 or 64
     */
    static LocationTable of(Column country, Column asn, Places places, int addressBits) {
        long[] starts = new long[country.runs() + asn.runs()];
        Location[] found = new Location[starts.length];
        int size = 0;
        int c = 0;
        int a = 0;
        while (true) {
            Location place = places.of(country.values()[c], asn.values()[a]);
            if (size == 0 || found[size - 1] != place) {
                long start = Long.compareUnsigned(country.starts()[c], asn.starts()[a]) > 0
                        ? country.starts()[c]
                        : asn.starts()[a];
                starts[size] = start ^ Long.MIN_VALUE;
                found[size++] = place;
            }
            boolean lastCountry = c + 1 == country.runs();
            boolean lastAsn = a + 1 == asn.runs();
            if (lastCountry && lastAsn) {
                return new LocationTable(Arrays.copyOf(starts, size), Arrays.copyOf(found, size), addressBits);
            }
            int order =
                    lastCountry ? 1 : lastAsn ? -1 : Long.compareUnsigned(country.starts()[c + 1], asn.starts()[a + 1]);
            c += order <= 0 ? 1 : 0;
            a += order >= 0 ? 1 : 0;
        }
    }

    /** The place of an address, given as an unsigned number in the unit of the columns. */
    Location at(long address) {
        int upper = (int) (address >>> shift);
        return places[run(address, firstRuns[upper], firstRuns[upper + 1] + 1)];
    }

    private int run(long address, int from, int to) {
        int found = Arrays.binarySearch(flippedStarts, from, to, address ^ Long.MIN_VALUE);
        return found >= 0 ? found : -found - 2;
    }

    /** Makes one {@link Location} for each pair of country and autonomous system. */
    static final class Places {

        private final List<String> countries;
        private final long[] asns;
        private final Map<Long, Location> made = new HashMap<>();

        Places(List<String> countries, long[] asns) {
            this.countries = countries;
            this.asns = asns;
        }

        Location of(int country, int asn) {
            if (country == 0 && asn == 0) {
                return Location.UNKNOWN;
            }
            return made.computeIfAbsent((long) country << 32 | asn, pair -> make(country, asn));
        }

        private Location make(int country, int asn) {
            String code = country == 0 ? null : countries.get(country - 1);
            return new Location(code, asn == 0 ? 0 : asns[asn - 1]);
        }
    }
}
