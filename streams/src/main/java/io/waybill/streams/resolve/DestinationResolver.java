package io.waybill.streams.resolve;

import io.waybill.schemas.DestinationKind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names the destination of a contact: by site where a usable host name is known (see {@link SiteResolver}), else by the /24 or
 * /48 network of the address. A private name ({@code printer.local}, a single label) yields to the address, and names the
 * destination only where there is none. Address space near the device ({@link IpSpace#LOCAL}) is of kind {@code LOCAL}. A host that
 * calls itself {@code other} or {@code unnamed} has no usable name: it would be counted as what is called so.
 *
 * <p>A pure function, remembered: both memories have a fixed number of slots, a newcomer takes the slot of whoever was there, so
 * a flood of random names costs time and no space. Safe for many threads without locks, because a slot holds an immutable
 * entry that carries its own key.
 */
public final class DestinationResolver {

    /** Slots for host names and for networks each: with names of usual length about 12 MB when all are taken. */
    public static final int DEFAULT_SLOTS = 1 << 16;

    /** A name or network may be in any of so many neighbouring slots, so that two which meet do not push each other out. */
    private static final int WAYS = 4;

    private static final Set<String> TAKEN = Set.of(Destination.OTHER.name(), Destination.UNNAMED.name());

    private final @Nullable NamedHost[] hosts;
    private final @Nullable NamedNetwork[] networks;

    /** With {@link #DEFAULT_SLOTS}. */
    public DestinationResolver() {
        this(DEFAULT_SLOTS);
    }

    /**
     * With a bound of one's own.
     *
     * @param slots for host names and for networks each, a power of two, at least 4
     */
    public DestinationResolver(int slots) {
        if (Integer.bitCount(slots) != 1 || slots < WAYS) {
            throw new IllegalArgumentException("slots must be a power of two and at least " + WAYS + ": " + slots);
        }
        this.hosts = new NamedHost[slots];
        this.networks = new NamedNetwork[slots];
    }

    /**
     * The destination by which a contact is counted; {@link Destination#UNNAMED} when neither a usable name nor an address is
     * known.
     *
     * @param host as the network had it, or null
     * @param ip 4 or 16 bytes, or null
     * @throws IllegalArgumentException when the address has another length
     */
    public Destination resolve(@Nullable String host, byte @Nullable [] ip) {
        if (host == null) {
            return ip == null ? Destination.UNNAMED : network(ip);
        }
        NamedHost named = named(host);
        return named.yieldsToAddress && ip != null ? network(ip) : named.destination;
    }

    private NamedHost named(String host) {
        int hash = spread(host.hashCode());
        int slot = slot(hash);
        int free = slot ^ victim(hash);
        for (int way = 0; way < WAYS; way++) {
            NamedHost known = hosts[slot ^ way];
            if (known == null) {
                free = slot ^ way;
                break;
            }
            if (known.host.equals(host)) {
                return known;
            }
        }
        NamedHost fresh = name(host);
        if (host.length() <= HostNames.MAX_NAME_CHARS) {
            hosts[free] = fresh;
        }
        return fresh;
    }

    private NamedHost name(String host) {
        String site = SiteResolver.site(host);
        if (site != null) {
            return new NamedHost(host, new Destination(site, DestinationKind.SITE), false);
        }
        String name = HostNames.canonical(host);
        if (name != null && !TAKEN.contains(name)) {
            return new NamedHost(host, new Destination(name, DestinationKind.LOCAL), true);
        }
        byte[] literal = HostNames.literal(host);
        return new NamedHost(host, literal == null ? Destination.UNNAMED : network(literal), true);
    }

    private Destination network(byte[] ip) {
        long key = Networks.key(ip);
        int hash = spread(Long.hashCode(key));
        int slot = slot(hash);
        int free = slot ^ victim(hash);
        for (int way = 0; way < WAYS; way++) {
            NamedNetwork known = networks[slot ^ way];
            if (known == null) {
                free = slot ^ way;
                break;
            }
            if (known.key == key) {
                return known.destination;
            }
        }
        DestinationKind kind = IpSpace.of(ip) == IpSpace.LOCAL ? DestinationKind.LOCAL : DestinationKind.NETWORK;
        NamedNetwork fresh = new NamedNetwork(key, new Destination(Networks.text(key), kind));
        networks[free] = fresh;
        return fresh.destination;
    }

    /** Neighbouring networks, and names that differ in one letter, must not share a few slots. */
    private static int spread(int hash) {
        int spread = hash * 0x9e3779b1;
        return spread ^ spread >>> 15;
    }

    private int slot(int hash) {
        return hash & (hosts.length - 1);
    }

    private static int victim(int hash) {
        return hash >>> 30;
    }

    private record NamedHost(String host, Destination destination, boolean yieldsToAddress) {}

    private record NamedNetwork(long key, Destination destination) {}
}
