package io.waybill.streams.aggregate.device;

import io.waybill.streams.detect.DestinationView.Reach;
import io.waybill.streams.detect.EventRef;
import java.util.List;
import java.util.TreeSet;

/**
 * Counts devices and keeps the smallest and the largest of their first and last events: the same whether devices are added one
 * by one or partition by partition. Events are only made where their time lets them in.
 */
final class ReachSum {

    private static final int EVIDENCE = 2;

    private final TreeSet<EventRef> first = new TreeSet<>();
    private final TreeSet<EventRef> last = new TreeSet<>();
    private long devices;

    /** A device and all its contacts. */
    void add(Pair pair, ContactRow row) {
        devices++;
        if (mayEnter(pair.firstTime()) || mayEnter(pair.lastTime())) {
            enter(pair.first(row));
            enter(pair.last(row));
        }
    }

    /** A device and the first and last of those of its contacts that count. */
    void add(List<EventRef> firstAndLast) {
        devices++;
        firstAndLast.forEach(this::enter);
    }

    private boolean mayEnter(long time) {
        return first.size() < EVIDENCE
                || time <= first.last().time()
                || time >= last.first().time();
    }

    private void enter(EventRef event) {
        first.add(event);
        last.add(event);
        if (first.size() > EVIDENCE) {
            first.pollLast();
        }
        if (last.size() > EVIDENCE) {
            last.pollFirst();
        }
    }

    Reach toReach() {
        TreeSet<EventRef> evidence = new TreeSet<>(first);
        evidence.addAll(last);
        return new Reach(devices, first.first().time(), last.last().time(), List.copyOf(evidence));
    }
}
