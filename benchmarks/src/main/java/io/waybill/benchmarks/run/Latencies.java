package io.waybill.benchmarks.run;

import java.util.Arrays;
import java.util.Locale;

/** Times that things took, summed up. Not safe for several threads. */
final class Latencies {

    private long[] millis = new long[64];
    private int size;

    void add(long each) {
        if (size == millis.length) {
            millis = Arrays.copyOf(millis, size * 2);
        }
        millis[size++] = each;
    }

    int size() {
        return size;
    }

    /**
     * The smallest time that this share of them does not exceed.
     *
     * @param share over 0, up to 1
     * @throws IllegalStateException when there are none
     */
    long percentile(double share) {
        if (size == 0) {
            throw new IllegalStateException("nothing was measured");
        }
        long[] sorted = Arrays.copyOf(millis, size);
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(share * size) - 1)];
    }

    /** Median, 99th percentile and maximum on one line. */
    String describe() {
        return String.format(
                Locale.ROOT,
                "median %.2f s, p99 %.2f s, max %.2f s",
                percentile(0.5) / 1e3,
                percentile(0.99) / 1e3,
                percentile(1) / 1e3);
    }
}
