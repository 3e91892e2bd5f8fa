package io.waybill.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.streams.detect.DestinationDetector;
import io.waybill.streams.detect.suite.Detectors;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Param;

/** What the benchmarks of detectors measure: every detector, at all that it is shown. */
class DetectorRowsTest {

    private static final int PHONES = 4;
    private static final int HOURS = 12;

    @ParameterizedTest
    @ValueSource(classes = {DetectorBenchmark.class, DetectorPerEventBenchmark.class})
    void every_detector_has_a_row(Class<?> benchmark) throws NoSuchFieldException {
        List<String> all = Detectors.destinationSide().stream()
                .map(DestinationDetector::id)
                .toList();
        assertThat(benchmark.getField("detector").getAnnotation(Param.class).value())
                .containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void the_last_of_many_looks_is_the_look_of_a_replay() {
        Looks once = Looks.once(PHONES, HOURS);
        Looks hourly = Looks.hourly(PHONES, HOURS);
        assertThat(once.events()).isPositive().isEqualTo(hourly.events());
        assertThat(once.pairs()).isNotEmpty().hasSizeLessThan(hourly.pairs().size());
        assertThat(hourly.views()
                        .subList(
                                hourly.views().size() - once.views().size(),
                                hourly.views().size()))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("fleet")
                .containsExactlyInAnyOrderElementsOf(once.views());
    }
}
