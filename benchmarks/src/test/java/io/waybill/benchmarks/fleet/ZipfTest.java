package io.waybill.benchmarks.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZipfTest {

    @ParameterizedTest
    @CsvSource({"1, 1.0", "2, 0.9", "50, 1.1", "5000, 1.05"})
    void the_ends_of_the_unit_interval_are_first_and_last_rank(int ranks, double exponent) {
        Zipf zipf = new Zipf(ranks, exponent);

        assertThat(zipf.rank(0.0)).isZero();
        assertThat(zipf.rank(Math.nextDown(1.0))).isEqualTo(ranks - 1);
    }

    @Test
    void ranks_never_decrease_with_the_number_drawn() {
        Zipf zipf = new Zipf(300, 0.9);

        int[] ranks =
                IntStream.range(0, 10_000).map(i -> zipf.rank(i / 10_000.0)).toArray();

        assertThat(ranks).isSorted();
    }

    @Test
    void a_rank_comes_as_often_as_the_law_says() {
        Zipf zipf = new Zipf(4, 1.0);
        SplittableRandom random = new SplittableRandom(3);
        int[] drawn = new int[4];

        for (int i = 0; i < 250_000; i++) {
            drawn[zipf.rank(random.nextDouble())]++;
        }

        double all = 1 + 1 / 2.0 + 1 / 3.0 + 1 / 4.0;
        for (int rank = 0; rank < 4; rank++) {
            assertThat(drawn[rank] / 250_000.0).isCloseTo(1 / (rank + 1.0) / all, within(0.005));
        }
    }

    @Test
    void exponent_zero_makes_all_equal() {
        Zipf zipf = new Zipf(10, 0);

        for (int rank = 0; rank < 10; rank++) {
            assertThat(zipf.rank(rank / 10.0 + 0.05)).isEqualTo(rank);
        }
    }
}
