package io.waybill.streams.detect.periodic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The baseline: the beacon score of RITA v5, written from its published formula (timestamps, data sizes, histogram and
 * duration, a quarter each, over the last 24 hours). A pair counts as found from 0.8 on, where RITA's own severity is at its
 * highest.
 */
final class RitaScore {

    static final double FOUND = 0.8;
    private static final int BARS = 24;
    private static final double DAY = 86_400;

    private RitaScore() {}

    /** The score of one pair; times in seconds, ascending, with the bytes sent by each. */
    static double of(double[] times, long[] bytes) {
        double end = times[times.length - 1];
        double begin = Math.max(times[0], end - DAY);
        int from = 0;
        while (times[from] < begin) {
            from++;
        }
        double[] recent = Arrays.copyOfRange(times, from, times.length);
        double[] sizes =
                Arrays.stream(bytes, from, bytes.length).asDoubleStream().toArray();
        if (Arrays.stream(recent).distinct().count() < 4 || recent.length >= DAY) {
            return 0;
        }
        int[] bars = bars(recent, begin, end);
        return round((timestamps(recent) + spreadScore(sizes, 0) + histogram(bars) + duration(bars, recent, begin, end))
                / 4);
    }

    private static double timestamps(double[] times) {
        List<Double> gaps = new ArrayList<>();
        for (int i = 1; i < times.length; i++) {
            if (times[i] > times[i - 1]) {
                gaps.add(times[i] - times[i - 1]);
            }
        }
        return gaps.size() < 3
                ? 0
                : spreadScore(gaps.stream().mapToDouble(Double::doubleValue).toArray(), 1);
    }

    private static double spreadScore(double[] values, double byDefault) {
        double[] v = values.clone();
        Arrays.sort(v);
        if (v.length < 3) {
            return 0;
        }
        double q1 = median(Arrays.copyOfRange(v, 0, v.length / 2));
        double q2 = median(v);
        double q3 = median(Arrays.copyOfRange(v, (v.length + 1) / 2, v.length));
        double skew = q3 - q1 < 10 || q2 == q1 || q2 == q3 ? 0 : (q1 + q3 - 2 * q2) / (q3 - q1);
        double[] distances =
                Arrays.stream(v).map(x -> Math.abs(x - q2)).sorted().toArray();
        double mad = q2 < 1 ? byDefault : Math.max(0, (q2 - median(distances)) / q2);
        return round((1 - Math.abs(skew) + mad) / 2);
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static int[] bars(double[] times, double begin, double end) {
        int[] bars = new int[BARS];
        for (double time : times) {
            int bar = (int) ((time - begin) / Math.max(1e-9, end - begin) * BARS);
            bars[Math.min(BARS - 1, bar)]++;
        }
        return bars;
    }

    private static double histogram(int[] bars) {
        double mean = Arrays.stream(bars).average().orElse(0);
        double variance =
                Arrays.stream(bars).mapToDouble(b -> (b - mean) * (b - mean)).sum() / BARS;
        double cv = Math.sqrt(variance) / mean;
        double flat = cv > 1 ? 0 : 1 - cv;
        long filled = Arrays.stream(bars).filter(b -> b > 0).count();
        if (filled < 11) {
            return flat;
        }
        int bin = (int) Math.ceil(0.05 * Arrays.stream(bars).max().orElse(1));
        Map<Integer, Integer> groups = new TreeMap<>();
        Arrays.stream(bars).filter(b -> b > 0).forEach(b -> groups.merge(b / bin, 1, Integer::sum));
        int twoLargest = groups.values().stream()
                .sorted((a, b) -> b - a)
                .limit(2)
                .mapToInt(Integer::intValue)
                .sum();
        return Math.max(flat, Math.min(1, twoLargest / (double) Math.max(filled - 1, 1)));
    }

    private static double duration(int[] bars, double[] times, double begin, double end) {
        if (Arrays.stream(bars).filter(b -> b > 0).count() < 6) {
            return 0;
        }
        double coverage = Math.min(1, (times[times.length - 1] - times[0]) / Math.max(1e-9, end - begin));
        int longest = 0;
        int run = 0;
        for (int i = 0; i < 2 * BARS; i++) {
            run = bars[i % BARS] > 0 ? run + 1 : 0;
            longest = Math.max(longest, Math.min(run, BARS));
        }
        double consistency = Math.min(1, longest / 12.0);
        return Math.ceil(Math.max(coverage, consistency) * 1000) / 1000;
    }

    private static double round(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
