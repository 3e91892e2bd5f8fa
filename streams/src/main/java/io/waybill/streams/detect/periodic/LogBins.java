package io.waybill.streams.detect.periodic;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Bins for lengths of time, each wider than the one before by the same factor. Says without a logarithm in which bin a length
 * lies: the lengths at which bins begin are worked out once, and the exponent of a length with the first eight bits of its
 * mantissa leads to its bin or the one before. Immutable.
 */
final class LogBins {

    /** Width of a bin: the natural logarithm of the factor. */
    static final double WIDTH = 0.01;

    /** Wider than a part of an octave, so that at most one bin begins within such a part. */
    private static final int SHIFT = 52 - 8;

    /** Few shortest lengths are asked for: one for each scale of the search. */
    static final int MOST_KEPT = 64;

    private static final Map<Double, LogBins> KEPT = new ConcurrentHashMap<>();

    private final double shortest;
    private final long[] begins;
    private final double[] middles;
    private final int[] parts;
    private final long firstPart;

    /** Works out where the bins begin: some thousand logarithms. */
    LogBins(double shortest, double longest) {
        this.shortest = shortest;
        begins = new long[count(longest)];
        middles = new double[begins.length];
        for (int bin = 0; bin < middles.length; bin++) {
            middles[bin] = shortest * StrictMath.exp((bin + 0.5) * WIDTH);
        }
        for (int bin = 1; bin < begins.length; bin++) {
            begins[bin] = begin(bin);
        }
        firstPart = part(shortest);
        parts = new int[(int) (part(longest) - firstPart) + 1];
        for (int i = 1; i < parts.length; i++) {
            parts[i] = exactly(Double.longBitsToDouble(firstPart + i << SHIFT));
        }
    }

    /**
     * Bins from one length to another, worked out once. Thread-safe.
     *
     * @param shortest where the first begins, milliseconds, positive
     * @param longest behind the last, the same for all callers
     */
    static LogBins between(double shortest, double longest) {
        LogBins known = KEPT.get(shortest);
        if (known == null) {
            if (KEPT.size() >= MOST_KEPT) {
                KEPT.clear();
            }
            known = new LogBins(shortest, longest);
            KEPT.put(shortest, known);
        }
        return known;
    }

    /** Number of bins up to a length. */
    int count(double longest) {
        return exactly(longest) + 1;
    }

    /** The bin of a length, which is neither shorter than the shortest nor as long as the longest. */
    int of(long length) {
        int bin = parts[(int) (part(length) - firstPart)];
        return bin + 1 < begins.length && length >= begins[bin + 1] ? bin + 1 : bin;
    }

    /** The length in the middle of a bin, by its logarithm. */
    double middle(int bin) {
        return middles[bin];
    }

    private static long part(double length) {
        return Double.doubleToRawLongBits(length) >>> SHIFT;
    }

    private int exactly(double length) {
        return (int) (StrictMath.log(length / shortest) / WIDTH);
    }

    /** The least whole length in a bin. */
    private long begin(int bin) {
        long length = (long) StrictMath.ceil(shortest * StrictMath.exp(bin * WIDTH));
        while (length - 1 >= shortest && exactly(length - 1) >= bin) {
            length--;
        }
        while (exactly(length) < bin) {
            length++;
        }
        return length;
    }
}
