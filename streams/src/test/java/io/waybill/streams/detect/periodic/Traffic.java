package io.waybill.streams.detect.periodic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Contact times with and without a beat, in milliseconds, from a seed. */
final class Traffic {

    private static final double HOUR = 3_600_000;
    private static final double DAY = 24 * HOUR;

    private final Random random;

    Traffic(long seed) {
        random = new Random(seed);
    }

    /**
     * A beat. Each interval is the period, stretched or shortened evenly by up to {@code jitter}; each contact is missing with
     * probability {@code missing}.
     */
    long[] beat(double periodMs, double jitter, double missing, int beats) {
        List<Double> times = new ArrayList<>();
        double t = random.nextDouble() * periodMs;
        for (int i = 0; i < beats; i++) {
            if (random.nextDouble() >= missing) {
                times.add(t);
            }
            t += periodMs * (1 + jitter * (2 * random.nextDouble() - 1));
        }
        return sorted(times);
    }

    /** The same beat by the clock: contacts stray around fixed times instead of drifting. */
    long[] clock(double periodMs, double jitter, double missing, int beats) {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < beats; i++) {
            if (random.nextDouble() >= missing) {
                times.add((i + 1 + jitter * (2 * random.nextDouble() - 1)) * periodMs);
            }
        }
        return sorted(times);
    }

    /** Each beat as several connections within {@code spreadMs}. */
    long[] bursts(long[] beats, int most, double spreadMs) {
        List<Double> times = new ArrayList<>();
        for (long beat : beats) {
            int n = 1 + random.nextInt(most);
            for (int i = 0; i < n; i++) {
                times.add(beat + (i == 0 ? 0 : random.nextDouble() * spreadMs));
            }
        }
        return sorted(times);
    }

    /** The contacts of both. */
    static long[] merged(long[] one, long[] other) {
        return java.util.stream.LongStream.concat(Arrays.stream(one), Arrays.stream(other))
                .sorted()
                .toArray();
    }

    /** As a feed has them that tells whole seconds. */
    static long[] inSeconds(long[] times) {
        return Arrays.stream(times).map(time -> time / 1000 * 1000).toArray();
    }

    /** A beat with contacts at random in between, {@code noise} of them per beat. */
    long[] noisy(long[] beats, double noise) {
        List<Double> times = new ArrayList<>();
        Arrays.stream(beats).forEach(t -> times.add((double) t));
        double span = beats[beats.length - 1] - beats[0];
        for (int i = 0; i < noise * beats.length; i++) {
            times.add(beats[0] + random.nextDouble() * span);
        }
        return sorted(times);
    }

    /**
     * A person: sessions through the waking day, more in the evening, each a burst of contacts with heavy-tailed pauses.
     *
     * @param sessionsPerDay on average
     */
    long[] person(double days, double sessionsPerDay) {
        List<Double> times = new ArrayList<>();
        for (int day = 0; day < days; day++) {
            int sessions = poisson(sessionsPerDay);
            for (int s = 0; s < sessions; s++) {
                double hour = 7 + 16 * Math.sqrt(random.nextDouble());
                double t = day * DAY + hour * HOUR;
                int contacts = 1 + (int) Math.exp(random.nextGaussian() + 1);
                for (int i = 0; i < contacts; i++) {
                    times.add(t);
                    t += 1000 * Math.exp(1.5 * random.nextGaussian() + 1.5);
                }
            }
        }
        return sorted(times);
    }

    /** Contacts at random, no memory. */
    long[] poisson(double days, double perDay) {
        List<Double> times = new ArrayList<>();
        double t = 0;
        while (t < days * DAY) {
            t += -Math.log(1 - random.nextDouble()) * DAY / perDay;
            times.add(t);
        }
        return sorted(times);
    }

    /** Contacts at random, thinned by the hour: hardly any at night, most in the evening. */
    long[] diurnal(double days, double perDay) {
        return Arrays.stream(poisson(days, perDay / 0.58))
                .filter(t -> random.nextDouble() < wakefulness(t % DAY / HOUR))
                .toArray();
    }

    private static double wakefulness(double hour) {
        return hour < 6 ? 0.05 : hour < 8 ? 0.4 : hour < 18 ? 0.7 : hour < 23 ? 1 : 0.2;
    }

    /** Sizes as a beacon has them: one of two, the second seldom. */
    long[] beaconSizes(int n) {
        return random.longs(n).map(x -> Math.floorMod(x, 20) == 0 ? 2400 : 640).toArray();
    }

    /** Sizes as people make them. */
    long[] personSizes(int n) {
        long[] sizes = new long[n];
        Arrays.setAll(sizes, i -> (long) (600 * Math.exp(random.nextGaussian())));
        return sizes;
    }

    private int poisson(double mean) {
        int k = -1;
        double product = 1;
        do {
            product *= random.nextDouble();
            k++;
        } while (product > Math.exp(-mean));
        return k;
    }

    private static long[] sorted(List<Double> times) {
        return times.stream().mapToLong(Double::longValue).sorted().toArray();
    }
}
