package io.waybill.streams.detect.periodic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BeatsTest {

    private static final long HOUR = 3_600_000;

    @ParameterizedTest(name = "scale {0}: {1} beats")
    @CsvSource({"0, 6", "100, 4", "5000, 2", "100000, 1"})
    void contactsCloserThanTheScaleAreOneBeat(long scale, int beats) {
        assertThat(Beats.of(new long[] {0, 100, 200, 2_000, 4_500, 60_000}, scale)
                        .count())
                .isEqualTo(beats);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void aLargerScaleNeverMakesMoreBeats(long seed) {
        long[] times = new Random(seed).longs(200, 0, 1_000_000).sorted().toArray();
        int before = Integer.MAX_VALUE;
        for (long scale = 1; scale < 1_000_000; scale *= 3) {
            Beats beats = Beats.of(times, scale);
            assertThat(beats.count()).as("seed %d, scale %d", seed, scale).isLessThanOrEqualTo(before);
            assertThat(Arrays.stream(beats.gaps())).allMatch(gap -> gap > 0);
            before = beats.count();
        }
    }

    @ParameterizedTest(name = "{0} contacts, {1} ms off a second: {2}")
    @CsvSource({"8, 0, 1000", "7, 0, 1", "8, 1, 1", "100, 999, 1"})
    void tellsHowFineTimeIsTold(int contacts, long off, long resolution) {
        long[] times = LongStream.range(0, contacts).map(i -> i * 7_000).toArray();
        times[contacts - 1] += off;

        assertThat(Beats.of(times, 100).resolutionMs()).isEqualTo(resolution);
    }

    @ParameterizedTest(name = "{0} to {1} s: {2}")
    @CsvSource({"1, 1, 1", "2, 2, 0.25", "3, 3, 0.1481", "2, 3, 0.3981", "1, 5, 1", "10.2, 10.8, 0", "10, 100, 0.7750"})
    void boundsWhatWholeSecondsMake(double from, double to, double bound) {
        Beats beats = new Beats(new long[] {0}, 100, 1_000);

        assertThat(beats.byResolution(from * 1_000, to * 1_000)).isCloseTo(bound, within(1e-4));
        assertThat(new Beats(new long[] {0}, 100, 1).byResolution(from * 1_000, to * 1_000))
                .isZero();
    }

    @Test
    void theBoundHoldsForArrivalsOfAnyRate() {
        Random random = new Random(17);
        for (double p : new double[] {0.05, 0.1, 0.3, 0.5, 0.8}) {
            int[] gaps = new int[40];
            for (int i = 0; i < 20_000; i++) {
                int gap = 1;
                while (random.nextDouble() >= p) {
                    gap++;
                }
                gaps[Math.min(gap, 39)]++;
            }
            Beats beats = new Beats(new long[] {0}, 100, 1_000);
            for (int from = 1; from < 20; from++) {
                int to = Math.min(38, from * 2);
                double share = Arrays.stream(gaps, from, to + 1).sum() / 20_000.0;
                assertThat(share)
                        .as("p %f, %d to %d", p, from, to)
                        .isLessThanOrEqualTo(beats.byResolution(from * 1_000, to * 1_000) + 0.02);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"100, 1000, 1000", "1000, 1000, 2000", "3160, 1000, 4000", "100, 1, 100"})
    void howFarBeatsAreApartAtLeast(long scale, long resolution, long apart) {
        assertThat(new Beats(new long[] {0}, scale, resolution).apartMs()).isEqualTo(apart);
    }

    @ParameterizedTest(name = "every {0} min for {1} beats, asleep {2} h: {3}")
    @CsvSource({
        "61, 240, 0, true",
        "61, 240, 8, false",
        "360, 28, 0, true",
        "1440, 40, 0, false",
        "361, 300, 0, true",
        "360, 24, 0, true",
        "61, 23, 0, false"
    })
    void whoKeepsNoNightsIsNoPerson(long minutes, int beats, int asleep, boolean sleepless) {
        long[] times = LongStream.range(0, beats)
                .map(i -> i * minutes * 60_000)
                .filter(time -> Math.floorMod(time, 24 * HOUR) >= asleep * HOUR)
                .toArray();

        assertThat(Beats.of(times, 100).sleepless()).isEqualTo(sleepless);
    }

    /** Wherever in the day they lie: three of 25 are 12 %. */
    @ParameterizedTest(name = "{0} of 25 in the six hours from {1} o'clock: {2}")
    @CsvSource({"3, 0, true", "2, 0, false", "3, 17, true", "2, 18, false", "2, 23, false"})
    void theQuietestSixHoursAreLookedAt(int quiet, int from, boolean sleepless) {
        long[] times = LongStream.range(0, 25)
                .map(i -> 24 * i + (from + (i < 18 ? 6 + i : i < 25 - quiet ? 12 : 2)) % 24)
                .map(hours -> hours * HOUR)
                .toArray();

        assertThat(new Beats(times, 100, 1).sleepless()).isEqualTo(sleepless);
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 0, 1",
        "0, 0, 0",
        "2000, 0, 2",
        "1040, 50, 1",
        "1050, 50, 1",
        "950, 50, 1",
        "1060, 50, -1",
        "0, 10, 0",
        "9000, 100, -1",
        "1000, 5000, 0"
    })
    void findsABeatNearATime(double time, double tolerance, int index) {
        Beats beats = Beats.of(new long[] {0, 1_000, 2_000}, 10);

        assertThat(beats.indexNear(time, tolerance)).isEqualTo(index);
        assertThat(beats.walk(tolerance).isNear(time)).isEqualTo(index >= 0);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void whoWalksFindsWhatASearchFinds(long seed) {
        Random random = new Random(seed);
        Beats beats = Beats.of(random.longs(300, 0, 1_000_000).sorted().toArray(), 100);
        double tolerance = 1 + random.nextInt(2_000);
        Beats.Walk walk = beats.walk(tolerance);

        random.doubles(500, -5_000, 1_005_000)
                .sorted()
                .forEach(time -> assertThat(walk.isNear(time)).isEqualTo(beats.indexNear(time, tolerance) >= 0));
    }
}
