package io.waybill.captures;

import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.HostSource;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.Transport;
import java.util.List;

/** Connection events to be filled in. */
public final class Connections {

    private Connections() {}

    /** A new event with the schema's defaults, from this place in this capture; event id, device and time are still to be set. */
    public static DeviceConnection blank(String capture, long position) {
        DeviceConnection event = new DeviceConnection();
        event.setTransport(Transport.OTHER);
        event.setHostSource(HostSource.NONE);
        event.setOutcome(Outcome.UNKNOWN);
        event.setOccurrences(1);
        event.setLeaks(List.of());
        event.setCapture(capture);
        event.setPosition(position);
        return event;
    }
}
