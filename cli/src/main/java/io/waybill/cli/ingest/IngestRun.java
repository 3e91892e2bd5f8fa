package io.waybill.cli.ingest;

import io.waybill.captures.live.LiveSource;
import io.waybill.cli.shell.StopSignal;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns sources without end into published events until it is stopped: reads, publishes, and once a second waits for the
 * brokers and stores how far they have it. What was published and not noted is published again after a crash, under the same
 * ids. Used once, by one thread.
 */
public final class IngestRun {

    /** How often positions are stored. */
    static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(1);

    private static final Duration IDLE = Duration.ofMillis(200);
    private static final Duration REPORT_INTERVAL = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(IngestRun.class);

    private final List<LiveSource> sources;
    private final Publisher publisher;
    private final Positions positions;
    private final Clock clock;
    private long checkpointMillis;
    private long reportMillis;
    private long records;

    /** The sources stay the caller's to close. */
    public IngestRun(List<LiveSource> sources, Publisher publisher, Positions positions, Clock clock) {
        this.sources = List.copyOf(sources);
        this.publisher = publisher;
        this.positions = positions;
        this.clock = clock;
    }

    /** Runs until the signal comes; then everything that cannot be read again is published. */
    public void untilStopped(StopSignal stop) throws IOException, InterruptedException {
        reportMillis = clock.millis();
        boolean idle = false;
        while (!stop.await(idle ? IDLE : Duration.ZERO)) {
            idle = step();
        }
        for (LiveSource source : sources) {
            source.end();
        }
        checkpoint();
    }

    /** One turn of every source; whether there was nothing to do. */
    boolean step() throws IOException {
        long read = 0;
        for (LiveSource source : sources) {
            read += source.poll();
        }
        records += read;
        long now = clock.millis();
        if (now - checkpointMillis >= CHECKPOINT_INTERVAL.toMillis()) {
            checkpoint();
            checkpointMillis = now;
        }
        if (now - reportMillis >= REPORT_INTERVAL.toMillis()) {
            LOG.info("{} records read, {} events published", records, publisher.published());
            reportMillis = now;
        }
        return read == 0;
    }

    /** Marks are taken before the brokers are waited for, so that they never run ahead of what is stored. */
    private void checkpoint() throws IOException {
        publisher.flush();
        for (LiveSource source : sources) {
            if (!source.marks().isEmpty()) {
                positions.store(source.marks());
            }
        }
    }
}
