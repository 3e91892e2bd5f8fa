package io.waybill.benchmarks.run;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What a long run shows: its halves beside each other. The first quarter is left out, in which caches and code warm up. */
public final class SoakReport {

    private static final int LEAST_SAMPLES = 8;

    private SoakReport() {}

    /**
     * Lines for the user.
     *
     * @throws IllegalArgumentException with fewer than 8 samples
     */
    public static List<String> lines(List<SoakSample> samples) {
        if (samples.size() < LEAST_SAMPLES) {
            throw new IllegalArgumentException(
                    "too short: " + samples.size() + " samples, and " + LEAST_SAMPLES + " are needed");
        }
        return List.of(
                line(samples, "live heap, MB", sample -> sample.liveBytes() / 1e6),
                line(samples, "resident, MB", sample -> sample.residentBytes() / 1e6),
                line(samples, "live bytes per event kept", SoakSample::bytesPerEvent),
                line(samples, "latency, median, ms", SoakSample::medianMillis),
                line(samples, "latency, p99, ms", SoakSample::p99Millis));
    }

    private static String line(List<SoakSample> samples, String what, ToDoubleFunction<SoakSample> of) {
        List<SoakSample> warm = samples.subList(samples.size() / 4, samples.size());
        int middle = warm.size() / 2;
        double before = mean(warm.subList(0, middle), of);
        double after = mean(warm.subList(middle, warm.size()), of);
        return String.format(
                Locale.ROOT,
                "%-26s %10.1f in the first half, %10.1f in the second (%+.0f %%)",
                what,
                before,
                after,
                before == 0 ? 0 : (after / before - 1) * 100);
    }

    private static double mean(List<SoakSample> samples, ToDoubleFunction<SoakSample> of) {
        return samples.stream().mapToDouble(of).average().orElse(0);
    }
}
