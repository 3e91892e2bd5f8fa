package io.waybill.testkit.traffic;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Several sources as one, in order of time; contacts of one instant in the order of their sources. */
public final class MergedSource implements TrafficSource {

    private final PriorityQueue<Head> heads = new PriorityQueue<>(
            Comparator.comparingLong((Head head) -> head.contact.time()).thenComparingInt(Head::order));

    private record Head(Contact contact, int order, TrafficSource source) {}

    /** Merges these. */
    public MergedSource(List<TrafficSource> sources) {
        for (int i = 0; i < sources.size(); i++) {
            push(i, sources.get(i));
        }
    }

    @Override
    public @Nullable Contact next() {
        Head head = heads.poll();
        if (head == null) {
            return null;
        }
        push(head.order, head.source);
        return head.contact;
    }

    private void push(int order, TrafficSource source) {
        Contact contact = source.next();
        if (contact != null) {
            heads.add(new Head(contact, order, source));
        }
    }
}
