package io.waybill.benchmarks.tuned;

import io.waybill.streams.resolve.Destination;
import io.waybill.streams.resolve.DestinationResolver;
import io.waybill.streams.resolve.IpLocator;
import io.waybill.streams.resolve.Location;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Destinations and places by number, each host name and each address resolved once. */
final class TunedPlaces {

    private static final int UNRESOLVED = -1;
    private static final byte[] NO_HOST = {};

    private final DestinationResolver resolver = new DestinationResolver();
    private final IpLocator locator;
    private final SliceIds hosts = new SliceIds();
    private final SliceIds addresses = new SliceIds();
    /** By host and address: a private name yields to the address, so both decide. */
    private final LongMap<int[]> destinationOf = new LongMap<>();

    private int[] placeOf = new int[0];
    private final Map<Destination, Integer> destinationIds = new HashMap<>();
    private final List<Destination> destinations = new ArrayList<>();
    private final Map<Place, Integer> placeIds = new HashMap<>();
    private final List<Place> places = new ArrayList<>();

    /** A country and an autonomous system, in the order of the pipeline's names for them. */
    record Place(@Nullable String country, long asn) {
        String text() {
            return (country == null ? "-" : country) + "/" + asn;
        }
    }

    TunedPlaces(IpLocator locator) {
        this.locator = locator;
    }

    int host(EventBytes event) {
        return event.hostLength == 0 ? hosts.id(NO_HOST, 0, 0) : hosts.id(event.bytes, event.hostAt, event.hostLength);
    }

    int address(EventBytes event) {
        return addresses.id(event.bytes, event.ipAt, event.ipLength);
    }

    /** Number of the destination that a host name and an address amount to. */
    int destination(int host, int address) {
        return destinationOf.get((host + 1L) << 32 | address, any -> new int[] {resolve(host, address)})[0];
    }

    private int resolve(int host, int address) {
        byte[] name = hosts.slice(host);
        Destination destination =
                resolver.resolve(name.length == 0 ? null : new String(name, StandardCharsets.UTF_8), ip(address));
        return destinationIds.computeIfAbsent(destination, any -> {
            destinations.add(destination);
            return destinations.size() - 1;
        });
    }

    /** Number of the place of an address. */
    int place(int address) {
        if (address >= placeOf.length) {
            int before = placeOf.length;
            placeOf = Arrays.copyOf(placeOf, Math.max(1_024, address * 2));
            Arrays.fill(placeOf, before, placeOf.length, UNRESOLVED);
        }
        if (placeOf[address] == UNRESOLVED) {
            placeOf[address] = locate(address);
        }
        return placeOf[address];
    }

    private int locate(int address) {
        byte[] ip = ip(address);
        Location location = ip == null ? Location.UNKNOWN : locator.locate(ip);
        Place place = new Place(location.country(), location.asn());
        return placeIds.computeIfAbsent(place, any -> {
            places.add(place);
            return places.size() - 1;
        });
    }

    private byte @Nullable [] ip(int address) {
        byte[] ip = addresses.slice(address);
        return ip.length == 0 ? null : ip;
    }

    Destination destinationOf(int number) {
        return destinations.get(number);
    }

    Place placeOf(int number) {
        return places.get(number);
    }
}
