package io.waybill.streams.aggregate.destination;

import io.waybill.streams.part.Progress;
import io.waybill.streams.part.Tally;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** How far all partitions of an earlier stage have come. Not safe for several threads. */
public final class Senders {

    private final int expected;
    private final TreeMap<Integer, Progress> progress = new TreeMap<>();

    /** Of a stage with this many partitions. */
    public Senders(int expected) {
        this.expected = expected;
    }

    /** A sender reports. */
    public void report(Progress report) {
        progress.put(report.sender(), report);
    }

    /**
     * Event time that all have passed. Senders that say they are idle are not waited for; where all are, the furthest counts.
     * {@link Long#MIN_VALUE} as long as one has not been heard of.
     */
    public long watermark() {
        return least(Progress::watermark);
    }

    /** Whether the detectors of all have looked as far as all have come; those that are idle are not waited for. */
    public boolean haveLooked() {
        return least(Progress::looked) >= watermark();
    }

    private long least(ToLongFunction<Progress> of) {
        if (progress.size() < expected) {
            return Long.MIN_VALUE;
        }
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        boolean anyBusy = false;
        for (Progress each : progress.values()) {
            most = Math.max(most, of.applyAsLong(each));
            if (!each.idle()) {
                anyBusy = true;
                least = Math.min(least, of.applyAsLong(each));
            }
        }
        return anyBusy ? least : most;
    }

    /** Rounds of input that have ended at all senders; 0 as long as one has not been heard of. */
    public long round() {
        if (progress.size() < expected) {
            return 0;
        }
        return progress.values().stream().mapToLong(Progress::round).min().orElse(0);
    }

    /** What became of the records of all senders. */
    public Tally tally() {
        return progress.values().stream().map(Progress::tally).reduce(Tally.NONE, Tally::plus);
    }
}
