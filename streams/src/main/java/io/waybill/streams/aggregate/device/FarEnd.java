package io.waybill.streams.aggregate.device;

import io.waybill.streams.detect.Contact.Endpoint;
import io.waybill.streams.resolve.Destination;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whom a contact was with: the destination it is counted by, and the exact endpoint. Equal by content. Mostly one object stands
 * for all contacts with the same far end, so that comparing references settles nearly every question. Belongs to one book.
 */
public final class FarEnd implements FarEnds {

    private final Destination destination;
    private final Endpoint endpoint;
    private final String place;
    private final int hash;

    /** Where the book keeps the destination; looked up again when it is gone. */
    @Nullable
    Target target;

    /** Journal chunk that this was last written to, and its number there. */
    long definedIn = -1;

    int definedAs;

    /** A far end. */
    public FarEnd(Destination destination, Endpoint endpoint) {
        this.destination = destination;
        this.endpoint = endpoint;
        this.place = (endpoint.country() == null ? "-" : endpoint.country()) + "/" + endpoint.asn();
        this.hash = 31
                        * Objects.hash(
                                destination,
                                endpoint.host(),
                                endpoint.port(),
                                endpoint.transport(),
                                endpoint.protocol(),
                                endpoint.app(),
                                place)
                + Arrays.hashCode(endpoint.ip());
    }

    Destination destination() {
        return destination;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** Country and autonomous system as {@code country/asn}. */
    String place() {
        return place;
    }

    /** Whether the exact endpoint and its place are the same, whatever destination it counts for. */
    boolean sameEndpoint(FarEnd other) {
        return this == other || sameEndpoint(endpoint, other.endpoint);
    }

    private static boolean sameEndpoint(Endpoint one, Endpoint other) {
        return one.port() == other.port()
                && one.asn() == other.asn()
                && one.transport() == other.transport()
                && Objects.equals(one.host(), other.host())
                && Arrays.equals(one.ip(), other.ip())
                && Objects.equals(one.protocol(), other.protocol())
                && Objects.equals(one.app(), other.app())
                && Objects.equals(one.country(), other.country());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof FarEnd farEnd
                        && hash == farEnd.hash
                        && destination.equals(farEnd.destination)
                        && sameEndpoint(farEnd);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
