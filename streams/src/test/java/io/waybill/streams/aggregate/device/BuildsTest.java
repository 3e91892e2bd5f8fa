package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildsTest {

    private static final Builds BUILDS = new Builds(new TreeMap<>(Map.of(100L, "A", 200L, "B", 300L, "B", 400L, "A")));

    @ParameterizedTest
    @CsvSource({"99, unknown", "100, A", "199, A", "200, B", "399, B", "400, A", "9999, A"})
    void theNewestByThenRan(long time, String expected) {
        assertThat(BUILDS.at(time)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "100, 199, true",
        "99, 100, false",
        "200, 399, true",
        "150, 250, false",
        "0, 99, true",
        "150, 450, false",
        "400, 9223372036854775807, true"
    })
    void oneBuildAcrossEntriesOfTheSameNameIsOne(long first, long last, boolean expected) {
        assertThat(BUILDS.isOneBetween(first, last)).isEqualTo(expected);
    }

    @Test
    void betweenNamesAllThatRan() {
        assertThat(BUILDS.between(50, 250)).isEqualTo(List.of("unknown", "A", "B"));
        assertThat(BUILDS.between(110, 120)).isEqualTo(List.of("A"));
    }

    @Test
    void aStretchHoldsItsTimeAndNoOtherEntry() {
        assertThat(BUILDS.beginOf(250)).isEqualTo(200);
        assertThat(BUILDS.endOf(250)).isEqualTo(300);
        assertThat(BUILDS.beginOf(5)).isEqualTo(Long.MIN_VALUE);
        assertThat(BUILDS.endOf(5)).isEqualTo(100);
        assertThat(BUILDS.beginOf(150)).isEqualTo(100);
        assertThat(Builds.NONE.endOf(5)).isEqualTo(Long.MAX_VALUE);
    }
}
