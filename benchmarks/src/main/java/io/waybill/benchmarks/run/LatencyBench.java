package io.waybill.benchmarks.run;

import io.waybill.benchmarks.fleet.FleetShape;
import io.waybill.benchmarks.fleet.SyntheticFleet;
import io.waybill.streams.Timing;
import io.waybill.streams.feed.FleetFeed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * How long it takes from writing an event to reading its count, committed, while the whole pipeline works on a steady stream of
 * others. Measured with {@link Probes}, of which the first is sent after a warm-up of {@value #WARM_UP_SECONDS} s.
 */
public final class LatencyBench {

    private static final int WARM_UP_SECONDS = 30;
    private static final long PROBE_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);
    private static final int SLICES_PER_SECOND = 100;

    private final BenchPlan plan;
    private final long rate;
    private final int warmUpSeconds;
    private final Path folder;
    private final Consumer<String> progress;

    /**
     * A measurement that has not begun.
     *
     * @param plan its events are the load; its contenders do not matter
     * @param rate of the load, events per second
     * @param folder an empty one
     * @param progress told what happens now
     */
    public LatencyBench(BenchPlan plan, long rate, Path folder, Consumer<String> progress) {
        this(plan, rate, WARM_UP_SECONDS, folder, progress);
    }

    /** The same with another warm-up, for tests, which want probes to come through and no figures. */
    LatencyBench(BenchPlan plan, long rate, int warmUpSeconds, Path folder, Consumer<String> progress) {
        if (rate < SLICES_PER_SECOND) {
            throw new IllegalArgumentException("the rate must be at least " + SLICES_PER_SECOND + " events/s: " + rate);
        }
        if (plan.fleet().events() / rate < 2L * warmUpSeconds) {
            throw new IllegalArgumentException("at " + rate + " events/s at least " + 2L * warmUpSeconds * rate
                    + " events are needed: half of them are the warm-up");
        }
        this.plan = plan;
        this.rate = rate;
        this.warmUpSeconds = warmUpSeconds;
        this.folder = folder;
        this.progress = progress;
    }

    /** Runs it; lines for the user. */
    public List<String> run() throws IOException {
        try (Ring ring = new Ring(plan, folder)) {
            ring.topics().create();
            try (JavaProcess pipeline = ring.startLive(LiveMain.class, "waybill-bench-live", List.of());
                    FleetFeed feed = ring.topics().feed();
                    Probes probes = new Probes(ring.broker().bootstrapServers())) {
                if (pipeline.readLine() == null) {
                    throw new IOException("the pipeline did not start; what it said is above");
                }
                progress.accept("sending " + rate + " events/s");
                long seconds = load(feed, probes);
                await(probes);
                return lines(probes.latencies(), seconds);
            }
        }
    }

    /** Sends the fleet at the rate, and probes among it; returns how many seconds that took. */
    private long load(FleetFeed feed, Probes probes) {
        SyntheticFleet fleet = new SyntheticFleet(plan.fleet());
        fleet.profiles().forEach(feed::send);
        fleet.lifecycle().forEach(feed::send);
        long begin = System.nanoTime();
        long[] sent = new long[1];
        long[] nextProbe = {begin + TimeUnit.SECONDS.toNanos(warmUpSeconds)};
        fleet.forEach(event -> {
            feed.send(event);
            if (++sent[0] % (rate / SLICES_PER_SECOND) == 0) {
                if (System.nanoTime() >= nextProbe[0]) {
                    nextProbe[0] += PROBE_EVERY_NANOS;
                    feed.send(probes.next(FleetShape.START_MILLIS));
                }
                probes.look();
                long due = begin + sent[0] * TimeUnit.SECONDS.toNanos(1) / rate;
                LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
            }
        });
        feed.flush();
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
    }

    private static void await(Probes probes) throws IOException {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (probes.underWay() > 0) {
            if (System.nanoTime() > until) {
                throw new IOException(probes.underWay() + " probes did not come through");
            }
            probes.look();
        }
    }

    private List<String> lines(Latencies latencies, long seconds) throws IOException {
        return List.of(
                String.format(
                        Locale.ROOT,
                        "%,d events in %d s (%,d/s asked for), %d probes, commit interval %s ms",
                        plan.fleet().events(),
                        seconds,
                        rate,
                        latencies.size(),
                        plan.kafka().getOrDefault("commit.interval.ms", String.valueOf(Timing.LIVE.commitMillis()))),
                Machine.describe(),
                "from writing an event to reading its count: " + latencies.describe());
    }
}
