package io.waybill.captures.packet;

/**
 * How an interface of a pcapng file counts time.
 *
 * @param unitsPerSecond a power of ten or of two, at least 1
 * @param offsetSeconds added to every time stamp
 */
record TimeResolution(long unitsPerSecond, long offsetSeconds) {

    /** Microseconds since 1970: what holds where the file does not say. */
    static final TimeResolution DEFAULT = new TimeResolution(1_000_000, 0);

    /**
     * The last moment of the year 9999. Times beyond it, from broken files, are set to it, times before 1970 to 1970.
     */
    static final long LAST_MILLIS = 253_402_300_799_999L;

    private static final long NANOS = 1_000_000_000;

    /**
     * Resolution by the value of the option {@code if_tsresol}: a negative power of ten, or of two when the top bit
     * is set.
     */
    static TimeResolution of(int option, long offsetSeconds) {
        int exponent = option & 0x7f;
        if ((option & 0x80) != 0) {
            return new TimeResolution(1L << Math.min(exponent, 62), offsetSeconds);
        }
        long units = 1;
        for (int i = 0; i < Math.min(exponent, 18); i++) {
            units *= 10;
        }
        return new TimeResolution(units, offsetSeconds);
    }

    /** A time stamp, taken as unsigned, as milliseconds since 1970 UTC. */
    long millis(long units) {
        long seconds = Long.divideUnsigned(units, unitsPerSecond);
        if (seconds < 0 || seconds > LAST_MILLIS / 1_000 || Math.abs(offsetSeconds) > LAST_MILLIS / 1_000) {
            return LAST_MILLIS;
        }
        return Math.min(Math.max((seconds + offsetSeconds) * 1_000 + nanosOfSecond(units) / 1_000_000, 0), LAST_MILLIS);
    }

    /** Nanoseconds of a time stamp beyond its milliseconds, 0 to 999,999; units finer than that are cut off. */
    int nanosOfMilli(long units) {
        return (int) (nanosOfSecond(units) % 1_000_000);
    }

    private long nanosOfSecond(long units) {
        long rest = Long.remainderUnsigned(units, unitsPerSecond);
        if (unitsPerSecond <= NANOS) {
            return rest * NANOS / unitsPerSecond;
        }
        if (unitsPerSecond % NANOS == 0) {
            return rest / (unitsPerSecond / NANOS);
        }
        // A power of two: 33 bits of the fraction are more than nanoseconds need, and their product fits.
        int bits = Long.numberOfTrailingZeros(unitsPerSecond);
        int fewer = Math.max(0, bits - 33);
        return (rest >>> fewer) * NANOS >>> bits - fewer;
    }
}
