package io.waybill.testkit;

import io.waybill.captures.ConnectionSink;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Receives what the feeds deliver and passes it on in the order of arrival. */
final class Collector {

    private final ConnectionSink sink;
    private final PriorityQueue<Feed.Delivery> underway =
            new PriorityQueue<>(Comparator.comparingLong(Feed.Delivery::arrival)
                    .thenComparingInt(Feed.Delivery::phone)
                    .thenComparingLong(Feed.Delivery::sequence));
    private long position;

    Collector(ConnectionSink sink) {
        this.sink = sink;
    }

    void take(Feed.Delivery delivery) {
        underway.add(delivery);
    }

    /** Nothing taken from now on arrives before this instant. */
    void passed(long time) {
        for (Feed.Delivery next = underway.peek(); next != null && next.arrival() < time; next = underway.peek()) {
            underway.poll();
            next.event().setPosition(++position);
            sink.accept(next.event());
        }
    }
}
