package io.waybill.captures.flow;

import io.waybill.captures.packet.frame.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The flows in progress, found by their two endpoints in either direction. Buckets grow with the number of flows. The
 * hash is salted with the capture's digest, so that traffic cannot be made to fall into one bucket ahead of time.
 */
final class FlowTable {

    private static final int START_BUCKETS = 1 << 10;
    private static final long MULTIPLIER = 0x9e3779b97f4a7c15L;

    private final long salt;
    private @Nullable Flow[] buckets = new Flow[START_BUCKETS];
    private int size;

    FlowTable(long salt) {
        this.salt = salt;
    }

    int size() {
        return size;
    }

    /** The same for both directions. */
    int hash(Frame frame, int tag) {
        long source = end(frame.sourceHigh(), frame.sourceLow(), frame.sourcePort());
        long target = end(frame.targetHigh(), frame.targetLow(), frame.targetPort());
        return (int) (mix(source + target + tag + ((long) frame.protocol() << 32)) >>> 32);
    }

    private long end(long high, long low, int port) {
        return mix(mix(high ^ salt) ^ low + ((long) port << 40));
    }

    private static long mix(long value) {
        long mixed = (value ^ value >>> 32) * MULTIPLIER;
        return (mixed ^ mixed >>> 29) * MULTIPLIER;
    }

    @Nullable
    Flow find(Frame frame, int tag, int hash) {
        Flow flow = buckets[hash & buckets.length - 1];
        while (flow != null && !(flow.hash == hash && flow.matches(frame, tag))) {
            flow = flow.nextInBucket;
        }
        return flow;
    }

    void add(Flow flow) {
        if (size >= buckets.length) {
            grow();
        }
        link(flow);
        size++;
    }

    void remove(Flow flow) {
        int bucket = flow.hash & buckets.length - 1;
        Flow before = null;
        for (Flow at = buckets[bucket]; at != null; before = at, at = at.nextInBucket) {
            if (at != flow) {
                continue;
            }
            if (before == null) {
                buckets[bucket] = flow.nextInBucket;
            } else {
                before.nextInBucket = flow.nextInBucket;
            }
            flow.nextInBucket = null;
            size--;
            return;
        }
    }

    private void link(Flow flow) {
        int bucket = flow.hash & buckets.length - 1;
        flow.nextInBucket = buckets[bucket];
        buckets[bucket] = flow;
    }

    private void grow() {
        @Nullable Flow[] old = buckets;
        buckets = new Flow[old.length * 2];
        for (@Nullable Flow head : old) {
            Flow flow = head;
            while (flow != null) {
                Flow next = flow.nextInBucket;
                link(flow);
                flow = next;
            }
        }
    }
}
