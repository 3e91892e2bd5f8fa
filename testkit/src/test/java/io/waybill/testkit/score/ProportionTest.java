package io.waybill.testkit.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProportionTest {

    /** Intervals computed with R's {@code prop.test(correct = FALSE)}, which is Wilson's. */
    @ParameterizedTest
    @CsvSource({"0, 10, 0, 0.27753", "10, 10, 0.72247, 1", "5, 10, 0.23659, 0.76341", "81, 263, 0.25528, 0.36621"})
    void hasWilsonsInterval(long hits, long trials, double low, double high) {
        Proportion share = new Proportion(hits, trials);

        assertThat(share.low()).isCloseTo(low, within(1e-5));
        assertThat(share.high()).isCloseTo(high, within(1e-5));
    }

    @Test
    void saysNothingWithoutTrials() {
        Proportion none = new Proportion(0, 0);

        assertThat(none.value()).isEqualTo(1);
        assertThat(none.low()).isZero();
        assertThat(none.high()).isEqualTo(1);
    }
}
