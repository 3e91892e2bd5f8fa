package io.waybill.streams.aggregate.device;

import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.Transport;
import io.waybill.streams.codec.ConnectionView;
import io.waybill.streams.detect.Contact.Endpoint;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.resolve.Location;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/** Events as records, for tests: turned to bytes and viewed, as they come from a topic. */
final class Events {

    private Events() {}

    /** An established connection over TLS's port in the capture {@code c}; the rest is the schema's default. */
    static DeviceConnection.Builder connection(String device, String id, long time) {
        return DeviceConnection.newBuilder()
                .setEventId(id)
                .setDeviceId(device)
                .setTime(Instant.ofEpochMilli(time))
                .setTransport(Transport.TCP)
                .setRemotePort(443)
                .setOutcome(Outcome.ESTABLISHED)
                .setCapture("c");
    }

    static Applied apply(DeviceBook book, DeviceConnection event, Destination destination, Location location) {
        return book.apply(ConnectionView.of(event), farEnd(event, destination, location));
    }

    static FarEnd farEnd(DeviceConnection event, Destination destination, Location location) {
        ByteBuffer ip = event.getRemoteIp();
        return new FarEnd(
                destination,
                new Endpoint(
                        event.getHost(),
                        ip == null ? null : Arrays.copyOfRange(ip.array(), ip.position(), ip.limit()),
                        event.getRemotePort(),
                        event.getTransport(),
                        event.getProtocol(),
                        event.getApp(),
                        location.country(),
                        location.asn()));
    }
}
