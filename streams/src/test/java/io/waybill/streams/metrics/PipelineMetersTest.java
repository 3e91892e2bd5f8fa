package io.waybill.streams.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.waybill.schemas.PipelineProgress;
import io.waybill.streams.detect.DeviceDetector;
import io.waybill.streams.detect.suite.Detectors;
import io.waybill.streams.failure.Reason;
import io.waybill.streams.metrics.PipelineMeters.Bound;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PipelineMetersTest {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final PipelineMeters meters = PipelineMeters.in(registry, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void the_slowest_task_tells_the_watermark_and_sizes_add_up() {
        TaskMeters fast = meters.task("devices");
        TaskMeters slow = meters.task("devices");
        fast.report(NOW.minusSeconds(60).toEpochMilli(), 3, 5, 20, 100);
        slow.report(NOW.minusSeconds(3_600).toEpochMilli(), 4, 6, 7, 50);

        assertThat(gauge(Metric.WATERMARK_DELAY, "devices")).isEqualTo(3_600);
        assertThat(gauge(Metric.WATERMARK_TIME, "devices")).isEqualTo(NOW.getEpochSecond() - 3_600.0);
        assertThat(gauge(Metric.STATE_ENTRIES, "devices")).isEqualTo(7);
        assertThat(gauge(Metric.ROWS_LEFT, "devices")).isEqualTo(11);
        assertThat(gauge(Metric.LOOKS_LEFT, "devices")).isEqualTo(27);
        assertThat(gauge(Metric.TASKS, "devices")).isEqualTo(2);
        assertThat(gauge(Metric.TASKS, "alerts")).isZero();
        assertThat(meters.taken()).isEqualTo(150);
    }

    @Test
    void a_detector_learns_until_it_has_seen_enough() {
        meters.learning("new-destination", 48 * 3_600_000L);
        meters.learning("cohort-exclusive", 0);
        meters.historySpan(12 * 3_600_000L);
        assertThat(learning("new-destination")).isEqualTo(36 * 3_600.0);

        meters.learning("new-destination", 24 * 3_600_000L);
        assertThat(learning("new-destination")).as("the policy changed").isEqualTo(12 * 3_600.0);

        meters.historySpan(49 * 3_600_000L);
        assertThat(learning("new-destination")).isZero();
        assertThat(registry.find(Metric.DETECTOR_LEARNING.id()).gauges()).hasSize(1);
    }

    private double learning(String detector) {
        return registry.get(Metric.DETECTOR_LEARNING.id())
                .tag("detector", detector)
                .gauge()
                .value();
    }

    @Test
    void a_task_that_left_is_spoken_of_no_more() {
        TaskMeters task = meters.task("destinations");
        task.report(NOW.toEpochMilli(), 3, 0, 0, 0);

        task.close();

        assertThat(gauge(Metric.TASKS, "destinations")).isZero();
        assertThat(gauge(Metric.STATE_ENTRIES, "destinations")).isZero();
        assertThat(gauge(Metric.WATERMARK_TIME, "destinations")).isZero();
    }

    @Test
    void before_the_first_event_and_after_the_last_there_is_no_delay() {
        meters.task("devices").report(Long.MIN_VALUE, 0, 0, 0, 0);
        meters.task("alerts").report(Long.MAX_VALUE, 0, 0, 0, 0);

        assertThat(gauge(Metric.WATERMARK_DELAY, "devices")).isZero();
        assertThat(gauge(Metric.WATERMARK_DELAY, "alerts")).isZero();
    }

    @Test
    void totals_are_told_by_one_instance_at_a_time() {
        meters.totals(PipelineProgress.newBuilder()
                .setWatermark(NOW)
                .setInputRecords(10)
                .setCounted(7)
                .setRepeated(1)
                .setLate(2)
                .setDeadLettered(Map.of(Reason.UNDECODABLE.id(), 2L))
                .build());
        assertThat(registry.find(Metric.RECORDS_IN.id()).meter()).isNull();

        meters.tellTotals();
        meters.tellTotals();
        assertThat(total(Metric.RECORDS_IN)).isEqualTo(10);
        assertThat(total(Metric.RECORDS_COUNTED)
                        + total(Metric.RECORDS_REPEATED)
                        + registry.get(Metric.RECORDS_DEAD_LETTERED.id())
                                .tag("reason", "undecodable")
                                .functionCounter()
                                .count())
                .isEqualTo(10);
        assertThat(total(Metric.RECORDS_LATE)).isEqualTo(2);
        assertThat(registry.find(Metric.RECORDS_DEAD_LETTERED.id()).functionCounters())
                .hasSize(Reason.values().length);

        meters.stopTellingTotals();
        assertThat(registry.find(Metric.RECORDS_IN.id()).meter()).isNull();
        assertThat(registry.find(Metric.RECORDS_DEAD_LETTERED.id()).meters()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Bound.class)
    void bounds_are_there_from_the_start_and_count(Bound bound) {
        assertThat(hits(bound)).isZero();

        meters.hit(bound, 3);
        meters.hit(bound, 0);

        assertThat(hits(bound)).isEqualTo(3);
    }

    @Test
    void detectors_keep_their_ids_and_order_when_they_are_timed() {
        List<DeviceDetector> timed = meters.timedDevices(Detectors.deviceSide());

        assertThat(timed)
                .extracting(DeviceDetector::id)
                .containsExactlyElementsOf(
                        Detectors.deviceSide().stream().map(DeviceDetector::id).toList());
        assertThat(registry.find(Metric.DETECTOR_TIME.id()).functionTimers()).hasSize(timed.size());
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void names_units_and_labels_follow_the_custom(Metric metric) {
        assertThat(metric.id()).startsWith("waybill.").isEqualTo(metric.id().toLowerCase(Locale.ROOT));
        assertThat(metric.meaning()).isNotBlank().doesNotEndWith(".");
        assertThat(metric.labels()).doesNotContain("device", "model", "host", "destination", "app");
        assertThat(metric.prometheusNames()).allMatch(name -> name.matches("[a-z_]+"));
        if (metric.kind() == Metric.Kind.TIMER) {
            assertThat(metric.unit()).isEqualTo("seconds");
        }
    }

    @Test
    void every_meter_is_in_the_list_with_its_labels() {
        meters.tellTotals();
        meters.timedDestinations(Detectors.destinationSide());
        for (Meter meter : registry.getMeters()) {
            Metric metric = List.of(Metric.values()).stream()
                    .filter(each -> each.id().equals(meter.getId().getName()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("not in the list: " + meter.getId()));
            assertThat(meter.getId().getTags()).extracting("key").hasSameElementsAs(metric.labels());
            assertThat(meter.getId().getDescription()).isEqualTo(metric.meaning());
        }
    }

    private double gauge(Metric metric, String stage) {
        return registry.get(metric.id()).tag("stage", stage).gauge().value();
    }

    private double total(Metric metric) {
        return registry.get(metric.id()).functionCounter().count();
    }

    private double hits(Bound bound) {
        return registry.get(Metric.BOUND_HIT.id())
                .tag("bound", bound.id())
                .counter()
                .count();
    }
}
