package io.waybill.captures.csv;

import io.waybill.captures.BadRecordException;
import io.waybill.captures.CaptureFormat;
import io.waybill.captures.CaptureInput;
import io.waybill.captures.Connections;
import io.waybill.captures.ReadContext;
import io.waybill.captures.csv.CsvRows.Row;
import io.waybill.captures.device.DeviceIds;
import io.waybill.captures.device.Endpoint;
import io.waybill.captures.device.FeedDevice;
import io.waybill.captures.device.IpScope;
import io.waybill.captures.device.ReportedNames;
import io.waybill.captures.text.LineIds;
import io.waybill.captures.text.Values;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.HostSource;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Connections as PCAPdroid exports them. The source address is that of the app's own VPN, the same on every phone; so a file
 * called after a device of the inventory is that device's.
 */
public final class PcapdroidFormat implements CaptureFormat {
    private static final long FIRST_TIME_IN_MILLIS = 100_000_000_000L;

    @Override
    public String name() {
        return "pcapdroid";
    }

    @Override
    public boolean recognises(byte[] head, String fileName) {
        return CsvRows.header(head)
                .containsAll(List.of("IPProto", "SrcIP", "DstPort", "UID", "BytesSent", "FirstSeen"));
    }

    @Override
    public void read(List<CaptureInput> inputs, ReadContext context) throws IOException {
        DeviceIds devices = new DeviceIds(context.devices());
        for (CaptureInput input : inputs) {
            LineIds ids = new LineIds();
            String owner = FeedDevice.ofFile(input.name(), context.devices());
            CsvRows.read(input, context, "", row -> {
                byte[] content = row.content();
                String id = "pcapdroid-" + ids.id(content, 0, content.length, row.line());
                context.connections().accept(event(row, id, input.name(), owner, devices));
            });
        }
    }

    private static DeviceConnection event(Row row, String id, String capture, @Nullable String owner, DeviceIds devices)
            throws BadRecordException {
        DeviceConnection event = Connections.blank(capture, row.line());
        long first = millis(row, "FirstSeen");
        byte[] source = Values.ip("SrcIP", row.required("SrcIP"));
        byte[] destination =
                Values.ip("DstIp", row.text("DstIp").isEmpty() ? row.required("DstIP") : row.text("DstIp"));
        event.setEventId(id);
        event.setDeviceId(owner != null ? owner : devices.id(new Endpoint(null, source, 0), first));
        event.setTime(Instant.ofEpochMilli(first));
        event.setDurationMs(Math.max(0, millis(row, "LastSeen") - first));
        event.setTransport(transport(row.text("IPProto")));
        event.setRemoteIp(ByteBuffer.wrap(destination));
        event.setRemotePort(Values.port("DstPort", row.count("DstPort")));
        event.setBytesSent(row.count("BytesSent"));
        event.setBytesReceived(row.count("BytesRcvd"));
        event.setPacketsSent(row.count("PktsSent"));
        event.setPacketsReceived(row.count("PktsRcvd"));
        String app = row.text("PackageName").isEmpty() ? row.text("App") : row.text("PackageName");
        event.setApp(app.isEmpty() ? null : app);
        String protocol = row.text("Proto").toLowerCase(Locale.ROOT);
        boolean isTransport =
                protocol.isEmpty() || protocol.equals("tcp") || protocol.equals("udp") || protocol.equals("icmp");
        event.setProtocol(isTransport ? null : protocol);
        String host = protocol.equals("dns") ? null : ReportedNames.of(row.text("Info"));
        if (host != null) {
            event.setHost(host);
            event.setHostSource(HostSource.REPORTED);
        }
        event.setOutcome(outcome(row.text("Status"), event));
        return event;
    }

    private static long millis(Row row, String column) throws BadRecordException {
        long time = Values.number(column, row.required(column));
        return Values.time(column, time > 0 && time < FIRST_TIME_IN_MILLIS ? time * 1_000 : time)
                .toEpochMilli();
    }

    private static Transport transport(String text) {
        return switch (text) {
            case "6", "TCP" -> Transport.TCP;
            case "17", "UDP" -> Transport.UDP;
            case "1", "58", "ICMP" -> Transport.ICMP;
            default -> Transport.OTHER;
        };
    }

    private static Outcome outcome(String status, DeviceConnection event) {
        if (event.getPacketsReceived() > 0 || event.getBytesReceived() > 0) {
            return Outcome.ESTABLISHED;
        }
        return switch (status.toLowerCase(Locale.ROOT)) {
            case "unreachable" -> Outcome.UNANSWERED;
            case "reset", "refused" -> Outcome.REJECTED;
            default ->
                IpScope.isForMany(event.getRemoteIp().array()) || event.getPacketsSent() == 0
                        ? Outcome.UNKNOWN
                        : Outcome.UNANSWERED;
        };
    }
}
