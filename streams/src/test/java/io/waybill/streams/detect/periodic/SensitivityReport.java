package io.waybill.streams.detect.periodic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Prints the tables of docs/detection.md: recall over period, jitter and missing contacts, and false alarms, beside RITA v5's
 * score on the same contacts. No part of the ordinary test run: ask for it by name.
 */
class SensitivityReport {

    private static final double[] SECONDS = {1, 10, 60, 300, 3600, 21_600, 86_400, 604_800};
    private static final double[][] CASES = {{0, 0}, {0.1, 0.1}, {0.2, 0.2}, {0.3, 0}, {0.3, 0.3}, {0.5, 0.3}};
    private static final int SEEDS = Integer.getInteger("seeds", 10);

    @Test
    void recall() {
        StringBuilder table = new StringBuilder("| period | beats |");
        for (double[] c : CASES) {
            table.append(String.format(Locale.ROOT, " j %.0f %%, m %.0f %% |", c[0] * 100, c[1] * 100));
        }
        int ours = 0;
        int theirs = 0;
        for (double seconds : SECONDS) {
            int beats = seconds < 3600
                    ? 300
                    : seconds < 21_600 ? 168 : seconds < 86_400 ? 112 : seconds < 604_800 ? 30 : 12;
            table.append(String.format(Locale.ROOT, "%n| %.0f s | %d |", seconds, beats));
            for (double[] c : CASES) {
                int found = 0;
                int rita = 0;
                for (int seed = 0; seed < SEEDS; seed++) {
                    Traffic traffic = new Traffic(seed * 7919L + 3);
                    long[] times = traffic.beat(seconds * 1000, c[0], c[1], beats);
                    found += times.length >= 4 && RhythmSearchTest.SEARCH.best(times) != null ? 1 : 0;
                    rita += rita(times, traffic.beaconSizes(times.length)) ? 1 : 0;
                }
                table.append(String.format(Locale.ROOT, " %d / %d |", found * 100 / SEEDS, rita * 100 / SEEDS));
                ours += found;
                theirs += rita;
            }
        }
        System.out.println(table);
        assertThat(ours).isGreaterThan(theirs);
    }

    @Test
    void falseAlarms() {
        int ours = 0;
        int theirs = 0;
        int pairs = 0;
        for (double sessions : new double[] {0.5, 1, 2, 4, 8, 20}) {
            for (int seed = 0; seed < 5 * SEEDS; seed++) {
                Traffic traffic = new Traffic(100_000 + seed);
                long[] all = traffic.person(14, sessions);
                long[] times = Arrays.copyOfRange(all, Math.max(0, all.length - 2000), all.length);
                if (times.length >= 4) {
                    pairs++;
                    ours += RhythmSearchTest.SEARCH.best(times) != null ? 1 : 0;
                    theirs += rita(times, traffic.personSizes(times.length)) ? 1 : 0;
                }
            }
        }
        System.out.printf(
                Locale.ROOT, "people: %d pairs over 14 days, false alarms %d, RITA %d%n", pairs, ours, theirs);
        assertThat(ours).isLessThanOrEqualTo(pairs / 100);
    }

    private static boolean rita(long[] times, long[] sizes) {
        double[] seconds =
                Arrays.stream(times).mapToDouble(time -> time / 1000.0).toArray();
        return times.length >= 4 && RitaScore.of(seconds, sizes) >= RitaScore.FOUND;
    }
}
