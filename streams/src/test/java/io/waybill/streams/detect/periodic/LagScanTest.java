package io.waybill.streams.detect.periodic;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.streams.detect.stats.TwoByTwo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scan beside its definition, which sums every window of the histogram and looks for every beat by itself. */
@Tag("slow")
class LagScanTest {

    private record Peak(double period, double z) {}

    private static List<Rhythm> byDefinition(Beats all, double shortestMs) {
        long[] times = Arrays.copyOfRange(all.times(), Math.max(0, all.count() - 512), all.count());
        Beats beats = new Beats(times, all.scaleMs(), all.resolutionMs());
        double shortest = Math.max(shortestMs, 4 * beats.apartMs());
        double longest = Math.min(4 * 3_600_000, (times[times.length - 1] - times[0]) / 5.0);
        if (longest <= shortest * 1.1) {
            return List.of();
        }
        int[] bins = new int[bin(longest, shortest) + 1];
        for (int from = 0; from < times.length; from++) {
            for (int to = from + 1; to < times.length; to++) {
                long gap = times[to] - times[from];
                if (to - from <= 32 && gap >= shortest && gap < longest) {
                    bins[bin(gap, shortest)]++;
                }
            }
        }
        List<Rhythm> found = new ArrayList<>();
        for (Peak peak : highest(bins, shortest)) {
            for (double tolerance : new double[] {0.02, 0.05, 0.1, 0.2}) {
                Rhythm rhythm = judged(beats, peak.period(), tolerance, bins.length * 4 * 4);
                if (rhythm != null) {
                    found.add(rhythm);
                }
            }
        }
        return found;
    }

    /** Bins of a hundredth of the logarithm. */
    private static int bin(double gap, double shortest) {
        return (int) (StrictMath.log(gap / shortest) / 0.01);
    }

    /** The six highest, each a twentieth of the logarithm from the others. */
    private static List<Peak> highest(int[] bins, double shortest) {
        List<Peak> peaks = new ArrayList<>();
        for (int half : new int[] {2, 5, 10}) {
            for (int centre = half; centre < bins.length - half; centre++) {
                int width = 2 * half + 1;
                int inside = sum(bins, centre - half, width);
                int beside = Math.max(sum(bins, centre - half - width, width), sum(bins, centre + half + 1, width));
                double z = (inside - beside) / Math.sqrt(beside + 1);
                if (inside >= 6 && z >= 5) {
                    peaks.add(new Peak(shortest * StrictMath.exp((centre + 0.5) * 0.01), z));
                }
            }
        }
        peaks.sort(Comparator.comparingDouble((Peak peak) -> -peak.z()).thenComparingDouble(Peak::period));
        List<Peak> apart = new ArrayList<>();
        for (Peak peak : peaks) {
            if (apart.size() < 6
                    && apart.stream()
                            .noneMatch(other -> Math.abs(StrictMath.log(other.period() / peak.period())) <= 0.05)) {
                apart.add(peak);
            }
        }
        return apart;
    }

    private static int sum(int[] bins, int from, int width) {
        int sum = 0;
        for (int i = Math.max(0, from); i < Math.min(bins.length, from + width); i++) {
            sum += bins[i];
        }
        return sum;
    }

    private static @Nullable Rhythm judged(Beats beats, double period, double tolerance, int trials) {
        double width = tolerance * period;
        long[] times = beats.times();
        List<Long> observed = new ArrayList<>();
        for (long time : times) {
            boolean apart = observed.isEmpty() || time - observed.get(observed.size() - 1) >= width;
            if (apart && time + period * (1 + 4 * tolerance) <= times[times.length - 1]) {
                observed.add(time);
            }
        }
        int of = observed.size();
        int on = followed(times, observed, period, width);
        int off = Math.max(
                followed(times, observed, period - 2.5 * width, width),
                followed(times, observed, period + 2.5 * width, width));
        if (width < beats.resolutionMs() || of < 10 || on - off < 0.2 * of) {
            return null;
        }
        double p = new TwoByTwo(on, of, off, of).greaterInside() * trials;
        double digits = p >= 1 ? 0 : -StrictMath.log10(Math.max(1e-300, p));
        return new Rhythm(Rhythm.Kind.INTERLEAVED, period, tolerance, times.length, of, on, off, digits, 0, 0, 0, 1);
    }

    private static int followed(long[] times, List<Long> observed, double later, double width) {
        return (int) observed.stream()
                .filter(time -> Arrays.stream(times)
                        .anyMatch(other -> other >= time + later - width && other <= time + later + width))
                .count();
    }

    /** Two contacts a minute apart, and so again six times. */
    @Test
    void sixTimesAreEnough() {
        long[] times = LongStream.of(0, 10, 21, 33, 46, 60)
                .flatMap(minute -> LongStream.of(minute * 60_000, minute * 60_000 + 60_000))
                .toArray();

        assertThat(LagScan.scan(Beats.of(times, 100), 900)).isNotEmpty();
        same(times, 0);
    }

    /**
     * Three of each longer gap beside them: thirteen are five deviations more. Rows of contacts are five hours apart, beyond any
     * period.
     */
    @ParameterizedTest(name = "{0} times a minute: {1}")
    @CsvSource({"12, false", "13, true"})
    void aPeakHasFiveDeviations(int minutes, boolean found) {
        LongStream.Builder times = LongStream.builder();
        long time = 0;
        for (int i = 0; i < minutes; i++) {
            times.add(time);
            time += inBin(420);
            if (i % 2 == 1 || i == minutes - 1) {
                times.add(time);
                time += 5 * 3_600_000;
            }
        }
        for (int row = 0; row < 3; row++) {
            times.add(time);
            for (int bin = 425; bin <= 460; bin += 5) {
                time += inBin(bin);
                times.add(time);
            }
            time += 5 * 3_600_000;
        }

        assertThat(LagScan.scan(Beats.of(times.build().toArray(), 100), 900).stream()
                        .map(rhythm -> bin(rhythm.periodMs(), 900))
                        .distinct()
                        .toList())
                .isEqualTo(found ? List.of(418) : List.of());
    }

    private static long inBin(int bin) {
        return StrictMath.round(900 * StrictMath.exp((bin + 0.5) * 0.01));
    }

    @Test
    void aPeriodIsShorterThanAFifthOfTheTimeAndNoShorterThanIsAskedFor() {
        for (int beats = 20; beats <= 31; beats++) {
            same(LongStream.range(0, beats).map(i -> i * 60_000).toArray(), 0);
        }
        same(new long[] {0, 850, 1_700, 2_550, 3_400, 4_250}, 0);
    }

    private static void same(long[] times, long seed) {
        for (long scale : new long[] {100, 3_160}) {
            Beats beats = Beats.of(times, scale);
            assertThat(LagScan.scan(beats, 900))
                    .as("seed %d, scale %d, %d beats", seed, scale, beats.count())
                    .isEqualTo(byDefinition(beats, 900));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void findsWhatTheDefinitionFinds(long seed) {
        Traffic traffic = new Traffic(seed);
        for (int beats = 12; beats <= 24; beats++) {
            same(traffic.beat(60_000, 0.02, 0, beats), seed);
        }
        same(traffic.beat(60_000, 0.05, 0.2, 150), seed);
        same(traffic.noisy(traffic.beat(60_000, 0.05, 0.05, 150), 1), seed);
        same(traffic.noisy(traffic.beat(600_000, 0.2, 0.1, 200), 2), seed);
        same(Traffic.merged(traffic.beat(600_000, 0.03, 0, 60), traffic.beat(37_000, 0.03, 0.05, 970)), seed);
        same(Traffic.inSeconds(traffic.noisy(traffic.beat(15_000, 0.1, 0.1, 200), 1)), seed);
        same(traffic.noisy(traffic.beat(3 * 3_600_000, 0.02, 0, 60), 1), seed);
        same(traffic.poisson(1, 300), seed);
    }
}
