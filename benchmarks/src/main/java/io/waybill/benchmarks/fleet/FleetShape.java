package io.waybill.benchmarks.fleet;

/**
 * How large a fleet and how many of its events.
 *
 * @param events records of the connection topic; about one in {@link #REPEAT_EVERY} is a repeat of another
 * @param keys factor on devices and destinations, 1 to 64. The number of events stays, so state grows
 * @param seed another number, other events
 */
public record FleetShape(long events, int keys, long seed) {

    /** Models, whatever the factor. */
    public static final int MODELS = 200;

    /** The fleet's events per hour of event time, whatever their number: more events are a longer time, not a busier one. */
    public static final long EVENTS_PER_HOUR = 833_333;

    /** One record in so many repeats an earlier one: a feed sends again what it is not sure was taken. */
    public static final int REPEAT_EVERY = 200;

    /** 2025-10-09T00:00:00Z: the past, as in a replay. */
    public static final long START_MILLIS = 1_759_968_000_000L;

    private static final double HOUR_MILLIS = 3_600_000.0;

    /** Checks the ranges. */
    public FleetShape {
        if (events < 1 || keys < 1 || keys > 64) {
            throw new IllegalArgumentException(
                    "at least one event, and 1 to 64 times the keys: " + events + ", " + keys);
        }
    }

    /** Phones. */
    public int devices() {
        return 20_000 * keys;
    }

    /** Sites, each with one to three host names and addresses. */
    public int sites() {
        return 5_000 * keys;
    }

    /** Sites that the phones of one model mostly talk to. */
    public int favourites() {
        return 50 * keys;
    }

    /** Event time of the nth record, before jitter. */
    long timeOf(long index) {
        return START_MILLIS + (long) (index * (HOUR_MILLIS / EVENTS_PER_HOUR));
    }

    /** Event time from first to last record, milliseconds. */
    public long spanMillis() {
        return timeOf(events) - START_MILLIS;
    }
}
