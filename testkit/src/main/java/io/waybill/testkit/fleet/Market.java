package io.waybill.testkit.fleet;

import java.util.List;

/**
 * A country where phones of the fleet live.
 *
 * @param country ISO 3166-1 alpha-2
 * @param utcOffsetMillis local time minus UTC; no summer time
 * @param weight share of the fleet, relative to the others
 * @param ipv6Share share of its networks with IPv6
 */
public record Market(String country, long utcOffsetMillis, int weight, double ipv6Share) {

    private static final long HOUR = 3_600_000L;

    /** The markets of a fleet that says nothing else. */
    public static final List<Market> ALL = List.of(
            new Market("DE", HOUR, 5, 0.6),
            new Market("FR", HOUR, 3, 0.7),
            new Market("GB", 0, 3, 0.4),
            new Market("IN", 11 * HOUR / 2, 5, 0.7),
            new Market("BR", -3 * HOUR, 2, 0.4),
            new Market("US", -5 * HOUR, 2, 0.5));

    /**
     * The market of this country.
     *
     * @throws java.util.NoSuchElementException when it is none of {@link #ALL}
     */
    public static Market of(String country) {
        return ALL.stream().filter(m -> m.country.equals(country)).findFirst().orElseThrow();
    }
}
