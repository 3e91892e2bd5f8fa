package io.waybill.streams.part;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of the records of an input topic, in a partition or in several:
 * {@code in = counted + repeated + sum of deadLettered}.
 *
 * @param in records taken
 * @param counted records that are in the counts; of topics other than the connections, all that were used
 * @param repeated records whose event was already counted
 * @param late of the counted ones, those that came after their window was first published
 * @param deadLettered records that could not be used, by reason
 */
public record Tally(long in, long counted, long repeated, long late, SortedMap<String, Long> deadLettered) {

    /** Nothing yet. */
    public static final Tally NONE = new Tally(0, 0, 0, 0, new TreeMap<>());

    /** The sum of both. */
    public Tally plus(Tally other) {
        SortedMap<String, Long> merged = new TreeMap<>(deadLettered);
        for (Map.Entry<String, Long> reason : other.deadLettered.entrySet()) {
            merged.merge(reason.getKey(), reason.getValue(), Long::sum);
        }
        return new Tally(in + other.in, counted + other.counted, repeated + other.repeated, late + other.late, merged);
    }

    /** Whether no record has vanished. */
    public boolean isBalanced() {
        return in
                == counted
                        + repeated
                        + deadLettered.values().stream()
                                .mapToLong(Long::longValue)
                                .sum();
    }
}
