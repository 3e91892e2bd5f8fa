package io.waybill.streams.aggregate.device;

import io.waybill.streams.codec.StableHash;
import io.waybill.streams.resolve.Destination;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One destination and the pairs at it, in a partition. */
final class Target {

    private final Destination destination;
    private final int index;
    private final long stableHash;
    private @Nullable Pair[] pairs = new Pair[1];
    private int size;

    /** Whether pairs were added, changed or removed since the destination was last looked at. */
    boolean reached;

    Target(Destination destination, int index) {
        this.destination = destination;
        this.index = index;
        this.stableHash = StableHash.of(destination.name());
    }

    Destination destination() {
        return destination;
    }

    /**
     * Whether it counts for all that are not kept apart. By its name alone, as destinations are looked up: a host may be called the
     * same in a journal of an earlier version.
     */
    boolean isOther() {
        return destination.name().equals(Destination.OTHER.name());
    }

    /** Number of the destination in its book. */
    int index() {
        return index;
    }

    /** By which it is chosen which destinations are kept apart. */
    long stableHash() {
        return stableHash;
    }

    int pairs() {
        return size;
    }

    Pair pair(int at) {
        return Objects.requireNonNull(pairs[at]);
    }

    void add(Pair pair) {
        if (size == pairs.length) {
            pairs = Arrays.copyOf(pairs, size + (size >> 1) + 1);
        }
        pair.indexAtTarget = size;
        pairs[size++] = pair;
    }

    void remove(Pair pair) {
        Pair last = pair(--size);
        pairs[pair.indexAtTarget] = last;
        last.indexAtTarget = pair.indexAtTarget;
        pairs[size] = null;
        pair.indexAtTarget = -1;
    }

    /** Whether no pair is at it any more: the book has forgotten it. */
    boolean isGone() {
        return size == 0;
    }
}
