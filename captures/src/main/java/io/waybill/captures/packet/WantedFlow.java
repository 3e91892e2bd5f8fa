package io.waybill.captures.packet;

/**
 * A connection whose packets are wanted.
 *
 * @param eventId the event that stands for it
 * @param position number of its first packet in the capture, 1 is the first
 * @param endMillis time of its last packet, milliseconds since 1970 UTC
 */
public record WantedFlow(String eventId, long position, long endMillis) {}
