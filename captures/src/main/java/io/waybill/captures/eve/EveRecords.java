package io.waybill.captures.eve;

import io.waybill.captures.AddressParser;
import io.waybill.captures.BadRecordException;
import io.waybill.captures.Connections;
import io.waybill.captures.device.DeviceIds;
import io.waybill.captures.device.DnsHistory;
import io.waybill.captures.device.Endpoint;
import io.waybill.captures.device.IpScope;
import io.waybill.captures.device.ReportedNames;
import io.waybill.captures.device.Sides;
import io.waybill.captures.text.JsonFields;
import io.waybill.captures.text.Values;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.HostSource;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.Transport;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Single EVE records as (parts of) connection events. */
final class EveRecords {
    private static final int DNS_PORT = 53;

    private final DeviceIds devices;
    private final DnsHistory dns;

    EveRecords(DeviceIds devices, DnsHistory dns) {
        this.devices = devices;
        this.dns = dns;
    }

    /** What every record says: who, with whom, when. */
    DeviceConnection begin(JsonFields record, @Nullable String start, String capture, long line)
            throws BadRecordException {
        long time = EveTime.millis("timestamp", start == null ? record.required("timestamp") : start);
        return begin(
                record,
                time,
                endpoint(record, "src_ip", "src_port"),
                endpoint(record, "dest_ip", "dest_port"),
                Connections.blank(capture, line));
    }

    private DeviceConnection begin(
            JsonFields record, long time, Endpoint source, Endpoint destination, DeviceConnection event)
            throws BadRecordException {
        boolean forward = Sides.originatorIsDevice(source, destination, true, devices, time);
        Endpoint remote = forward ? destination : source;
        event.setEventId("eve-" + flowId(record) + "-" + time);
        event.setDeviceId(devices.id(forward ? source : destination, time));
        event.setTime(Instant.ofEpochMilli(time));
        event.setTransport(transport(record.text("proto")));
        event.setRemoteIp(ByteBuffer.wrap(remote.ip()));
        event.setRemotePort(event.getTransport() == Transport.ICMP ? 0 : remote.port());
        event.setProtocol(protocol(record.text("app_proto")));
        return event;
    }

    /** The record's flow id, as text. */
    static String flowId(JsonFields record) throws BadRecordException {
        String id = record.scalar("flow_id");
        if (id == null) {
            throw new BadRecordException("flow_id is missing");
        }
        return id;
    }

    private static Endpoint endpoint(JsonFields record, String ip, String port) throws BadRecordException {
        return new Endpoint(null, Values.ip(ip, record.required(ip)), Values.port(port, record.count(port)));
    }

    private static Transport transport(@Nullable String proto) {
        return switch (proto == null ? "" : proto.toUpperCase(Locale.ROOT)) {
            case "TCP" -> Transport.TCP;
            case "UDP" -> Transport.UDP;
            case "ICMP", "IPV6-ICMP", "ICMPV6" -> Transport.ICMP;
            default -> Transport.OTHER;
        };
    }

    private static @Nullable String protocol(@Nullable String appProto) {
        if (appProto == null || appProto.equals("failed") || appProto.equals("unknown") || appProto.isEmpty()) {
            return null;
        }
        return appProto.toLowerCase(Locale.ROOT);
    }

    /** A finished flow: counts, duration, outcome. Suricata counts layer-2 bytes. */
    DeviceConnection flow(JsonFields record, String capture, long line) throws BadRecordException {
        JsonFields flow = record.object("flow");
        if (flow == null) {
            throw new BadRecordException("flow is missing");
        }
        String start = flow.text("start");
        DeviceConnection event = begin(record, start, capture, line);
        String end = flow.text("end");
        if (end != null) {
            event.setDurationMs(
                    Math.max(0, EveTime.millis("end", end) - event.getTime().toEpochMilli()));
        }
        boolean forward = event.getRemoteIp().equals(ByteBuffer.wrap(Values.ip("dest_ip", record.required("dest_ip"))));
        setCounts(event, forward, flow.count("bytes_toserver"), flow.count("pkts_toserver"));
        setCounts(event, !forward, flow.count("bytes_toclient"), flow.count("pkts_toclient"));
        event.setOutcome(outcome(event, flow.text("state"), record.object("tcp")));
        return event;
    }

    static void setCounts(DeviceConnection event, boolean sent, long bytes, long packets) {
        if (sent) {
            event.setBytesSent(bytes);
            event.setPacketsSent(packets);
        } else {
            event.setBytesReceived(bytes);
            event.setPacketsReceived(packets);
        }
    }

    private static Outcome outcome(DeviceConnection event, @Nullable String state, @Nullable JsonFields tcp)
            throws BadRecordException {
        if (IpScope.isForMany(event.getRemoteIp().array()) || event.getPacketsSent() == 0) {
            return Outcome.UNKNOWN;
        }
        if (event.getPacketsReceived() == 0) {
            return Outcome.UNANSWERED;
        }
        boolean neverOpen = event.getTransport() == Transport.TCP
                && tcp != null
                && tcp.flag("rst")
                && !"established".equals(state)
                && event.getPacketsReceived() <= 2
                && !tcp.flag("psh")
                && !tcp.flag("fin");
        return neverOpen ? Outcome.REJECTED : Outcome.ESTABLISHED;
    }

    /** Sets the name a tls, quic or http record gives. */
    static void name(DeviceConnection event, String type, JsonFields record) throws BadRecordException {
        JsonFields part = record.object(type);
        event.setProtocol(type);
        if (part == null) {
            return;
        }
        boolean http = type.equals("http");
        String host = ReportedNames.of(part.text(http ? "hostname" : "sni"));
        if (host != null) {
            event.setHost(host);
            event.setHostSource(
                    http ? HostSource.HTTP_HOST : type.equals("tls") ? HostSource.TLS_SNI : HostSource.QUIC_SNI);
        }
        String ja4 = http ? null : part.text("ja4");
        if (ja4 != null) {
            event.setJa4(ja4);
        }
    }

    /** Names a flow by what the device's own DNS answers said. */
    void nameFromDns(DeviceConnection event) {
        if (event.getHost() == null) {
            String host = dns.nameOf(
                    event.getDeviceId(),
                    event.getRemoteIp().array(),
                    event.getTime().toEpochMilli());
            if (host != null) {
                event.setHost(host);
                event.setHostSource(HostSource.DNS);
            }
        }
    }

    /** The contact that a dns record belongs to: a device with its resolver. Null for mDNS, LLMNR and the like. */
    @Nullable
    DeviceConnection lookup(JsonFields record, String capture, long line) throws BadRecordException {
        Endpoint client = client(record);
        Endpoint server = server(record);
        if (server.port() != DNS_PORT || IpScope.isForMany(server.ip())) {
            return null;
        }
        long time = EveTime.millis("timestamp", record.required("timestamp"));
        DeviceConnection event = begin(record, time, client, server, Connections.blank(capture, line));
        event.setProtocol("dns");
        return event;
    }

    /** An answer's sides are those of its packet in some versions, of the flow in others. */
    private static Endpoint client(JsonFields record) throws BadRecordException {
        Endpoint source = endpoint(record, "src_ip", "src_port");
        return source.port() == DNS_PORT ? endpoint(record, "dest_ip", "dest_port") : source;
    }

    private static Endpoint server(JsonFields record) throws BadRecordException {
        Endpoint source = endpoint(record, "src_ip", "src_port");
        return source.port() == DNS_PORT ? source : endpoint(record, "dest_ip", "dest_port");
    }

    /** Learns the addresses of an answer: version 1 (one record each), 2 and 3 (lists). */
    void learn(JsonFields record) throws BadRecordException {
        JsonFields part = record.object("dns");
        if (part == null) {
            return;
        }
        if (server(record).port() != DNS_PORT) {
            return; // mDNS, LLMNR
        }
        long time = EveTime.millis("timestamp", record.required("timestamp"));
        String device = devices.id(client(record), time);
        List<JsonFields> queries = part.objects("queries");
        String query = ReportedNames.of(
                queries.isEmpty() ? part.text("rrname") : queries.get(0).text("rrname"));
        if (query == null) {
            return;
        }
        for (JsonFields answer : part.has("answers") ? part.objects("answers") : List.of(part)) {
            String data = answer.has("rdata") ? answer.scalar("rdata") : null;
            byte[] ip = data == null ? null : AddressParser.ip(data);
            if (ip != null) {
                dns.learn(device, ip, query, time, answer.count("ttl") * 1_000);
            }
        }
    }
}
