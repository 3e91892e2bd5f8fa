package io.waybill.captures.flow;

import io.waybill.captures.DeviceResolver;
import io.waybill.captures.leak.IdentifierKinds;
import io.waybill.captures.name.Finding;
import io.waybill.captures.packet.frame.Frame;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.HostSource;
import io.waybill.schemas.Transport;
import java.nio.ByteBuffer;
import java.time.Instant;

/** A completed flow as connection event. */
final class FlowEvents {

    private final String capture;
    private final DeviceResolver devices;

    FlowEvents(String capture, DeviceResolver devices) {
        this.capture = capture;
        this.devices = devices;
    }

    DeviceConnection event(Flow flow) {
        boolean deviceIsA = Direction.deviceIsA(flow, devices);
        FlowSide device = FlowSide.of(flow, deviceIsA);
        FlowSide remote = FlowSide.of(flow, !deviceIsA);
        DeviceConnection event = new DeviceConnection();
        event.setEventId(EventIds.text(flow.digest, flow.firstNumber));
        event.setDeviceId(deviceId(flow, device));
        event.setTime(Instant.ofEpochMilli(flow.firstMillis));
        event.setDurationMs(flow.lastMillis - flow.firstMillis);
        event.setTransport(transport(flow.protocol));
        event.setRemoteIp(ByteBuffer.wrap(remote.ip()));
        event.setRemotePort(remote.port());
        name(event, flow);
        event.setApp(flow.app);
        event.setBytesSent(deviceIsA ? flow.aBytes : flow.bBytes);
        event.setBytesReceived(deviceIsA ? flow.bBytes : flow.aBytes);
        event.setPacketsSent(deviceIsA ? flow.aPackets : flow.bPackets);
        event.setPacketsReceived(deviceIsA ? flow.bPackets : flow.aPackets);
        event.setOutcome(Outcomes.of(flow, deviceIsA));
        event.setOccurrences(1);
        event.setLeaks(IdentifierKinds.names(Leaks.found(flow, deviceIsA)));
        event.setCapture(capture);
        event.setPosition(flow.firstNumber);
        return event;
    }

    private String deviceId(Flow flow, FlowSide device) {
        String known = device.known(devices, flow.firstMillis);
        return known == null ? DeviceResolver.unknown(device.ip()) : known;
    }

    private static void name(DeviceConnection event, Flow flow) {
        Finding finding = flow.finding;
        event.setHostSource(HostSource.NONE);
        String protocol = null;
        if (finding != null) {
            event.setHost(finding.host());
            event.setHostSource(finding.source());
            event.setJa4(finding.ja4());
            protocol = finding.protocol();
        }
        if (event.getHost() == null && flow.dnsName != null) {
            event.setHost(flow.dnsName);
            event.setHostSource(HostSource.DNS);
        }
        event.setProtocol(WellKnownPorts.protocol(protocol, flow.protocol, event.getRemotePort()));
    }

    private static Transport transport(int protocol) {
        return switch (protocol) {
            case Frame.TCP -> Transport.TCP;
            case Frame.UDP -> Transport.UDP;
            case Frame.ICMP, Frame.ICMPV6 -> Transport.ICMP;
            default -> Transport.OTHER;
        };
    }
}
