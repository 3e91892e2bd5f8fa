package io.waybill.streams.aggregate.device;

import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.Outcome;
import io.waybill.streams.detect.Contact.Endpoint;
import io.waybill.streams.detect.EventRef;
import io.waybill.streams.resolve.Location;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /** What is kept of an event whose far end has this index. */
    static ContactRow of(DeviceConnection event, int endpoint) {
        return new ContactRow(
                event.getDurationMs(),
                event.getBytesSent(),
                event.getBytesReceived(),
                event.getPacketsSent(),
                event.getPacketsReceived(),
                event.getOutcome(),
                event.getOccurrences(),
                endpoint,
                event.getLeaks(),
                new EventRef(
                        event.getCapture(),
                        event.getPosition(),
                        event.getEventId(),
                        event.getTime().toEpochMilli(),
                        event.getDeviceId()));
    }

    /** The far end of an event. */
    static Endpoint endpointOf(DeviceConnection event, Location location) {
        ByteBuffer address = event.getRemoteIp();
        byte @Nullable [] ip = null;
        if (address != null) {
            ip = new byte[address.remaining()];
            address.duplicate().get(ip);
        }
        return new Endpoint(
                event.getHost(),
                ip,
                event.getRemotePort(),
                event.getTransport(),
                event.getProtocol(),
                event.getApp(),
                location.country(),
                location.asn());
    }

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
