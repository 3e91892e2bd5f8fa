package io.waybill.streams.aggregate.device;

import io.waybill.schemas.DeviceConnection;
import io.waybill.streams.aggregate.device.DeviceBook.Applied;
import io.waybill.streams.codec.ConnectionView;
import io.waybill.streams.detect.Contact.Endpoint;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.resolve.Location;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Events as records, for tests: turned to bytes and viewed, as they come from a topic. */
final class Events {

    private Events() {}

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
