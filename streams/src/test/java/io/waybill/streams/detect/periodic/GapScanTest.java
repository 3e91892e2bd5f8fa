package io.waybill.streams.detect.periodic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.waybill.streams.detect.stats.Binomial;
import io.waybill.streams.detect.stats.Robust;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scan beside its definition, which looks at every window of gaps by itself. */
class GapScanTest {

    private static final double[] WIDTHS = {0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.35};

    /** What one width has to say. */
    private record Window(double period, double width, int kept, int of, double byChance, double significance) {}

    private static List<Window> byDefinition(Beats beats, double shortestMs) {
        double[] gaps = Arrays.stream(beats.gaps()).sorted().toArray();
        double apart = beats.apartMs();
        double shortest = Math.max(shortestMs, 4 * apart);
        double meanBeyond = Math.max(1, (Robust.median(gaps) - apart) / Math.log(2));
        List<Window> windows = new ArrayList<>();
        for (double width : WIDTHS) {
            double[] densest = new double[0];
            for (double low : gaps) {
                double high = low * ((1 + width) / (1 - width));
                double[] inside = Arrays.stream(gaps)
                        .filter(gap -> gap >= low && gap <= high)
                        .toArray();
                densest = low >= shortest && inside.length > densest.length ? inside : densest;
            }
            if (densest.length < 2) {
                continue;
            }
            double low = densest[0];
            double high = low * ((1 + width) / (1 - width));
            double period = Arrays.stream(densest).average().orElseThrow();
            double shifted = longerThan(low - apart, meanBeyond) - longerThan(high - apart, meanBeyond);
            double chance = Math.max(Math.max(width, shifted), beats.byResolution(low, high));
            double wide = Math.min(0.95, 2.8 * chance);
            int multiples = (int) Arrays.stream(gaps)
                    .filter(gap -> {
                        long m = Math.max(1, Math.round(gap / period));
                        return m <= 4 && Math.abs(gap - m * period) <= width * period * Math.sqrt(m);
                    })
                    .count();
            double direct = digits(densest.length, gaps.length, chance);
            double withMissing = digits(multiples, gaps.length, wide);
            if (withMissing > direct) {
                windows.add(new Window(period, width, multiples, gaps.length, gaps.length * wide, withMissing));
            } else if (direct > 0) {
                windows.add(new Window(period, width, densest.length, gaps.length, gaps.length * chance, direct));
            }
        }
        return windows;
    }

    private static double longerThan(double time, double mean) {
        return Math.exp(-Math.max(0, time) / mean);
    }

    /** Digits of the p-value, corrected for two scans of each gap at each width; 0 below a fifth over and above chance. */
    private static double digits(int kept, int of, double chance) {
        double p = Binomial.atLeast(kept, of, chance) * 2 * 7 * of;
        return kept < of * (chance + 0.2 * (1 - chance)) || p >= 1 ? 0 : p <= 1e-300 ? 300 : -Math.log10(p);
    }

    private static void same(long[] times, long scale, long seed) {
        Beats beats = Beats.of(times, scale);
        List<Rhythm> found = GapScan.scan(beats, 900);
        List<Window> expected = byDefinition(beats, 900);

        assertThat(found).as("seed %d, scale %d: %s", seed, scale, expected).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
            Rhythm rhythm = found.get(i);
            Window window = expected.get(i);
            assertThat(rhythm.kind()).isEqualTo(Rhythm.Kind.STEADY);
            assertThat(rhythm.spread()).isEqualTo(window.width());
            assertThat(rhythm.kept())
                    .as("seed %d, scale %d, %s", seed, scale, window)
                    .isEqualTo(window.kept());
            assertThat(rhythm.observations()).isEqualTo(window.of());
            assertThat(rhythm.beats()).isEqualTo(beats.count());
            assertThat(rhythm.periodMs()).isCloseTo(window.period(), within(1e-6));
            assertThat(rhythm.byChance()).isCloseTo(window.byChance(), within(1e-6));
            assertThat(rhythm.significance()).isCloseTo(window.significance(), within(1e-6));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void findsWhatTheDefinitionFinds(long seed) {
        Traffic traffic = new Traffic(seed);
        for (long scale : new long[] {100, 1_000, 10_000}) {
            same(traffic.beat(60_000, 0.02, 0, 30), scale, seed);
            same(traffic.beat(60_000, 0, 0, 400), scale, seed);
            same(traffic.beat(60_000, 0.1, 0.4, 60), scale, seed);
            same(traffic.beat(7_000, 0.3, 0.2, 60), scale, seed);
            same(traffic.noisy(traffic.beat(60_000, 0.05, 0, 40), 0.3), scale, seed);
            same(traffic.poisson(0.2, 400), scale, seed);
            same(Traffic.inSeconds(traffic.beat(5_000, 0.3, 0.3, 80)), scale, seed);
            same(Traffic.inSeconds(traffic.poisson(0.05, 8_000)), scale, seed);
        }
    }

    /** Four times as far apart as contacts are drawn together. */
    @Test
    void whatIsShorterThanTheScaleAllowsIsNoRhythm() {
        long[] times = new long[20];
        Arrays.setAll(times, i -> 4_004L * i);

        assertThat(GapScan.scan(Beats.of(times, 1_001), 900)).hasSize(WIDTHS.length);
        assertThat(GapScan.scan(Beats.of(times, 1_002), 900)).isEmpty();
        assertThat(GapScan.scan(Beats.of(times, 100), 4_004)).hasSize(WIDTHS.length);
        assertThat(GapScan.scan(Beats.of(times, 100), 4_005)).isEmpty();
    }
}
