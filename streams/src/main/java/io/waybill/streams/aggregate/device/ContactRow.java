package io.waybill.streams.aggregate.device;

import io.waybill.schemas.Outcome;
import io.waybill.streams.detect.EventRef;
import java.util.List;

/**
 * One connection event as the device side keeps it.
 *
 * @param endpoint index in the pair's {@link EndpointTable}
 * @param event identity and whereabouts of the event
 */
record ContactRow(
        long durationMs,
        long bytesSent,
        long bytesReceived,
        long packetsSent,
        long packetsReceived,
        Outcome outcome,
        int occurrences,
        int endpoint,
        List<String> leaks,
        EventRef event) {

    long time() {
        return event.time();
    }

    boolean failed() {
        return outcome == Outcome.UNANSWERED || outcome == Outcome.REJECTED;
    }

    ContactRow withEndpoint(int other) {
        return new ContactRow(
                durationMs,
                bytesSent,
                bytesReceived,
                packetsSent,
                packetsReceived,
                outcome,
                occurrences,
                other,
                leaks,
                event);
    }
}
