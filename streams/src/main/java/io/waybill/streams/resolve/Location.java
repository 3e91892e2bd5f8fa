package io.waybill.streams.resolve;

import org.jspecify.annotations.Nullable;

/**
 * Where an address is, as an IP database has it: weak evidence.
 *
 * @param country ISO 3166-1 alpha-2, or null where unknown or not applicable (private space)
 * @param asn autonomous system number, 0 where unknown
 */
public record Location(@Nullable String country, long asn) {

    /** Nothing known. */
    public static final Location UNKNOWN = new Location(null, 0);
}
