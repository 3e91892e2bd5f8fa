package io.waybill.cli.ingest;

import io.waybill.captures.ConnectionSink;
import io.waybill.schemas.DeviceConnection;
import io.waybill.streams.feed.FleetFeed;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Publishes events. Where Kafka takes them more slowly than they come, or not at all for a while, {@link #accept} waits, and
 * with it the reading. Used by one thread; the count may be read by others.
 */
public final class Publisher implements ConnectionSink {

    private final FleetFeed feed;
    private final AtomicLong published = new AtomicLong();

    /** Into this feed, which stays the caller's. */
    public Publisher(FleetFeed feed) {
        this.feed = feed;
    }

    @Override
    public void accept(DeviceConnection event) {
        feed.send(event);
        published.incrementAndGet();
    }

    /** Waits until all that was published is stored by the brokers. */
    public void flush() {
        feed.flush();
    }

    /** Events published so far. */
    public long published() {
        return published.get();
    }
}
