package io.waybill.cli.health;

/**
 * How a process is.
 *
 * @param live false only where a restart would help
 * @param ready whether it does its work now
 * @param detail why, in words, without names of devices or hosts
 */
public record Health(boolean live, boolean ready, String detail) {

    /** Does its work. */
    public static Health ready(String detail) {
        return new Health(true, true, detail);
    }

    /** Does not do its work yet, and will by itself. */
    public static Health waiting(String detail) {
        return new Health(true, false, detail);
    }

    /** Has failed for good. */
    public static Health dead(String detail) {
        return new Health(false, false, detail);
    }
}
