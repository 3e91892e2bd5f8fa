package io.waybill.benchmarks.run;

import io.waybill.benchmarks.fleet.FleetShape;
import io.waybill.benchmarks.fleet.SyntheticFleet;
import io.waybill.streams.feed.FleetFeed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A steady load for a long time: does memory stay, does state grow with events alone, does latency stay? The pipeline is a process
 * of its own, judging continuously.
 */
public final class SoakBench {

    private static final long PROBE_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int SLICES_PER_SECOND = 50;
    /** Probes are two hours old, and a history that is over behind them would make them too late. */
    private static final int LEAST_HISTORY_HOURS = 4;

    private final BenchPlan plan;
    private final long rate;
    private final long sampleNanos;
    private final long historyHours;
    private final Path folder;
    private final Consumer<String> progress;

    /**
     * A run that has not begun.
     *
     * @param plan its events are the load, and at the rate its length; its contenders do not matter
     * @param rate of the load, events per second
     * @param sampleSeconds between two samples
     * @param historyHours what the pipeline keeps, hours of event time; memory is flat from when so much has been sent
     * @param folder an empty one
     * @param progress told each sample
     */
    public SoakBench(
            BenchPlan plan, long rate, long sampleSeconds, long historyHours, Path folder, Consumer<String> progress) {
        if (rate < SLICES_PER_SECOND || sampleSeconds < 1 || historyHours < LEAST_HISTORY_HOURS) {
            throw new IllegalArgumentException("the rate must be at least " + SLICES_PER_SECOND
                    + " events/s, samples a second apart and the history " + LEAST_HISTORY_HOURS + " hours: " + rate
                    + ", " + sampleSeconds + ", " + historyHours);
        }
        this.plan = plan;
        this.rate = rate;
        this.sampleNanos = TimeUnit.SECONDS.toNanos(sampleSeconds);
        this.historyHours = historyHours;
        this.folder = folder;
        this.progress = progress;
    }

    /** The parameters, in one line. */
    public String parameters() {
        return String.format(
                Locale.ROOT,
                "%,d events/s for %,d min, %,d devices, %d partitions, %d threads, history %,d h, heap %s, seed %d",
                rate,
                plan.fleet().events() / rate / 60,
                plan.fleet().devices(),
                plan.partitions(),
                plan.threads(),
                historyHours,
                plan.heap(),
                plan.fleet().seed());
    }

    /** Runs it. */
    public List<SoakSample> run() throws IOException {
        try (Ring ring = new Ring(plan, folder)) {
            ring.topics().create();
            try (JavaProcess pipeline =
                            ring.startLive(SoakMain.class, "waybill-bench-soak", List.of(Long.toString(historyHours)));
                    FleetFeed feed = ring.topics().feed();
                    Probes probes = new Probes(ring.broker().bootstrapServers())) {
                if (pipeline.readLine() == null) {
                    throw new IOException("the pipeline did not start; what it said is above");
                }
                return new Load(pipeline, feed, probes).run();
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
    }

    /** The load while it goes on. */
    private final class Load {

        private final JavaProcess pipeline;
        private final FleetFeed feed;
        private final Probes probes;
        private final List<SoakSample> samples = new ArrayList<>();
        private final long begin = System.nanoTime();
        private long nextProbe = begin;
        private long nextSample = begin + sampleNanos;
        private long sent;

        Load(JavaProcess pipeline, FleetFeed feed, Probes probes) {
            this.pipeline = pipeline;
            this.feed = feed;
            this.probes = probes;
        }

        List<SoakSample> run() {
            SyntheticFleet fleet = new SyntheticFleet(plan.fleet());
            fleet.profiles().forEach(feed::send);
            fleet.lifecycle().forEach(feed::send);
            fleet.forEach(event -> {
                feed.send(event);
                if (++sent % (rate / SLICES_PER_SECOND) == 0) {
                    slice(event.getTime().toEpochMilli());
                }
            });
            feed.flush();
            sample();
            return samples;
        }

        private void slice(long eventTime) {
            long now = System.nanoTime();
            if (now >= nextProbe) {
                nextProbe = now + PROBE_EVERY_NANOS;
                feed.send(probes.next(eventTime));
            }
            probes.look();
            if (now >= nextSample) {
                nextSample += sampleNanos;
                sample();
            }
            long due = begin + sent * TimeUnit.SECONDS.toNanos(1) / rate;
            LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
        }

        private void sample() {
            try {
                String answer = pipeline.ask("?");
                if (answer == null) {
                    throw new IOException("the pipeline ended; what it said is above");
                }
                String[] memory = answer.split(" ");
                Latencies latencies = probes.takeLatencies();
                boolean any = latencies.size() > 0;
                SoakSample sample = new SoakSample(
                        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin),
                        sent,
                        Math.min(sent, historyHours * FleetShape.EVENTS_PER_HOUR),
                        Long.parseLong(memory[0]),
                        Long.parseLong(memory[1]),
                        pipeline.cpuMillis(),
                        any ? latencies.percentile(0.5) : -1,
                        any ? latencies.percentile(0.99) : -1,
                        probes.underWay());
                samples.add(sample);
                progress.accept(sample.toCsv());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
