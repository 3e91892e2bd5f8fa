package io.waybill.streams.aggregate.device;

import io.waybill.streams.resolve.Destination;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The destinations of a partition by name, and which of them give way when there are too many. */
final class Targets {

    private final Map<String, Target> byName = new HashMap<>();
    private final TargetAdmission admission;
    private int made;

    /**
     * No destinations.
     *
     * @param limit destinations kept apart
     */
    Targets(int limit) {
        this.admission = new TargetAdmission(limit);
    }

    @Nullable
    Target get(Destination destination) {
        return byName.get(destination.name());
    }

    /** The destination that counts for all that are not kept apart, where it is in use. */
    @Nullable
    Target other() {
        return get(Destination.OTHER);
    }

    Target open(Destination destination) {
        Target target = byName.get(destination.name());
        if (target == null) {
            target = new Target(destination, made++);
            byName.put(destination.name(), target);
            admission.opened(target);
        }
        return target;
    }

    /** No pair is at the destination any more. */
    void close(Target target) {
        byName.remove(target.destination().name());
        admission.closed(target);
    }

    /** Whether one more would be too many; what is counted together is no part of the bound, whenever that began. */
    boolean isFull() {
        return admission.isFull(byName.size() - (other() == null ? 0 : 1));
    }

    /** Which one has to make room for a new one; null when none has. */
    @Nullable
    Target giveWay(Destination destination) {
        return admission.giveWay(byName.values(), destination);
    }

    /** How often a destination came that found the partition full. */
    long hits() {
        return admission.hits();
    }
}
