package io.waybill.streams.metrics;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** How often and how long; cheaper than a timer where one call takes a microsecond. Thread-safe. */
final class Stopwatch {

    private final LongAdder calls = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    private Stopwatch() {}

    /** The one of these labels; a second pipeline in the same registry gets one that nobody reads. */
    static Stopwatch in(MeterRegistry registry, Metric metric, Tags tags) {
        Stopwatch watch = new Stopwatch();
        FunctionTimer.builder(metric.id(), watch, it -> it.calls.sum(), it -> it.nanos.sum(), TimeUnit.NANOSECONDS)
                .description(metric.meaning())
                .tags(tags)
                .register(registry);
        return watch;
    }

    /** A call that began at this {@link System#nanoTime()} is over. */
    void stop(long begin) {
        calls.increment();
        nanos.add(System.nanoTime() - begin);
    }
}
