package io.waybill.streams.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.waybill.schemas.Alert;
import io.waybill.schemas.PipelineProgress;
import io.waybill.streams.cold.ColdTier;
import io.waybill.streams.detect.DestinationDetector;
import io.waybill.streams.detect.DeviceDetector;
import io.waybill.streams.failure.Reason;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * The meters of one instance of the pipeline. Thread-safe. Stages report where they are before each commit, so measuring costs
 * nothing per record.
 */
public final class PipelineMeters {

    /** Stages, as the label {@code stage} has them. */
    public static final List<String> STAGES = List.of("devices", "destinations", "alerts");

    /** Bounds that are counted, as the label {@code bound} has them. */
    public enum Bound {
        /** A device has more destinations than are kept apart. */
        DESTINATIONS_PER_DEVICE("destinations-per-device"),
        /** More contacts in a window than are kept one by one. */
        CONTACTS_PER_WINDOW("contacts-per-window"),
        /** A partition has more destinations than are kept apart. */
        DESTINATIONS("destinations"),
        /** A partition has more devices than are kept apart. */
        DEVICES("devices"),
        /** A device has more apps than are kept. */
        APPS_PER_DEVICE("apps-per-device"),
        /** Profiles say more builds of a device than are kept. */
        PROFILES_PER_DEVICE("profiles-per-device"),
        /** More was done to a device than is kept. */
        MARKS_PER_DEVICE("marks-per-device"),
        /** Profiles and marks name more devices of a partition than are kept. */
        NAMED_DEVICES("named-devices"),
        /** There are more rules than are kept. */
        RULES("rules"),
        /** A detector found more at a destination than is shown to its judge. */
        FINDINGS_PER_DESTINATION("findings-per-destination"),
        /** More alerts were retracted than are known for their revisions. */
        RETRACTED_ALERTS("retracted-alerts"),
        /** Rows of windows that are beyond the history of the whole: what was published of them stands. */
        HISTORY("history");

        private final String id;

        Bound(String id) {
            this.id = id;
        }

        /** In lower case with dashes. */
        public String id() {
            return id;
        }
    }

    private final MeterRegistry registry;
    private final Clock clock;
    private final Set<TaskMeters> tasks = ConcurrentHashMap.newKeySet();
    private final List<Meter> totals = new ArrayList<>();
    private volatile PipelineProgress progress =
            PipelineProgress.newBuilder().setWatermark(Instant.EPOCH).build();
    private volatile long historySpanMillis;
    private final Map<String, Long> learningMillis = new ConcurrentHashMap<>();

    private PipelineMeters(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        STAGES.forEach(this::gauges);
        gauge(Metric.HISTORY_SPAN, Tags.empty(), meters -> meters.historySpanMillis / 1_000.0);
        for (Bound bound : Bound.values()) {
            counter(Metric.BOUND_HIT, Tags.of("bound", bound.id()));
        }
    }

    /** Meters in this registry. */
    public static PipelineMeters in(MeterRegistry registry, Clock clock) {
        return new PipelineMeters(registry, clock);
    }

    /** Meters that nobody reads. */
    public static PipelineMeters unread() {
        return new PipelineMeters(new CompositeMeterRegistry(), Clock.systemUTC());
    }

    private void gauges(String stage) {
        Tags tags = Tags.of("stage", stage);
        gauge(Metric.TASKS, tags, meters -> meters.of(stage).size());
        gauge(Metric.STATE_ENTRIES, tags, meters -> meters.sum(stage, TaskMeters::entries));
        gauge(Metric.ROWS_LEFT, tags, meters -> meters.sum(stage, TaskMeters::rowsLeft));
        gauge(Metric.LOOKS_LEFT, tags, meters -> meters.sum(stage, TaskMeters::looksLeft));
        gauge(Metric.WATERMARK_TIME, tags, meters -> meters.watermark(stage) / 1_000.0);
        gauge(Metric.WATERMARK_DELAY, tags, meters -> {
            long watermark = meters.watermark(stage);
            return watermark == 0 ? 0 : (meters.clock.millis() - watermark) / 1_000.0;
        });
    }

    /** A task of this stage has come to this instance. */
    public TaskMeters task(String stage) {
        TaskMeters task = new TaskMeters(this, stage);
        tasks.add(task);
        return task;
    }

    void forget(TaskMeters task) {
        tasks.remove(task);
    }

    private List<TaskMeters> of(String stage) {
        return tasks.stream().filter(task -> task.stage().equals(stage)).toList();
    }

    private long sum(String stage, ToLongFunction<TaskMeters> value) {
        return of(stage).stream().mapToLong(value).sum();
    }

    /** Event time, milliseconds, that the slowest task of a stage has passed; 0 where none has had an event or all is over. */
    public long watermark(String stage) {
        return of(stage).stream()
                .mapToLong(TaskMeters::watermark)
                .filter(watermark -> watermark != Long.MIN_VALUE && watermark != Long.MAX_VALUE)
                .min()
                .orElse(0);
    }

    /** Records that the tasks of this instance have taken. */
    public long taken() {
        return sum("devices", TaskMeters::taken);
    }

    /** The whole pipeline's totals are told here from now on, because its last stage is. */
    public synchronized void tellTotals() {
        if (!totals.isEmpty()) {
            return;
        }
        total(Metric.RECORDS_IN, Tags.empty(), meters -> meters.progress.getInputRecords());
        total(Metric.RECORDS_COUNTED, Tags.empty(), meters -> meters.progress.getCounted());
        total(Metric.RECORDS_REPEATED, Tags.empty(), meters -> meters.progress.getRepeated());
        total(Metric.RECORDS_LATE, Tags.empty(), meters -> meters.progress.getLate());
        for (Reason reason : Reason.values()) {
            total(
                    Metric.RECORDS_DEAD_LETTERED,
                    Tags.of("reason", reason.id()),
                    meters -> meters.progress.getDeadLettered().getOrDefault(reason.id(), 0L));
        }
    }

    /** Another instance tells the totals now. */
    public synchronized void stopTellingTotals() {
        totals.forEach(registry::remove);
        totals.clear();
    }

    /** What became of all records so far. */
    public void totals(PipelineProgress now) {
        progress = now;
    }

    /** How much event time detectors that learn have seen, milliseconds. */
    public void historySpan(long millis) {
        historySpanMillis = millis;
    }

    /**
     * How much event time a detector has to see of a fleet in all.
     *
     * @param millis 0 where it needs to learn nothing: it is then not spoken of
     */
    public void learning(String detector, long millis) {
        if (millis > 0 && learningMillis.put(detector, millis) == null) {
            gauge(Metric.DETECTOR_LEARNING, Tags.of("detector", detector), meters -> meters.stillLearning(detector));
        }
    }

    private double stillLearning(String detector) {
        return Math.max(0, learningMillis.getOrDefault(detector, 0L) - historySpanMillis) / 1_000.0;
    }

    /** A bound was reached this many more times. */
    public void hit(Bound bound, long times) {
        if (times > 0) {
            counter(Metric.BOUND_HIT, Tags.of("bound", bound.id())).increment(times);
        }
    }

    /** A revision of an alert was published. */
    public void published(Alert alert) {
        counter(
                        Metric.ALERTS_PUBLISHED,
                        Tags.of(
                                "detector", alert.getDetector(),
                                "severity", alert.getSeverity().name(),
                                "status", alert.getStatus().name()))
                .increment();
        if (alert.getSuppressedBy() != null) {
            counter(Metric.ALERTS_SUPPRESSED, Tags.of("detector", alert.getDetector()))
                    .increment();
        }
    }

    /**
     * Progress of rebuilding state.
     *
     * @param progress asked whenever somebody looks
     * @param restored entries read so far
     * @param remaining entries still to be read
     */
    public <T> void restoring(T progress, ToDoubleFunction<T> restored, ToDoubleFunction<T> remaining) {
        counterOf(Metric.RESTORED, progress, restored);
        gaugeOf(Metric.RESTORE_REMAINING, progress, remaining);
    }

    /** Where the contacts of this instance are. */
    public void cold(ColdTier tier) {
        gaugeOf(Metric.CONTACTS_ON_HEAP, tier, ColdTier::onHeap);
        gaugeOf(Metric.CONTACTS_ON_DISK, tier, ColdTier::entries);
        counterOf(Metric.CONTACTS_TO_DISK, tier, ColdTier::written);
        counterOf(Metric.CONTACTS_FROM_DISK, tier, ColdTier::read);
        counterOf(Metric.CONTACTS_REFUSED, tier, ColdTier::refused);
    }

    private <T> void gaugeOf(Metric metric, T of, ToDoubleFunction<T> value) {
        Gauge.builder(metric.id(), of, value)
                .baseUnit(metric.unit())
                .description(metric.meaning())
                .register(registry);
    }

    private <T> void counterOf(Metric metric, T of, ToDoubleFunction<T> value) {
        FunctionCounter.builder(metric.id(), of, value)
                .description(metric.meaning())
                .register(registry);
    }

    /** The same detectors, with the time they take measured. */
    public List<DeviceDetector> timedDevices(List<DeviceDetector> detectors) {
        return detectors.stream()
                .<DeviceDetector>map(each -> new TimedDetector.Device(each, stopwatch(each.id(), "device")))
                .toList();
    }

    /** The same detectors, with the time they take measured. */
    public List<DestinationDetector> timedDestinations(List<DestinationDetector> detectors) {
        return detectors.stream()
                .<DestinationDetector>map(
                        each -> new TimedDetector.Destination(each, stopwatch(each.id(), "destination")))
                .toList();
    }

    private Stopwatch stopwatch(String detector, String side) {
        return Stopwatch.in(registry, Metric.DETECTOR_TIME, Tags.of("detector", detector, "side", side));
    }

    Counter counter(Metric metric, Tags tags) {
        return Counter.builder(metric.id())
                .description(metric.meaning())
                .tags(tags)
                .register(registry);
    }

    private void gauge(Metric metric, Tags tags, ToDoubleFunction<PipelineMeters> value) {
        Gauge.builder(metric.id(), this, value)
                .baseUnit(metric.unit())
                .description(metric.meaning())
                .tags(tags)
                .register(registry);
    }

    private void total(Metric metric, Tags tags, ToDoubleFunction<PipelineMeters> value) {
        totals.add(FunctionCounter.builder(metric.id(), this, value)
                .description(metric.meaning())
                .tags(tags)
                .register(registry));
    }
}
