package io.waybill.captures.zeek;

import io.waybill.captures.BadRecordException;
import io.waybill.captures.Connections;
import io.waybill.captures.device.DeviceIds;
import io.waybill.captures.device.DnsHistory;
import io.waybill.captures.device.Endpoint;
import io.waybill.captures.device.IpScope;
import io.waybill.captures.device.Sides;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.HostSource;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.Transport;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Rows as connection events. */
final class ConnEvents {
    private static final byte[] ID_PREFIX = "zeek-".getBytes(StandardCharsets.US_ASCII);
    private static final int DNS_OVER_TLS_PORT = 853;
    private static final String[] ESTABLISHED = {"SF", "S1", "S2", "S3", "RSTO", "RSTR"};
    private static final String[] UNANSWERED = {"S0", "SH", "RSTOS0"};
    private static final String[] REJECTED = {"REJ", "RSTRH"};

    private final DeviceIds devices;
    private final UidTable table;
    private final DnsHistory dns;
    private byte[] id = ID_PREFIX.clone(); // used again for each row

    ConnEvents(DeviceIds devices, UidTable table, DnsHistory dns) {
        this.devices = devices;
        this.table = table;
        this.dns = dns;
    }

    /** The event of a conn row, with the name that other logs and the device's DNS answers have for it. */
    DeviceConnection ofConn(ZeekRow row, String capture, long line) throws BadRecordException {
        Transport transport = transport(row);
        boolean startSeen = !(transport == Transport.TCP && row.is(ZeekField.CONN_STATE, "OTH"));
        DeviceConnection event = Connections.blank(capture, line);
        boolean forward = orient(event, row, startSeen);
        event.setTransport(transport);
        event.setDurationMs(row.intervalMillis(ZeekField.DURATION));
        long origBytes = row.count(row.has(ZeekField.ORIG_IP_BYTES) ? ZeekField.ORIG_IP_BYTES : ZeekField.ORIG_BYTES);
        long respBytes = row.count(row.has(ZeekField.RESP_IP_BYTES) ? ZeekField.RESP_IP_BYTES : ZeekField.RESP_BYTES);
        long origPackets = row.count(ZeekField.ORIG_PKTS);
        long respPackets = row.count(ZeekField.RESP_PKTS);
        event.setBytesSent(forward ? origBytes : respBytes);
        event.setBytesReceived(forward ? respBytes : origBytes);
        event.setPacketsSent(forward ? origPackets : respPackets);
        event.setPacketsReceived(forward ? respPackets : origPackets);
        if (transport == Transport.ICMP) {
            event.setRemotePort(0); // Zeek writes type and code in place of ports
        }
        event.setOutcome(outcome(row, transport, event));
        event.setProtocol(protocol(row));
        name(event, row);
        return event;
    }

    /** The event of a row of another log whose connection no conn log has. */
    DeviceConnection ofOther(ZeekKind kind, ZeekRow row, String capture, long line) throws BadRecordException {
        DeviceConnection event = Connections.blank(capture, line);
        orient(event, row, true);
        event.setTransport(
                switch (kind) {
                    case HTTP -> Transport.TCP;
                    case QUIC -> Transport.UDP;
                    case SSL -> startsWith(row, ZeekField.VERSION, "DTLS") ? Transport.UDP : Transport.TCP;
                    case CONN, OPEN_CONN, DNS, DHCP -> transport(row);
                });
        boolean answered = row.isTrue(ZeekField.ESTABLISHED)
                || row.has(ZeekField.STATUS_CODE)
                || row.has(ZeekField.RCODE)
                || row.has(ZeekField.SERVER_SCID);
        event.setOutcome(answered ? Outcome.ESTABLISHED : Outcome.UNKNOWN);
        if (row.has(ZeekField.UID)) {
            name(event, row);
        } else if (!setFound(event, UidTable.Finding.of(kind), SideNames.nameIn(kind, row))) {
            nameFromDns(event);
        }
        return event;
    }

    /** The event of a query that is a contact of its own, beside others of its socket. */
    DeviceConnection ofQuery(ZeekRow row, String query, String capture, long line) throws BadRecordException {
        DeviceConnection event = ofOther(ZeekKind.DNS, row, capture, line);
        event.setEventId(
                event.getEventId() + '-' + row.text(ZeekField.TRANS_ID) + '-' + Integer.toHexString(query.hashCode()));
        event.setHost(query);
        event.setHostSource(HostSource.DNS);
        return event;
    }

    private boolean orient(DeviceConnection event, ZeekRow row, boolean startSeen) throws BadRecordException {
        long time = row.timeMillis();
        Endpoint originator =
                new Endpoint(row.mac(ZeekField.ORIG_L2_ADDR), row.ip(ZeekField.ORIG_H), row.port(ZeekField.ORIG_P));
        Endpoint responder =
                new Endpoint(row.mac(ZeekField.RESP_L2_ADDR), row.ip(ZeekField.RESP_H), row.port(ZeekField.RESP_P));
        boolean forward = Sides.originatorIsDevice(originator, responder, startSeen, devices, time);
        Endpoint remote = forward ? responder : originator;
        event.setEventId(eventId(row, event.getPosition()));
        event.setDeviceId(devices.id(forward ? originator : responder, time));
        event.setTime(Instant.ofEpochMilli(time));
        event.setRemoteIp(ByteBuffer.wrap(remote.ip()));
        event.setRemotePort(remote.port());
        return forward;
    }

    private String eventId(ZeekRow row, long line) {
        int start = row.start(ZeekField.UID);
        if (start < 0) {
            return "zeek-" + row.text(ZeekField.TS) + '-' + row.text(ZeekField.ORIG_H) + '-'
                    + row.text(ZeekField.ORIG_P) + '-' + row.text(ZeekField.RESP_H) + '-' + row.text(ZeekField.RESP_P)
                    + '-' + line;
        }
        int length = row.end(ZeekField.UID) - start;
        if (id.length < ID_PREFIX.length + length) {
            id = Arrays.copyOf(id, (ID_PREFIX.length + length) * 2);
        }
        System.arraycopy(row.buffer(), start, id, ID_PREFIX.length, length);
        return new String(id, 0, ID_PREFIX.length + length, StandardCharsets.UTF_8);
    }

    private void name(DeviceConnection event, ZeekRow row) {
        int slot = row.has(ZeekField.UID) ? table.use(row.uidHash()) : -1;
        if (slot < 0 || !setFound(event, table.finding(slot), table.host(slot))) {
            nameFromDns(event);
        }
    }

    /** Sets what another log found; whether that was a name. */
    private static boolean setFound(DeviceConnection event, UidTable.Finding finding, @Nullable String host) {
        boolean overTls = finding == UidTable.Finding.TLS && event.getRemotePort() == DNS_OVER_TLS_PORT;
        event.setProtocol(overTls ? "dot" : finding.protocol);
        if (host != null) {
            event.setHost(host);
            event.setHostSource(finding.source);
        }
        return host != null;
    }

    private void nameFromDns(DeviceConnection event) {
        String host = dns.nameOf(
                event.getDeviceId(),
                event.getRemoteIp().array(),
                event.getTime().toEpochMilli());
        if (host != null) {
            event.setHost(host);
            event.setHostSource(HostSource.DNS);
        }
    }

    private static Transport transport(ZeekRow row) {
        if (row.is(ZeekField.PROTO, "tcp")) {
            return Transport.TCP;
        }
        if (row.is(ZeekField.PROTO, "udp")) {
            return Transport.UDP;
        }
        return row.is(ZeekField.PROTO, "icmp") ? Transport.ICMP : Transport.OTHER;
    }

    /** Zeek's word for the protocol, the first where there are several, in ours. */
    private static @Nullable String protocol(ZeekRow row) {
        if (!row.has(ZeekField.SERVICE)) {
            return null;
        }
        if (row.is(ZeekField.SERVICE, "dns")) {
            return "dns";
        }
        if (row.is(ZeekField.SERVICE, "http")) {
            return "http";
        }
        if (row.is(ZeekField.SERVICE, "ssl") && !row.is(ZeekField.RESP_P, "853")) {
            return "tls";
        }
        String text = String.valueOf(row.text(ZeekField.SERVICE)).toLowerCase(Locale.ROOT);
        int comma = text.indexOf(',');
        String first = comma < 0 ? text : text.substring(0, comma);
        boolean overTls = first.equals("ssl") && row.is(ZeekField.RESP_P, "853");
        return first.equals("ssl") ? overTls ? "dot" : "tls" : first.isEmpty() ? null : first;
    }

    private static boolean startsWith(ZeekRow row, ZeekField field, String prefix) {
        String text = row.text(field);
        return text != null && text.startsWith(prefix);
    }

    /** What Zeek's conn_state says about the responder; without one, whether it sent anything. */
    private static Outcome outcome(ZeekRow row, Transport transport, DeviceConnection event) {
        if (IpScope.isForMany(event.getRemoteIp().array())) {
            return Outcome.UNKNOWN;
        }
        boolean answered = event.getPacketsReceived() > 0 || event.getBytesReceived() > 0;
        if (!row.has(ZeekField.CONN_STATE) || transport != Transport.TCP) {
            boolean counted = row.has(ZeekField.RESP_PKTS) || row.has(ZeekField.RESP_BYTES);
            return answered
                    ? Outcome.ESTABLISHED
                    : counted && event.getPacketsSent() > 0 ? Outcome.UNANSWERED : Outcome.UNKNOWN;
        }
        if (row.isAny(ZeekField.CONN_STATE, ESTABLISHED)) {
            return Outcome.ESTABLISHED;
        }
        if (row.isAny(ZeekField.CONN_STATE, UNANSWERED)) {
            return Outcome.UNANSWERED;
        }
        if (row.isAny(ZeekField.CONN_STATE, REJECTED)) {
            return Outcome.REJECTED;
        }
        // Of the others: OTH is a connection met midway; of SHR only the answer was seen.
        boolean midway = row.is(ZeekField.CONN_STATE, "OTH") && answered && event.getPacketsSent() > 0;
        return midway ? Outcome.ESTABLISHED : Outcome.UNKNOWN;
    }
}
