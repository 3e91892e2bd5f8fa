package io.waybill.testkit.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomStreamTest {

    private static final int DRAWS = 40_000;

    @Test
    void followsThePublishedGenerator() {
        // SplitMix64 from state 1234567: values of the reference implementation by Sebastiano Vigna (public domain).
        RandomStream stream = RandomStream.ofState(1234567);

        assertThat(new long[] {stream.nextLong(), stream.nextLong(), stream.nextLong()})
                .containsExactly(
                        6457827717110365317L, 3203168211198807973L, Long.parseUnsignedLong("9817491932198370423"));
    }

    @Test
    void dependsOnSeedAndPurposeAlone() {
        assertThat(RandomStream.of(7, "a").nextLong())
                .isEqualTo(RandomStream.of(7, "a").nextLong());
        assertThat(RandomStream.of(7, "a").nextLong())
                .isNotEqualTo(RandomStream.of(7, "b").nextLong());
        assertThat(RandomStream.of(7, "a").nextLong())
                .isNotEqualTo(RandomStream.of(8, "a").nextLong());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 2014, -3})
    void hasTheMeansItPromises(long seed) {
        assertThat(mean(seed, RandomStream::nextDouble)).isCloseTo(0.5, within(0.01));
        assertThat(mean(seed, s -> s.exponential(3))).isCloseTo(3, within(0.1));
        assertThat(mean(seed, s -> s.normal(5, 2))).isCloseTo(5, within(0.06));
        assertThat(mean(seed, s -> s.geometric(4))).isCloseTo(4, within(0.12));
        assertThat(mean(seed, s -> s.chance(0.2) ? 1 : 0)).isCloseTo(0.2, within(0.01));
        assertThat(mean(seed, s -> s.logNormal(9, 0.5) < 9 ? 1 : 0)).isCloseTo(0.5, within(0.012));
        assertThat(mean(seed, s -> s.below(10))).isCloseTo(4.5, within(0.08));
    }

    private static double mean(long seed, ToDoubleFunction<RandomStream> draw) {
        RandomStream stream = RandomStream.of(seed, "mean");
        return IntStream.range(0, DRAWS)
                .mapToDouble(i -> draw.applyAsDouble(stream))
                .average()
                .orElseThrow();
    }
}
