package io.waybill.captures.netflow;

import io.waybill.captures.Connections;
import io.waybill.captures.device.DeviceIds;
import io.waybill.captures.device.Endpoint;
import io.waybill.captures.device.IpScope;
import io.waybill.captures.device.Sides;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.Transport;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Flow records as connection events. */
final class FlowEvents {
    private static final int FIRST_EPHEMERAL_PORT = 1024;
    private static final int SYN = 0x02;
    private static final int RST = 0x04;

    private final String capture;
    private final DeviceIds devices;

    FlowEvents(String capture, DeviceIds devices) {
        this.capture = capture;
        this.devices = devices;
    }

    /** The event of a record and, where it was found, the record of the other direction. */
    DeviceConnection event(FlowRecord flow, @Nullable FlowRecord back, String id, long position) {
        boolean began = back == null || flow.startMillis() <= back.startMillis();
        boolean knownStart = flow.hasReverse() || back != null && flow.startMillis() != back.startMillis();
        if (!knownStart) {
            began = looksLikeClient(flow.source(), flow.destination());
        }
        Endpoint originator = began ? flow.source() : flow.destination();
        Endpoint responder = began ? flow.destination() : flow.source();
        long start = back == null ? flow.startMillis() : Math.min(flow.startMillis(), back.startMillis());
        long end = back == null ? flow.endMillis() : Math.max(flow.endMillis(), back.endMillis());
        boolean deviceIsOriginator = Sides.originatorIsDevice(originator, responder, knownStart, devices, start);
        boolean deviceSent = deviceIsOriginator == began;
        Endpoint remote = deviceIsOriginator ? responder : originator;

        DeviceConnection event = Connections.blank(capture, position);
        event.setEventId(id);
        event.setDeviceId(devices.id(deviceIsOriginator ? originator : responder, start));
        event.setTime(Instant.ofEpochMilli(start));
        event.setDurationMs(Math.max(0, end - start));
        event.setTransport(transport(flow));
        event.setRemoteIp(ByteBuffer.wrap(remote.ip()));
        event.setRemotePort(flow.isIcmp() ? 0 : remote.port());
        long backBytes = back == null ? flow.reverseBytes() : back.bytes();
        long backPackets = back == null ? flow.reversePackets() : back.packets();
        event.setBytesSent(deviceSent ? flow.bytes() : backBytes);
        event.setBytesReceived(deviceSent ? backBytes : flow.bytes());
        event.setPacketsSent(deviceSent ? flow.packets() : backPackets);
        event.setPacketsReceived(deviceSent ? backPackets : flow.packets());
        event.setOutcome(outcome(flow, back, deviceSent, event));
        return event;
    }

    private static boolean looksLikeClient(Endpoint source, Endpoint destination) {
        boolean sourceEphemeral = source.port() >= FIRST_EPHEMERAL_PORT;
        boolean destinationEphemeral = destination.port() >= FIRST_EPHEMERAL_PORT;
        return sourceEphemeral || !destinationEphemeral;
    }

    private static Transport transport(FlowRecord flow) {
        if (flow.isIcmp()) {
            return Transport.ICMP;
        }
        return flow.protocol() == FlowRecord.TCP
                ? Transport.TCP
                : flow.protocol() == FlowRecord.UDP ? Transport.UDP : Transport.OTHER;
    }

    /** A lone record says little: that nothing came back is told only by a TCP source that sent nothing but SYN. */
    private static Outcome outcome(
            FlowRecord flow, @Nullable FlowRecord back, boolean deviceSent, DeviceConnection event) {
        if (flow.denied()) {
            return Outcome.REJECTED;
        }
        if (IpScope.isForMany(event.getRemoteIp().array())) {
            return Outcome.UNKNOWN;
        }
        if (back == null && !flow.hasReverse()) {
            boolean onlySyn = flow.protocol() == FlowRecord.TCP && (flow.tcpFlags() & 0x3f) == SYN;
            return deviceSent && onlySyn ? Outcome.UNANSWERED : Outcome.UNKNOWN;
        }
        if (back != null && flow.protocol() == FlowRecord.TCP) {
            int answer = deviceSent ? back.tcpFlags() : flow.tcpFlags();
            boolean refused = (answer & RST) != 0 && (answer & SYN) == 0 && event.getPacketsReceived() <= 3;
            return refused ? Outcome.REJECTED : Outcome.ESTABLISHED;
        }
        return Outcome.ESTABLISHED;
    }
}
