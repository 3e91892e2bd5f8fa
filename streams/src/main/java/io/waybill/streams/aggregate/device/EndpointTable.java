package io.waybill.streams.aggregate.device;

import io.waybill.schemas.Transport;
import io.waybill.streams.codec.StableHash;
import io.waybill.streams.detect.Contact.Endpoint;
import io.waybill.streams.resolve.Destination;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The far ends that one device met at one destination, by index. Bounded: of more than {@code limit} distinct ones, those with
 * the smallest hashes keep their details and the others are known by their place alone. Which ones those are depends on the
 * set of endpoints, not on the order in which they came. Each knows the newest window it was met in, so that it is forgotten with it;
 * details that were given up before do not come back then.
 */
final class EndpointTable implements FarEnds {

    /** So few are looked through one by one; of more there is a map. */
    private static final int SCANNED = 8;

    private final int limit;
    private @Nullable FarEnd[] farEnds = new FarEnd[1];
    private long[] newest = new long[1];
    private int size;
    private @Nullable Map<FarEnd, Integer> indexes;
    private int detailed;
    private long largestHash;

    /** By which it is chosen who keeps details, once there are too many; {@link Long#MIN_VALUE} for who has none. */
    private long @Nullable [] hashes;

    private int largestIndex = -1;
    private @Nullable NameSample names;

    EndpointTable(int limit) {
        this.limit = limit;
    }

    int size() {
        return size;
    }

    FarEnd get(int index) {
        return Objects.requireNonNull(farEnds[index]);
    }

    /**
     * Index of a far end; makes room for a new one by taking the details from the one with the largest hash.
     *
     * @param window in which it was met
     */
    int place(FarEnd farEnd, long window) {
        int known = find(farEnd);
        if (known < 0) {
            known = placeNew(farEnd, window);
        }
        newest[known] = Math.max(newest[known], window);
        if (names != null && farEnd.endpoint().host() != null) {
            names.add(farEnd.endpoint().host(), window);
        }
        return known;
    }

    /**
     * What is left when windows before this one are forgotten.
     *
     * @param moved takes the new index for each of the old ones; -1 where it is forgotten
     */
    EndpointTable since(long window, int[] moved) {
        EndpointTable left = new EndpointTable(limit);
        left.names = names;
        boolean anyWithoutDetails = false;
        for (int i = 0; i < size; i++) {
            moved[i] = newest[i] < window ? -1 : left.place(get(i), newest[i]);
            anyWithoutDetails |= moved[i] >= 0 && isPlaceOnly(get(i).endpoint());
        }
        if (left.names != null) {
            left.names.forgetBefore(window);
            left.names = anyWithoutDetails ? left.names : null;
        }
        return left;
    }

    boolean has(FarEnd farEnd) {
        return find(farEnd) >= 0;
    }

    private int find(FarEnd farEnd) {
        if (indexes != null) {
            return indexes.getOrDefault(farEnd, -1);
        }
        for (int i = 0; i < size; i++) {
            if (farEnds[i] == farEnd) {
                return i;
            }
        }
        for (int i = 0; i < size; i++) {
            if (farEnd.equals(farEnds[i])) {
                return i;
            }
        }
        return -1;
    }

    private int placeNew(FarEnd farEnd, long window) {
        if (isPlaceOnly(farEnd.endpoint())) {
            return add(farEnd);
        }
        if (detailed == limit) {
            if (names == null) {
                names = sampleOfHosts();
            }
            if (largestIndex < 0) {
                findLargest(hashes());
            }
            if (StableHash.of(identity(farEnd.endpoint())) >= largestHash) {
                return place(placeOnly(farEnd), window);
            }
            demoteLargest();
        }
        detailed++;
        return add(farEnd);
    }

    private int add(FarEnd farEnd) {
        if (size == farEnds.length) {
            farEnds = Arrays.copyOf(farEnds, size * 2);
            newest = Arrays.copyOf(newest, size * 2);
        }
        farEnds[size] = farEnd;
        newest[size] = Long.MIN_VALUE;
        if (hashes != null) {
            if (size == hashes.length) {
                hashes = Arrays.copyOf(hashes, size * 2);
            }
            hashes[size] = hash(farEnd.endpoint());
        }
        if (indexes != null) {
            indexes.put(farEnd, size);
        } else if (size == SCANNED) {
            indexes = new HashMap<>();
            for (int i = 0; i <= size; i++) {
                indexes.put(get(i), i);
            }
        }
        largestIndex = -1;
        return size++;
    }

    /** Rows that point at the demoted endpoint go on doing so and find only its place there. */
    private void demoteLargest() {
        FarEnd old = get(largestIndex);
        if (indexes != null) {
            indexes.remove(old);
        }
        farEnds[largestIndex] = placeOnly(old);
        hashes()[largestIndex] = Long.MIN_VALUE;
        detailed--;
        largestIndex = -1;
    }

    private void findLargest(long[] of) {
        for (int i = 0; i < size; i++) {
            if (of[i] != Long.MIN_VALUE && (largestIndex < 0 || of[i] > largestHash)) {
                largestHash = of[i];
                largestIndex = i;
            }
        }
    }

    private long[] hashes() {
        long[] all = hashes;
        if (all == null) {
            all = new long[farEnds.length];
            for (int i = 0; i < size; i++) {
                all[i] = hash(get(i).endpoint());
            }
            hashes = all;
        }
        return all;
    }

    private static long hash(Endpoint endpoint) {
        return isPlaceOnly(endpoint) ? Long.MIN_VALUE : StableHash.of(identity(endpoint));
    }

    /** How many distinct names there are, estimated where there are very many. */
    long nameCount() {
        return names == null ? hosts().size() : names.count();
    }

    /** Names, sorted: a sample where there are many. */
    List<String> nameSample() {
        return (names == null ? sampleOfHosts() : names).sample();
    }

    private NameSample sampleOfHosts() {
        NameSample sample = new NameSample();
        for (int i = 0; i < size; i++) {
            String host = get(i).endpoint().host();
            if (host != null) {
                sample.add(host, newest[i]);
            }
        }
        return sample;
    }

    private TreeSet<String> hosts() {
        TreeSet<String> hosts = new TreeSet<>();
        for (int i = 0; i < size; i++) {
            String host = get(i).endpoint().host();
            if (host != null) {
                hosts.add(host);
            }
        }
        return hosts;
    }

    private static FarEnd placeOnly(FarEnd farEnd) {
        Endpoint endpoint = farEnd.endpoint();
        return new FarEnd(
                Destination.OTHER,
                new Endpoint(null, null, 0, Transport.OTHER, null, null, endpoint.country(), endpoint.asn()));
    }

    private static boolean isPlaceOnly(Endpoint endpoint) {
        return endpoint.host() == null
                && endpoint.ip() == null
                && endpoint.port() == 0
                && endpoint.protocol() == null
                && endpoint.app() == null;
    }

    private static String identity(Endpoint endpoint) {
        return endpoint.host()
                + '\n'
                + (endpoint.ip() == null ? "" : Arrays.toString(endpoint.ip()))
                + '\n'
                + endpoint.port()
                + '\n'
                + endpoint.transport()
                + '\n'
                + endpoint.protocol()
                + '\n'
                + endpoint.app()
                + '\n'
                + endpoint.country()
                + '\n'
                + endpoint.asn();
    }
}
