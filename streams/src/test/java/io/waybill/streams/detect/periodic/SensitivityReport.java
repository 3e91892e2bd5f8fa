package io.waybill.streams.detect.periodic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Prints the tables of docs/detection.md: recall over period, jitter and missing contacts, and false alarms, beside RITA v5's
 * score on the same contacts. No part of the ordinary test run: ask for it by name.
 */
class SensitivityReport {

    private static final double[] SECONDS = {1, 10, 60, 300, 3600, 21_600, 86_400, 604_800};
    private static final double[] SHARES = {0, 0.1, 0.2, 0.3, 0.4, 0.5};
    private static final int MIXED_BEATS = 150;
    private static final int SEEDS = Integer.getInteger("seeds", 10);

    /** With {@code -Dplot=FILE} the picture is written there too. */
    @Test
    void recall() throws IOException {
        RecallPlot plot = new RecallPlot(SHARES, SHARES);
        StringBuilder table = new StringBuilder("| period | beats | missing |");
        for (double jitter : SHARES) {
            table.append(String.format(Locale.ROOT, " jitter %.0f %% |", jitter * 100));
        }
        double ours = 0;
        double theirs = 0;
        for (double seconds : SECONDS) {
            double[][] found = new double[SHARES.length][SHARES.length];
            double[][] rita = new double[SHARES.length][SHARES.length];
            for (int m = 0; m < SHARES.length; m++) {
                table.append(String.format(
                        Locale.ROOT, "%n| %s | %d | %.0f %% |", name(seconds), beats(seconds), SHARES[m] * 100));
                for (int j = 0; j < SHARES.length; j++) {
                    measure(seconds, SHARES[j], SHARES[m], found[m], rita[m], j);
                    table.append(String.format(Locale.ROOT, " %.0f / %.0f |", found[m][j] * 100, rita[m][j] * 100));
                    ours += found[m][j];
                    theirs += rita[m][j];
                }
            }
            plot.add(name(seconds), found, rita);
        }
        System.out.println(table);
        double cells = SECONDS.length * SHARES.length * SHARES.length;
        System.out.printf(Locale.ROOT, "mean recall %.3f, RITA %.3f, %d seeds%n", ours / cells, theirs / cells, SEEDS);
        String file = System.getProperty("plot", "");
        if (!file.isEmpty()) {
            Files.writeString(Path.of(file), plot.svg());
        }
        assertThat(ours).isGreaterThan(theirs);
    }

    private static void measure(
            double seconds, double jitter, double missing, double[] found, double[] rita, int column) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Traffic traffic = new Traffic(seed * 7919L + 3);
            long[] times = traffic.beat(seconds * 1000, jitter, missing, beats(seconds));
            boolean isFound = times.length >= 4 && RhythmSearchTest.SEARCH.best(times) != null;
            found[column] += isFound ? 1.0 / SEEDS : 0;
            rita[column] += rita(times, traffic.beaconSizes(times.length)) ? 1.0 / SEEDS : 0;
        }
    }

    private static int beats(double seconds) {
        return seconds < 3600 ? 300 : seconds < 21_600 ? 168 : seconds < 86_400 ? 112 : seconds < 604_800 ? 30 : 12;
    }

    private static String name(double seconds) {
        return seconds < 60
                ? (int) seconds + " s"
                : seconds < 3600
                        ? (int) seconds / 60 + " min"
                        : seconds < 86_400 ? (int) seconds / 3600 + " h" : (int) seconds / 86_400 + " d";
    }

    /** What a beat is mixed with, or made of. */
    private enum Mixture {
        ALONE("alone") {
            @Override
            long[] of(Traffic traffic, long[] beat, double millis) {
                return beat;
            }
        },
        BURSTS("up to 5 connections a beat") {
            @Override
            long[] of(Traffic traffic, long[] beat, double millis) {
                return traffic.bursts(beat, 5, millis * 0.03);
            }
        },
        AS_MANY("as many others at random") {
            @Override
            long[] of(Traffic traffic, long[] beat, double millis) {
                return traffic.noisy(beat, 1);
            }
        },
        THREE_TIMES("three times as many") {
            @Override
            long[] of(Traffic traffic, long[] beat, double millis) {
                return traffic.noisy(beat, 3);
            }
        },
        PERSON("a person there, 4 sessions a day") {
            @Override
            long[] of(Traffic traffic, long[] beat, double millis) {
                double days = (beat[beat.length - 1] - beat[0]) / 86_400_000.0;
                long[] person = traffic.person(Math.max(1, Math.ceil(days)), 4);
                long shift = beat[0] - (person.length == 0 ? 0 : person[0]);
                return Traffic.merged(
                        beat,
                        Arrays.stream(person)
                                .map(time -> time + shift)
                                .filter(time -> time <= beat[beat.length - 1])
                                .toArray());
            }
        },
        SECOND("a second beat, 2.7 times as fast") {
            @Override
            long[] of(Traffic traffic, long[] beat, double millis) {
                return Traffic.merged(beat, traffic.beat(millis / FASTER, 0.1, 0.1, (int) (MIXED_BEATS * FASTER)));
            }
        };

        private static final double FASTER = 2.7;
        private final String title;

        Mixture(String title) {
            this.title = title;
        }

        abstract long[] of(Traffic traffic, long[] beat, double millis);

        boolean isRight(Rhythm rhythm, double millis) {
            return close(rhythm, millis) || (this == SECOND && close(rhythm, millis / FASTER));
        }

        private static boolean close(Rhythm rhythm, double millis) {
            return Math.abs(Math.log(rhythm.periodMs() / millis)) < 0.3;
        }
    }

    /** A beat of 10 % jitter and 10 % missing: how often it is found, how often of these with its period, and RITA. */
    @Test
    void mixtures() {
        double[] periods = {60, 600, 3600, 21_600};
        StringBuilder table = new StringBuilder("| |");
        for (double seconds : periods) {
            table.append(' ').append(name(seconds)).append(" |");
        }
        double worst = 1;
        for (Mixture mixture : Mixture.values()) {
            table.append(String.format(Locale.ROOT, "%n| %s |", mixture.title));
            for (double seconds : periods) {
                int ours = 0;
                int right = 0;
                int theirs = 0;
                for (int seed = 0; seed < 2 * SEEDS; seed++) {
                    Traffic traffic = new Traffic(seed * 7919L + 5);
                    long[] beat = traffic.beat(seconds * 1000, 0.1, 0.1, MIXED_BEATS);
                    long[] all = mixture.of(traffic, beat, seconds * 1000);
                    long[] times = Arrays.copyOfRange(all, Math.max(0, all.length - 2000), all.length);
                    Rhythm rhythm = RhythmSearchTest.SEARCH.best(times);
                    ours += rhythm != null ? 1 : 0;
                    right += rhythm != null && mixture.isRight(rhythm, seconds * 1000) ? 1 : 0;
                    theirs += rita(times, sizes(traffic, times, beat, mixture)) ? 1 : 0;
                }
                table.append(String.format(
                        Locale.ROOT, " %d (%d) / %d |", 50 * ours / SEEDS, 50 * right / SEEDS, 50 * theirs / SEEDS));
                if (mixture == Mixture.ALONE || mixture == Mixture.BURSTS) {
                    worst = Math.min(worst, right / (2.0 * SEEDS));
                }
            }
        }
        System.out.println(table);
        assertThat(worst).as("alone and in bursts").isGreaterThanOrEqualTo(0.9);
    }

    /** Beats have a beacon's sizes, and so has all that a machine makes; what is at random or a person's has a person's. */
    private static long[] sizes(Traffic traffic, long[] times, long[] beat, Mixture mixture) {
        long[] sizes = traffic.beaconSizes(times.length);
        if (mixture == Mixture.AS_MANY || mixture == Mixture.THREE_TIMES || mixture == Mixture.PERSON) {
            long[] others = traffic.personSizes(times.length);
            for (int i = 0; i < times.length; i++) {
                if (Arrays.binarySearch(beat, times[i]) < 0) {
                    sizes[i] = others[i];
                }
            }
        }
        return sizes;
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
                Locale.ROOT,
                "people: %d pairs over 14 days, false alarms %d (%.5f per pair and day), RITA %d (%.5f)%n",
                pairs,
                ours,
                ours / (14.0 * pairs),
                theirs,
                theirs / (14.0 * pairs));
        assertThat(ours).isLessThanOrEqualTo(pairs / 100);
    }

    private static boolean rita(long[] times, long[] sizes) {
        double[] seconds =
                Arrays.stream(times).mapToDouble(time -> time / 1000.0).toArray();
        return times.length >= 4 && RitaScore.of(seconds, sizes) >= RitaScore.FOUND;
    }
}
