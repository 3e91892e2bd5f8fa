package io.waybill.testkit.fleet;

import io.waybill.testkit.random.RandomStream;

/**
 * Habits of whoever carries a phone. Hours are local, with fractions.
 *
 * @param wakes when the day begins
 * @param sleeps when it ends; may be past 24
 * @param weekendShift hours by which both are later at weekends
 * @param activity sessions a day
 * @param switchesOffAtNight whether the phone is off while its owner sleeps
 */
public record Person(double wakes, double sleeps, double weekendShift, double activity, boolean switchesOffAtNight) {

    private static final long DAY = 86_400_000L;
    /** 1970-01-01 was a Thursday: day numbers 2 and 3 modulo 7 are Saturdays and Sundays. */
    private static final int SATURDAY = 2;

    private static final int SUNDAY = 3;

    /** Draws somebody. */
    static Person draw(RandomStream random) {
        return new Person(
                clamp(random.normal(6.8, 0.9), 4.5, 10),
                clamp(random.normal(23.2, 0.9), 21, 26),
                clamp(random.normal(1.2, 0.7), 0, 3),
                clamp(random.logNormal(16, 0.45), 5, 45),
                random.chance(0.08));
    }

    private static double clamp(double value, double low, double high) {
        return StrictMath.max(low, StrictMath.min(high, value));
    }

    /** Whether the person sleeps at this local time. */
    public boolean asleep(long localMillis) {
        double hour = hour(localMillis);
        return sleeps < 24 ? hour < wakes || hour >= sleeps : hour >= sleeps - 24 && hour < wakes;
    }

    /** How much the phone is used at this local time, relative to the day's peak: 0.02 asleep to 1 in the evening. */
    public double intensity(long localMillis) {
        if (asleep(localMillis)) {
            return 0.02;
        }
        double hour = hour(localMillis);
        if (hour < wakes + 1) {
            return 0.6;
        }
        if (hour >= 12 && hour < 13.5) {
            return 0.85;
        }
        return hour >= 18 && hour < 22.5 ? 1.0 : 0.5;
    }

    private double hour(long localMillis) {
        long day = Math.floorDiv(localMillis, DAY);
        int weekday = (int) Math.floorMod(day, 7L);
        double hour = Math.floorMod(localMillis, DAY) / 3_600_000.0;
        return weekday == SATURDAY || weekday == SUNDAY ? hour - weekendShift : hour;
    }
}
