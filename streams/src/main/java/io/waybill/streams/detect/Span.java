package io.waybill.streams.detect;

/**
 * A span of event time, milliseconds since 1970 UTC.
 *
 * @param start inclusive
 * @param end exclusive
 */
public record Span(long start, long end) {}
