package io.waybill.streams.aggregate.device;

import io.waybill.streams.codec.ByteHash;
import io.waybill.streams.codec.ConnectionView;
import io.waybill.streams.detect.Contact.Endpoint;
import io.waybill.streams.resolve.DestinationResolver;
import io.waybill.streams.resolve.IpLocator;
import io.waybill.streams.resolve.Location;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Far ends by the bytes that describe them in an event: one look-up instead of naming the destination, locating the address and
 * making the texts. Bounded: when it is full it starts over, so a flood of random names costs time and no space. Not safe for
 * several threads.
 */
public final class FarEndCache {

    /** Far ends remembered: with names of usual length about 25 MB when all are taken. */
    public static final int DEFAULT_LIMIT = 1 << 16;

    private final DestinationResolver destinations;
    private final IpLocator locator;
    private final int limit;
    private final long[] hashes;
    private final byte[] @Nullable [] keys;
    private final @Nullable FarEnd[] farEnds;
    private final long[] hashesAhead = new long[EventBatch.SIZE];
    private int size;

    /** Sum of what was read ahead, for others to see, so that no compiler takes the reading for useless. */
    long read;

    /** With {@link #DEFAULT_LIMIT}. */
    public FarEndCache(DestinationResolver destinations, IpLocator locator) {
        this(destinations, locator, DEFAULT_LIMIT);
    }

    /**
     * With a bound of one's own.
     *
     * @param limit far ends remembered, a power of two
     */
    FarEndCache(DestinationResolver destinations, IpLocator locator, int limit) {
        this.destinations = destinations;
        this.locator = locator;
        this.limit = limit;
        this.hashes = new long[limit * 2];
        this.keys = new byte[limit * 2][];
        this.farEnds = new FarEnd[limit * 2];
    }

    /** Finds out whom the events of a batch were with; memory is waited for by all of them together. */
    public void resolve(EventBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            hashesAhead[i] = hash(batch.event(i));
            int slot = slot(hashesAhead[i]);
            read += hashes[slot] + (farEnds[slot] == null ? 0 : 1);
        }
        for (int i = 0; i < batch.size(); i++) {
            int slot = slot(hashesAhead[i]);
            byte[] key = keys[slot];
            FarEnd probable = farEnds[slot];
            read += (key == null ? 0 : key[0]) + (probable == null ? 0 : probable.hashCode());
        }
        for (int i = 0; i < batch.size(); i++) {
            batch.farEnd(i, of(batch.event(i), hashesAhead[i]));
        }
    }

    /** Whom this event was with. */
    public FarEnd of(ConnectionView event) {
        return of(event, hash(event));
    }

    private static long hash(ConnectionView event) {
        return ByteHash.of(event.bytes(), event.farEndAt(), event.farEndEnd());
    }

    private int slot(long hash) {
        return (int) hash & hashes.length - 1;
    }

    private FarEnd of(ConnectionView event, long hash) {
        byte[] bytes = event.bytes();
        int from = event.farEndAt();
        int to = event.farEndEnd();
        int slot = slot(hash);
        while (true) {
            byte[] key = keys[slot];
            if (key == null) {
                break;
            }
            FarEnd known = farEnds[slot];
            if (known != null && hashes[slot] == hash && Arrays.equals(key, 0, key.length, bytes, from, to)) {
                return known;
            }
            slot = slot + 1 & hashes.length - 1;
        }
        FarEnd fresh = resolve(event);
        if (size == limit) {
            clear();
            slot = slot(hash);
        }
        hashes[slot] = hash;
        keys[slot] = Arrays.copyOfRange(bytes, from, to);
        farEnds[slot] = fresh;
        size++;
        return fresh;
    }

    /** Starts over. To be called when another book is to be fed: far ends know their book. */
    public void clear() {
        Arrays.fill(keys, null);
        Arrays.fill(farEnds, null);
        size = 0;
    }

    private FarEnd resolve(ConnectionView event) {
        byte[] ip = event.remoteIp();
        String host = event.host();
        Location location = ip == null ? Location.UNKNOWN : locator.locate(ip);
        return new FarEnd(
                destinations.resolve(host, ip),
                new Endpoint(
                        host,
                        ip,
                        event.remotePort(),
                        event.transport(),
                        event.protocol(),
                        event.app(),
                        location.country(),
                        location.asn()));
    }

    /** Far ends remembered now. */
    int size() {
        return size;
    }
}
