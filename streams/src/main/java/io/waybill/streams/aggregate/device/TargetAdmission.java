package io.waybill.streams.aggregate.device;

import io.waybill.streams.codec.StableHash;
import io.waybill.streams.resolve.Destination;
import java.util.Collection;
import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which destinations of a partition are kept apart when there are more than the bound: those with the smallest hashes. One that
 * was turned away stays so, because what is kept only gets smaller hashes; so which ones are kept depends on the set of
 * destinations alone. Costs nothing as long as the bound is not reached.
 */
final class TargetAdmission {

    private static final Comparator<Target> BY_HASH = Comparator.comparingLong(Target::stableHash)
            .thenComparing(target -> target.destination().name());

    private final int limit;
    private @Nullable TreeSet<Target> sorted;
    private long hits;

    /**
     * An admission.
     *
     * @param limit destinations kept apart
     */
    TargetAdmission(int limit) {
        this.limit = limit;
    }

    /** Whether one more would be too many. */
    boolean isFull(int targets) {
        return targets >= limit;
    }

    /**
     * Which destination has to make room for a new one; null when none has, and the new one counts for {@code other}.
     *
     * @param present those kept apart now
     */
    @Nullable
    Target giveWay(Collection<Target> present, Destination destination) {
        hits++;
        TreeSet<Target> all = sorted;
        if (all == null) {
            all = new TreeSet<>(BY_HASH);
            for (Target target : present) {
                if (!target.isOther()) {
                    all.add(target);
                }
            }
            sorted = all;
        }
        Target largest = all.last();
        return StableHash.of(destination.name()) >= largest.stableHash() ? null : largest;
    }

    void opened(Target target) {
        if (sorted != null && !target.isOther()) {
            sorted.add(target);
        }
    }

    void closed(Target target) {
        if (sorted != null) {
            sorted.remove(target);
        }
    }

    /** How often a destination came that found the partition full. */
    long hits() {
        return hits;
    }
}
