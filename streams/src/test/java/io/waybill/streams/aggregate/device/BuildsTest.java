package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildsTest {

    private static final Builds BUILDS = Builds.NONE
            .with(300, "B")
            .with(100, "A")
            .with(400, "X")
            .with(200, "B")
            .with(400, "A");

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
    void oneOfTheSameTimeReplacesTheOther() {
        assertThat(BUILDS.size()).isEqualTo(4);
        assertThat(BUILDS.since(3)).isEqualTo(400);
        assertThat(BUILDS.build(3)).isEqualTo("A");
        assertThat(BUILDS.begunAt(200)).isEqualTo("B");
        assertThat(BUILDS.begunAt(201)).isNull();
    }

    @Test
    void theEarliestGoesAndTheOthersStay() {
        Builds left = BUILDS.withoutFirst();
        assertThat(left.size()).isEqualTo(3);
        assertThat(left.at(150)).isEqualTo("unknown");
        assertThat(left.at(400)).isEqualTo("A");
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
