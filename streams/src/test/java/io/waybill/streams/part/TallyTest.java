package io.waybill.streams.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TallyTest {

    private static Tally tally(long in, long counted, long repeated, long late, Map<String, Long> dead) {
        return new Tally(in, counted, repeated, late, new TreeMap<>(dead));
    }

    @ParameterizedTest(name = "{0} in, {1} counted, {2} repeated, {3} late, {4} dead-lettered: {5}")
    @CsvSource({
        "0, 0, 0, 0, 0, true",
        "10, 7, 2, 0, 1, true",
        "10, 7, 2, 7, 1, true", // late ones are among the counted
        "10, 7, 2, 0, 0, false",
        "10, 8, 2, 0, 1, false"
    })
    void noRecordVanishes(long in, long counted, long repeated, long late, long dead, boolean balanced) {
        assertThat(tally(in, counted, repeated, late, Map.of("bad", dead)).isBalanced())
                .isEqualTo(balanced);
    }

    @Test
    void sumsOfBalancedTalliesAreBalanced() {
        Tally one = tally(10, 7, 2, 1, Map.of("no-time", 1L));
        Tally two = tally(5, 2, 0, 0, Map.of("no-time", 1L, "too-old", 2L));

        assertThat(one.plus(two)).isEqualTo(tally(15, 9, 2, 1, Map.of("no-time", 2L, "too-old", 2L)));
        assertThat(one.plus(two)).isEqualTo(two.plus(one)).matches(Tally::isBalanced);
        assertThat(one.plus(Tally.NONE)).isEqualTo(one);
        assertThat(one.deadLettered()).containsExactly(Map.entry("no-time", 1L));
    }
}
