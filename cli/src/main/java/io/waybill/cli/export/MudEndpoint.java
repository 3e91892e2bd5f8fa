package io.waybill.cli.export;

import io.waybill.schemas.Transport;
import java.util.Comparator;

/**
 * One thing a model talks to, as an access control entry can say it.
 *
 * @param v6 whether over IPv6
 * @param place what kind of place it is
 * @param name host name, or network in CIDR form; empty for {@link Place#LOCAL}
 * @param transport protocol above IP
 * @param port at the destination, 0 where the protocol has none or it is not known
 */
public record MudEndpoint(boolean v6, Place place, String name, Transport transport, int port)
        implements Comparable<MudEndpoint> {

    private static final Comparator<MudEndpoint> ORDER = Comparator.comparing(MudEndpoint::v6)
            .thenComparing(MudEndpoint::place)
            .thenComparing(MudEndpoint::name)
            .thenComparing(MudEndpoint::transport)
            .thenComparing(MudEndpoint::port);

    /** Kinds of places. */
    public enum Place {
        /** Known by its name. */
        HOST,
        /** Known by its address alone. */
        NETWORK,
        /** In the network that the device is in. */
        LOCAL
    }

    @Override
    public int compareTo(MudEndpoint other) {
        return ORDER.compare(this, other);
    }
}
