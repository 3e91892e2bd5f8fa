package io.waybill.testkit.traffic;

import io.waybill.testkit.fleet.Life;
import io.waybill.testkit.random.RandomStream;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A timer that goes off again and again. The next beat counts from the last one, so that jitter adds up as it does in a real
 * timer.
 */
public final class BeatSource implements TrafficSource {

    private static final double DOZE_STRETCH = 2.5;

    private final Life life;
    private final RandomStream random;
    private final Rhythm rhythm;
    private final LongFunction<@Nullable Contact> contactAt;
    private long time;

    /**
     * How it beats.
     *
     * @param periodMillis mean distance of two beats
     * @param jitter each distance is drawn uniformly within this share of the period, both ways, 0 to 1
     * @param missing share of beats that never happen
     * @param patient whether a beat that finds the phone offline is made up for when it is back, and beats are rarer while the
     *     owner sleeps, as platforms make well-behaved timers do
     */
    public record Rhythm(long periodMillis, double jitter, double missing, boolean patient) {

        /** A beat that happens whatever the owner does; what falls into an offline spell is lost. */
        public static Rhythm steady(long periodMillis, double jitter) {
            return new Rhythm(periodMillis, jitter, 0.05, false);
        }

        /** No beat at all: a Poisson process of this mean distance. */
        public static Rhythm irregular(long meanMillis) {
            return new Rhythm(meanMillis, Double.POSITIVE_INFINITY, 0, false);
        }

        private double distance(RandomStream random) {
            return Double.isInfinite(jitter)
                    ? random.exponential(periodMillis)
                    : periodMillis * (1 + jitter * random.between(-1, 1));
        }
    }

    /**
     * A timer.
     *
     * @param contactAt makes the contact of a beat; null where this beat makes none
     */
    public BeatSource(Life life, RandomStream random, Rhythm rhythm, LongFunction<@Nullable Contact> contactAt) {
        this.life = life;
        this.random = random;
        this.rhythm = rhythm;
        this.contactAt = contactAt;
        this.time = life.period().from() + (long) random.between(0, rhythm.periodMillis());
    }

    @Override
    public @Nullable Contact next() {
        while (time < life.period().to()) {
            long beat = time;
            Contact contact = beatAt(beat);
            double stretch = rhythm.patient() && life.asleep(beat) ? DOZE_STRETCH : 1;
            time = (contact == null ? beat : contact.time()) + Math.max(1, (long) (stretch * rhythm.distance(random)));
            if (contact != null) {
                return contact;
            }
        }
        return null;
    }

    private @Nullable Contact beatAt(long beat) {
        long when = beat;
        if (!life.online(beat)) {
            if (!rhythm.patient()) {
                return null;
            }
            when = life.nextOnline(beat) + (long) random.exponential(20_000);
        }
        if (when >= life.period().to() || random.chance(rhythm.missing())) {
            return null;
        }
        return contactAt.apply(when);
    }
}
