package io.waybill.testkit.random;

import java.util.List;

/**
 * Reproducible random numbers that depend on the seed and a purpose alone, never on who else draws: every device and every
 * purpose has its own stream, so that one more device or one more kind of traffic leaves all others as they were.
 *
 * <p>SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA 2014); written out here because
 * the bounded and real-valued methods of {@code java.util.SplittableRandom} changed between Java versions. Logarithms and
 * the like come from {@link StrictMath}: the same bits on every machine. For one thread.
 */
public final class RandomStream {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    private RandomStream(long state) {
        this.state = state;
    }

    /** The stream of this purpose. */
    public static RandomStream of(long seed, String purpose) {
        return new RandomStream(mix(seed ^ hash(purpose)));
    }

    /**
     * A 64-bit hash of a text: FNV-1a over its UTF-16 units, finished with the mixer of the generator; for choices that must be
     * the same whenever they are made.
     */
    public static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return mix(hash);
    }

    /** The stream that starts from this state of the generator. */
    static RandomStream ofState(long state) {
        return new RandomStream(state);
    }

    private static long mix(long z) {
        long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }

    /** Any long. */
    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Uniform in [0, 1). */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** Uniform in [0, bound), bound at least 1. The bias of the remainder is below 2^-32 for the bounds in use here. */
    public int below(int bound) {
        return (int) Long.remainderUnsigned(nextLong(), bound);
    }

    /** Uniform in [low, high). */
    public double between(double low, double high) {
        return low + (high - low) * nextDouble();
    }

    /** True with this probability. */
    public boolean chance(double probability) {
        return nextDouble() < probability;
    }

    /** Exponential with this mean. */
    public double exponential(double mean) {
        return -mean * StrictMath.log(1 - nextDouble());
    }

    /** Normal, by the trigonometric form of Box and Muller (1958): two draws each time. */
    public double normal(double mean, double deviation) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - nextDouble()));
        return mean + deviation * radius * StrictMath.cos(2 * StrictMath.PI * nextDouble());
    }

    /** Log-normal with this median; sigma is the deviation of its natural logarithm. */
    public double logNormal(double median, double sigma) {
        return median * StrictMath.exp(normal(0, sigma));
    }

    /** 1 or more, geometric with this mean. */
    public int geometric(double mean) {
        return 1 + (int) StrictMath.floor(exponential(1) / StrictMath.log(mean / (mean - 1)));
    }

    /** One of these, each as likely. */
    public <T> T pick(List<T> choices) {
        return choices.get(below(choices.size()));
    }
}
