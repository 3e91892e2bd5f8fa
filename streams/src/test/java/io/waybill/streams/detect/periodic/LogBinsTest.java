package io.waybill.streams.detect.periodic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogBinsTest {

    private static final double LONGEST = 4 * 3_600_000.0;

    /** With the shortest lengths that the scales of the search lead to, and some that they do not. */
    @ParameterizedTest(name = "from {0} ms")
    @ValueSource(doubles = {100, 900, 12_640, 16_000, 400_000, 12_640_000, 333.3, 1})
    void isTheLogarithmRoundedDown(double shortest) {
        LogBins bins = new LogBins(shortest, LONGEST);
        int begun = 0;
        for (long length = (long) Math.ceil(shortest); length < Math.min(LONGEST, shortest + 2_000_000); length++) {
            int bin = (int) (StrictMath.log(length / shortest) / 0.01);
            begun += bin != bins.of(length - (length - 1 >= shortest ? 1 : 0)) ? 1 : 0;
            if (bins.of(length) != bin) {
                assertThat(bins.of(length)).as("bin of %d ms", length).isEqualTo(bin);
            }
        }
        assertThat(begun).isPositive();
        new Random(1).longs(100_000, (long) Math.ceil(shortest), (long) LONGEST).forEach(length -> {
            int bin = (int) (StrictMath.log(length / shortest) / 0.01);
            if (bins.of(length) != bin) {
                assertThat(bins.of(length)).as("bin of %d ms", length).isEqualTo(bin);
            }
        });
    }

    @ParameterizedTest(name = "up to {0} ms")
    @ValueSource(doubles = {991, 1_000, 60_000, LONGEST})
    void countsTheBinsUpToALength(double longest) {
        LogBins bins = new LogBins(900, LONGEST);

        assertThat(bins.count(longest)).isEqualTo((int) (StrictMath.log(longest / 900) / 0.01) + 1);
        assertThat(bins.of((long) longest - 1)).isLessThan(bins.count(longest));
    }

    @Test
    void theMiddleOfABinLiesInItAndIsTheShortestTimesItsFactor() {
        LogBins bins = new LogBins(900, LONGEST);
        for (int bin = 0; bin < bins.count(LONGEST) - 1; bin++) {
            double middle = 900 * StrictMath.exp((bin + 0.5) * 0.01);
            assertThat(bins.middle(bin)).isEqualTo(middle);
            assertThat((int) (StrictMath.log(middle / 900) / 0.01)).isEqualTo(bin);
        }
    }

    @Test
    void areWorkedOutOnceForEachShortestLength() {
        LogBins bins = LogBins.between(5_000, LONGEST);

        assertThat(LogBins.between(5_000, LONGEST)).isSameAs(bins);
        assertThat(bins.of(5_100)).isEqualTo(1);
        assertThat(LogBins.between(5_099, LONGEST).of(5_100)).isZero();
    }

    @Test
    void someAreKept() {
        LogBins bins = LogBins.between(6_000, LONGEST);
        IntStream.range(0, LogBins.MOST_KEPT).forEach(i -> LogBins.between(6_001 + i, LONGEST));

        assertThat(LogBins.between(6_000, LONGEST)).isNotSameAs(bins);
        assertThat(LogBins.between(6_000, LONGEST).of(6_100)).isEqualTo(bins.of(6_100));
    }
}
