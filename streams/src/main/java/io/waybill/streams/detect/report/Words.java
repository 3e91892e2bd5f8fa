package io.waybill.streams.detect.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers as a reader who is no specialist says them. Locale and time zone are fixed: English, UTC. */
public final class Words {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMMM uuuu HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final String[] BYTE_UNITS = {"bytes", "kB", "MB", "GB", "TB", "PB", "EB"};

    private Words() {}

    /** E.g. {@code 5 seconds}, {@code 1.5 hours}, {@code 7 days}. */
    public static String duration(double millis) {
        double seconds = millis / 1000;
        if (seconds < 0.95) {
            return unit(millis, "millisecond");
        }
        if (seconds < 100) {
            return unit(seconds, "second");
        }
        if (seconds < 3600) {
            return unit(seconds / 60, "minute");
        }
        return seconds < 172_000 ? unit(seconds / 3600, "hour") : unit(seconds / 86_400, "day");
    }

    private static String unit(double value, String unit) {
        String number = number(value);
        return number + " " + unit + (number.equals("1") ? "" : "s");
    }

    /** At most one decimal, none where it is zero: {@code 7}, {@code 1.5}. */
    public static String number(double value) {
        double tenth = StrictMath.floor(value * 10 + 0.5) / 10;
        if (tenth == StrictMath.rint(tenth) && StrictMath.abs(tenth) < 1e15) {
            return Long.toString((long) tenth);
        }
        return Double.toString(tenth);
    }

    /** E.g. {@code 7.6 %}; a share that is not zero never reads as zero. */
    public static String percent(double share) {
        double percent = share * 100;
        return percent > 0 && percent < 0.1 ? "under 0.1 %" : number(percent) + " %";
    }

    /** E.g. {@code 1.5 MB}, powers of 1000. */
    public static String bytes(double bytes) {
        double value = bytes;
        int unit = 0;
        // What would be rounded to 1000 is 1 of the next unit.
        while (value >= 999.95 && unit < BYTE_UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return number(value) + " " + BYTE_UNITS[unit];
    }

    /** E.g. {@code 1 device}, {@code 12 devices}; {@code noun} in the singular. */
    public static String count(long n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }

    /** E.g. {@code 3 of 40 devices (7.5 %)}. */
    public static String share(long k, long n, String noun) {
        return k + " of " + count(n, noun) + (n == 0 ? "" : " (" + percent((double) k / n) + ")");
    }

    /** E.g. {@code 4 August 2014 09:15 UTC}. */
    public static String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis)) + " UTC";
    }

    /** How likely chance makes something like this: {@code 1 in 2,000} reads easier than a p-value. */
    public static String chance(double p) {
        if (p < 1e-12) {
            return "less than 1 in a million million";
        }
        double odds = StrictMath.floor(1 / p);
        return "about 1 in " + String.format(Locale.ENGLISH, "%,d", (long) odds);
    }
}
