package io.waybill.cli.ingest;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.waybill.captures.Bound;
import io.waybill.captures.BoundHits;
import io.waybill.streams.metrics.Metric;
import java.util.concurrent.atomic.AtomicLong;

/** What became of what {@code ingest} read. Thread-safe: written by the one that reads, looked at by others. */
public final class IngestTally {

    private final AtomicLong published = new AtomicLong();
    private final AtomicLong problems = new AtomicLong();
    private final BoundHits bounds = new BoundHits();

    void published() {
        published.incrementAndGet();
    }

    void problem() {
        problems.incrementAndGet();
    }

    /** Events published so far. */
    public long events() {
        return published.get();
    }

    /** Counts the bounds that were hit. */
    public BoundHits bounds() {
        return bounds;
    }

    /** Publishes it as metrics; they go on with the tally. */
    public void bindTo(MeterRegistry meters) {
        FunctionCounter.builder(Metric.INGEST_EVENTS.id(), published, AtomicLong::doubleValue)
                .description(Metric.INGEST_EVENTS.meaning())
                .register(meters);
        FunctionCounter.builder(Metric.INGEST_PROBLEMS.id(), problems, AtomicLong::doubleValue)
                .description(Metric.INGEST_PROBLEMS.meaning())
                .register(meters);
        for (Bound bound : Bound.values()) {
            FunctionCounter.builder(Metric.INGEST_BOUND_HIT.id(), bounds, hits -> hits.of(bound))
                    .description(Metric.INGEST_BOUND_HIT.meaning())
                    .tag("bound", bound.label())
                    .register(meters);
        }
    }

    /** One line: what was published, and what is missing from it or told early because a bound was hit. */
    @Override
    public String toString() {
        String hit = bounds.toString();
        return published + " events published" + (hit.isEmpty() ? "" : "; bounds hit: " + hit);
    }
}
