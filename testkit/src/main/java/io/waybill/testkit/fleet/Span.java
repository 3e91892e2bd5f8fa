package io.waybill.testkit.fleet;

/**
 * A span of time, milliseconds since 1970 UTC.
 *
 * @param from inclusive
 * @param to exclusive
 */
public record Span(long from, long to) {

    /** Whether this instant lies in it. */
    public boolean contains(long time) {
        return time >= from && time < to;
    }

    /** The instant at this fraction of it, 0 to 1. */
    public long at(double fraction) {
        return from + (long) ((to - from) * fraction);
    }

    /** How long it is, milliseconds. */
    public long length() {
        return to - from;
    }
}
