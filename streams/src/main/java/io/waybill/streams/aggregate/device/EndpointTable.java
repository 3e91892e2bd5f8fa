package io.waybill.streams.aggregate.device;

import io.waybill.schemas.Transport;
import io.waybill.streams.codec.ByteReader;
import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.codec.StableHash;
import io.waybill.streams.detect.Contact.Endpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The far ends that one device met at one destination, by index. Bounded: of more than {@code limit} distinct ones, those with
 * the smallest hashes keep their details and the others are known by their place alone. Which ones those are depends on the
 * set of endpoints, not on the order in which they came.
 */
final class EndpointTable {

    private final int limit;
    private final List<Endpoint> endpoints = new ArrayList<>(2);
    private final Map<String, Integer> indexes = new HashMap<>(4);
    private int detailed;
    private long largestHash = Long.MIN_VALUE;
    private int largestIndex = -1;

    EndpointTable(int limit) {
        this.limit = limit;
    }

    Endpoint get(int index) {
        return endpoints.get(index);
    }

    List<Endpoint> all() {
        return endpoints;
    }

    /** Index of an endpoint; makes room for a new one by taking the details from the one with the largest hash. */
    int place(Endpoint endpoint) {
        String identity = identity(endpoint);
        Integer known = indexes.get(identity);
        if (known != null) {
            return known;
        }
        if (isPlaceOnly(endpoint)) {
            return add(endpoint, identity);
        }
        if (detailed == limit) {
            if (StableHash.of(identity) >= largestHash) {
                return place(placeOnly(endpoint));
            }
            demoteLargest();
        }
        detailed++;
        int index = add(endpoint, identity);
        noteLargest(identity, index);
        return index;
    }

    /** Rows that point at the demoted endpoint go on doing so and find only its place there. */
    private void demoteLargest() {
        Endpoint old = endpoints.get(largestIndex);
        indexes.remove(identity(old));
        endpoints.set(largestIndex, placeOnly(old));
        detailed--;
        largestHash = Long.MIN_VALUE;
        largestIndex = -1;
        for (Map.Entry<String, Integer> each : indexes.entrySet()) {
            if (!isPlaceOnly(endpoints.get(each.getValue()))) {
                noteLargest(each.getKey(), each.getValue());
            }
        }
    }

    private int add(Endpoint endpoint, String identity) {
        int index = endpoints.size();
        endpoints.add(endpoint);
        indexes.put(identity, index);
        return index;
    }

    private void noteLargest(String identity, int index) {
        long hash = StableHash.of(identity);
        if (largestIndex < 0 || hash > largestHash) {
            largestHash = hash;
            largestIndex = index;
        }
    }

    private static Endpoint placeOnly(Endpoint endpoint) {
        return new Endpoint(null, null, 0, Transport.OTHER, null, null, endpoint.country(), endpoint.asn());
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

    void writeTo(ByteWriter out) {
        out.varint(endpoints.size());
        for (Endpoint endpoint : endpoints) {
            byte @Nullable [] ip = endpoint.ip();
            out.nullableText(endpoint.host())
                    .block(ip == null ? new byte[0] : ip)
                    .varint(endpoint.port())
                    .text(endpoint.transport().name())
                    .nullableText(endpoint.protocol())
                    .nullableText(endpoint.app())
                    .nullableText(endpoint.country())
                    .varint(endpoint.asn());
        }
    }

    void restore(ByteReader in) {
        endpoints.clear();
        indexes.clear();
        detailed = 0;
        largestHash = Long.MIN_VALUE;
        largestIndex = -1;
        int count = in.varint32();
        for (int i = 0; i < count; i++) {
            String host = in.nullableText();
            byte[] ip = in.block();
            Endpoint endpoint = new Endpoint(
                    host,
                    ip.length == 0 ? null : ip,
                    in.varint32(),
                    Transport.valueOf(in.text()),
                    in.nullableText(),
                    in.nullableText(),
                    in.nullableText(),
                    in.varint());
            String identity = identity(endpoint);
            int index = add(endpoint, identity);
            if (!isPlaceOnly(endpoint)) {
                detailed++;
                noteLargest(identity, index);
            }
        }
    }
}
