package io.waybill.cli.ingest;

import io.waybill.captures.ConnectionSink;
import io.waybill.schemas.DeviceConnection;
import io.waybill.streams.feed.FleetFeed;

/**
 * Publishes events. Where Kafka takes them more slowly than they come, or not at all for a while, {@link #accept} waits, and
 * with it the reading. Used by one thread; the count may be read by others.
 */
public final class Publisher implements ConnectionSink {

    private final FleetFeed feed;
    private final IngestTally tally;

    /** Into this feed, which stays the caller's; events are counted in the tally. */
    public Publisher(FleetFeed feed, IngestTally tally) {
        this.feed = feed;
        this.tally = tally;
    }

    @Override
    public void accept(DeviceConnection event) {
        feed.send(event);
        tally.published();
    }

    /** Waits until all that was published is stored by the brokers. */
    public void flush() {
        feed.flush();
    }

    /** Events published so far. */
    public long published() {
        return tally.events();
    }
}
