package io.waybill.streams.aggregate.destination;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/** Which destinations have rows that changed since they were last published, by window. Used by one stream thread. */
final class WaitingRows {

    private final long windowMillis;
    private final TreeMap<Long, Set<DestinationState>> byWindow = new TreeMap<>();

    WaitingRows(long windowMillis) {
        this.windowMillis = windowMillis;
    }

    /** A row of this window changed. */
    void add(long window, DestinationState state) {
        byWindow.computeIfAbsent(window, any -> new LinkedHashSet<>()).add(state);
    }

    /**
     * Takes rows of windows that all senders have passed, the oldest window first: a correction of an earlier window does not wait for
     * all of one that has just closed.
     *
     * @param watermark of all senders
     * @param mayGoOn asked before each row; those left when it says no wait on
     */
    void take(long watermark, BooleanSupplier mayGoOn, BiConsumer<DestinationState, DestinationRow> taker) {
        while (!byWindow.isEmpty() && isPassed(byWindow.firstKey(), watermark)) {
            Map.Entry<Long, Set<DestinationState>> oldest = byWindow.firstEntry();
            var states = oldest.getValue().iterator();
            while (states.hasNext()) {
                DestinationState state = states.next();
                for (DestinationRow row : state.rows().of(oldest.getKey())) {
                    if (row.waits) {
                        if (!mayGoOn.getAsBoolean()) {
                            return;
                        }
                        row.waits = false;
                        taker.accept(state, row);
                        if (row.isNothing()) {
                            state.rows().remove(row.key());
                        }
                    }
                }
                states.remove();
            }
            byWindow.remove(oldest.getKey());
        }
    }

    /** How many destinations of how many windows are left. */
    int left(long watermark) {
        return byWindow.entrySet().stream()
                .takeWhile(each -> isPassed(each.getKey(), watermark))
                .mapToInt(each -> each.getValue().size())
                .sum();
    }

    /** Whether all senders have passed the end of the window that begins here. */
    boolean isPassed(long window, long watermark) {
        return watermark == Long.MAX_VALUE || window + windowMillis <= watermark;
    }

    /** Rows of windows before this one are not published any more. */
    void forgetBefore(long window) {
        byWindow.headMap(window).clear();
    }
}
