package io.waybill.benchmarks.micro;

import io.waybill.schemas.LifecycleKind;
import io.waybill.schemas.Outcome;
import io.waybill.streams.detect.DestinationDetector;
import io.waybill.streams.detect.DestinationView;
import io.waybill.streams.detect.DeviceDetector;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Judgement;
import io.waybill.streams.detect.PairHistory;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.selftest.SampleFleet;
import io.waybill.streams.detect.selftest.SampleHistory;
import io.waybill.streams.detect.suite.Detectors;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one detector costs: on the device's side a look at one pair without a rhythm and with a reset in the middle, which is
 * the dear case for all of them; on the fleet's side a look at one destination that 96 devices of 8 models contact, 20 times each.
 * Many short iterations, so that on a busy machine the least of them is that of an undisturbed one. Per event: {@link
 * DetectorPerEventBenchmark}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class DetectorBenchmark extends EachDetector {

    private static final int MODELS = 8;
    private static final int DEVICES = 12;

    /** Contacts of the pair. */
    @Param({"20", "100", "500"})
    public int contacts;

    private PairHistory pair = SampleHistory.device("none").build();
    private List<DestinationView> views = List.of();

    /** Makes the pair and the destination. */
    @Setup
    public void make() {
        pair = pair("phone-1", "Acme", "One", contacts, 1).build();
        SampleFleet fleet = new SampleFleet();
        for (int model = 0; model < MODELS; model++) {
            for (int device = 0; device < DEVICES; device++) {
                String id = model + "-" + device;
                fleet.with(pair(id, "Maker " + model / 2, "Model " + model, 20, model * 100L + device));
            }
        }
        views = fleet.views(Policy.EMPTY);
    }

    private static SampleHistory pair(String id, String maker, String model, int contacts, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SampleHistory history = SampleHistory.of(id, maker, model)
                .site("site.example", "www.site.example")
                .mark(SampleHistory.MONDAY + 2 * SampleHistory.DAY, LifecycleKind.FACTORY_RESET, "");
        double time = SampleHistory.MONDAY;
        double mean = 4.0 * SampleHistory.DAY / contacts;
        for (int i = 0; i < contacts; i++) {
            time += -Math.log(1 - random.nextDouble()) * mean;
            history.outcome(i % 50 == 0 ? Outcome.UNANSWERED : Outcome.ESTABLISHED)
                    .at((long) time);
        }
        return history;
    }

    /** One look at one pair; nothing where the detector works on the fleet's side alone. */
    @Benchmark
    public List<Finding> pair() {
        for (DeviceDetector each : Detectors.deviceSide()) {
            if (each.id().equals(detector)) {
                return each.examine(pair, Policy.EMPTY);
            }
        }
        return List.of();
    }

    /** One look at one destination; does not depend on {@code contacts}. */
    @Benchmark
    public Judgement destination() {
        for (DestinationDetector each : Detectors.destinationSide()) {
            if (each.id().equals(detector)) {
                return each.judge(views.get(0), Policy.EMPTY);
            }
        }
        throw new IllegalStateException("no detector " + detector);
    }
}
