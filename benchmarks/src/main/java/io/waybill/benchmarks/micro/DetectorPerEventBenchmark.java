package io.waybill.benchmarks.micro;

import io.waybill.streams.detect.DestinationDetector;
import io.waybill.streams.detect.DestinationView;
import io.waybill.streams.detect.DeviceDetector;
import io.waybill.streams.detect.PairHistory;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.suite.Detectors;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What one detector costs per event: all looks it takes at a simulated fleet, on the device's side and on the fleet's, divided by
 * the events of that fleet. A live pipeline looks at a pair whenever an hour with an event of it is over, and at all destinations
 * then; a replay looks once. The figures are the secondary results: {@code cpuNanos}, the processor time of the thread, divided by
 * {@code events} or {@code looks}; all three are sums over the iterations. The primary result is the clock's, which other work on
 * the machine stretches.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class DetectorPerEventBenchmark extends EachDetector {

    private static final int PHONES = 32;
    private static final int HOURS = 48;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** How often is looked. */
    @Param({"once", "hourly"})
    public String when = "";

    private @Nullable Looks looks;
    private List<DeviceDetector> deviceSide = List.of();
    private List<DestinationDetector> destinationSide = List.of();

    /** What the invocations of an iteration went through. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Through {
        /** Connection events of the fleet. */
        public long events;

        /** Pairs and destinations looked at. */
        public long looks;

        /** Processor time of the thread. */
        public long cpuNanos;

        /** Each iteration counts for itself. */
        @Setup(Level.Iteration)
        public void reset() {
            events = 0;
            looks = 0;
            cpuNanos = 0;
        }
    }

    /** Simulates the fleet and keeps what detectors are shown. */
    @Setup
    public void make() {
        looks = when.equals("once") ? Looks.once(PHONES, HOURS) : Looks.hourly(PHONES, HOURS);
        deviceSide = Detectors.deviceSide().stream()
                .filter(each -> each.id().equals(detector))
                .toList();
        destinationSide = Detectors.destinationSide().stream()
                .filter(each -> each.id().equals(detector))
                .toList();
        if (destinationSide.isEmpty()) {
            throw new IllegalStateException("no detector " + detector);
        }
    }

    /** All looks of the detector at the fleet. */
    @Benchmark
    public void fleet(Through through, Blackhole hole) {
        Looks shown = Objects.requireNonNull(looks);
        Policy policy = shown.policy();
        long begin = THREADS.getCurrentThreadCpuTime();
        for (DeviceDetector each : deviceSide) {
            for (PairHistory pair : shown.pairs()) {
                hole.consume(each.examine(pair, policy));
            }
            through.looks += shown.pairs().size();
        }
        for (DestinationDetector each : destinationSide) {
            for (DestinationView view : shown.views()) {
                hole.consume(each.judge(view, policy));
            }
            through.looks += shown.views().size();
        }
        through.events += shown.events();
        through.cpuNanos += THREADS.getCurrentThreadCpuTime() - begin;
    }
}
