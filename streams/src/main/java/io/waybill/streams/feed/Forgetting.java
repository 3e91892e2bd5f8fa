package io.waybill.streams.feed;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The wish that a device be forgotten: a profile record without value, as one that takes the profile back, with a header. Without
 * the header only the profile goes and the device's events count for the unknown model.
 */
public final class Forgetting {

    /** Name of the header; its value says nothing. */
    public static final String HEADER = "waybill.forget";

    private Forgetting() {}

    static Headers headers() {
        return new RecordHeaders().add(HEADER, new byte[0]);
    }

    /** Whether a profile record with these headers and without value asks for it. */
    public static boolean isAsked(Headers headers) {
        return headers.lastHeader(HEADER) != null;
    }
}
