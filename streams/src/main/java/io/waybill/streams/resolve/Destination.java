package io.waybill.streams.resolve;

import io.waybill.schemas.DestinationKind;

/**
 * Where data goes, under the name it is counted by.
 *
 * @param name registrable domain; or /24 or /48 network in CIDR form; or a private host name where no address is known; or
 *     {@code other} for what went over a bound; or {@code unnamed}
 * @param kind what the name is
 */
public record Destination(String name, DestinationKind kind) {

    /** Takes what goes over a bound on destinations, of a device or of a partition. */
    public static final Destination OTHER = new Destination("other", DestinationKind.OTHER);

    /** Takes contacts of which neither a usable host name nor an address is known. */
    public static final Destination UNNAMED = new Destination("unnamed", DestinationKind.OTHER);
}
