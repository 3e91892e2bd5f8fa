package io.waybill.streams.detect;

/**
 * Points at an event behind a verdict.
 *
 * @param capture name of the capture or feed
 * @param position position in it
 * @param eventId stable id of the event
 * @param time when it began, milliseconds since 1970 UTC
 * @param deviceId whose it is
 */
public record EventRef(String capture, long position, String eventId, long time, String deviceId)
        implements Comparable<EventRef> {

    /** By time, then by id: a total order that depends on the events alone. */
    @Override
    public int compareTo(EventRef other) {
        int byTime = Long.compare(time, other.time);
        return byTime != 0 ? byTime : eventId.compareTo(other.eventId);
    }
}
