package io.waybill.captures.mobile;

import io.waybill.captures.AddressParser;
import io.waybill.captures.BadRecordException;
import io.waybill.captures.CaptureFormat;
import io.waybill.captures.CaptureInput;
import io.waybill.captures.Connections;
import io.waybill.captures.ReadContext;
import io.waybill.captures.device.FeedDevice;
import io.waybill.captures.device.ReportedNames;
import io.waybill.captures.text.JsonFields;
import io.waybill.captures.text.LineIds;
import io.waybill.captures.text.LineReader;
import io.waybill.captures.text.LineRecords;
import io.waybill.captures.text.Values;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.HostSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * iOS's App Privacy Report: per app and domain how often it was contacted between two times. Such a record is one event of
 * that many occurrences, whose single times nobody knows.
 */
public final class AppPrivacyFormat implements CaptureFormat {

    @Override
    public String name() {
        return "ios-privacy";
    }

    @Override
    public boolean recognises(byte[] head, String fileName) {
        String start = new String(head, 0, Math.min(head.length, 32_768), StandardCharsets.UTF_8);
        return start.startsWith("{")
                && (start.contains("\"networkActivity\"")
                        || start.contains("\"bundleID\"") && start.contains("\"firstTimeStamp\""));
    }

    @Override
    public void read(List<CaptureInput> inputs, ReadContext context) throws IOException {
        LineIds ids = new LineIds();
        for (CaptureInput input : inputs) {
            String device = FeedDevice.ofFileOrUnknown(input.name(), context.devices());
            LineRecords.read(input, context, line -> take(line, input.name(), device, ids, context));
        }
    }

    private static void take(LineReader line, String capture, String device, LineIds ids, ReadContext context)
            throws IOException, BadRecordException {
        JsonFields record = JsonFields.of(line);
        if (!"networkActivity".equals(record.text("type"))) {
            return; // use of camera, location and the like; descriptions of the device
        }
        String domain = record.required("domain");
        Instant first = record.time("firstTimeStamp");
        Instant last = record.time("timeStamp");
        if (first == null || last == null) {
            throw new BadRecordException((first == null ? "firstTimeStamp" : "timeStamp") + " is missing");
        }
        long hits = Math.max(1, record.count("hits"));
        String app = record.text("bundleID");
        DeviceConnection event = Connections.blank(capture, line.number());
        event.setEventId(ids.contentId(
                "ios",
                String.join(
                        "\0",
                        device,
                        String.valueOf(app),
                        domain,
                        first.toString(),
                        last.toString(),
                        Long.toString(hits),
                        String.valueOf(record.text("initiatedType")),
                        String.valueOf(record.text("context")))));
        event.setDeviceId(device);
        event.setTime(first.isBefore(last) ? first : last);
        event.setDurationMs(Math.abs(last.toEpochMilli() - first.toEpochMilli()));
        event.setOccurrences((int) Math.min(hits, Integer.MAX_VALUE));
        event.setApp(app);
        name(event, domain);
        context.connections().accept(event);
    }

    private static void name(DeviceConnection event, String domain) throws BadRecordException {
        byte[] ip = AddressParser.ip(domain);
        String host = ReportedNames.of(domain);
        if (ip != null) {
            event.setRemoteIp(ByteBuffer.wrap(ip));
        } else if (host != null) {
            event.setHost(host);
            event.setHostSource(HostSource.REPORTED);
        } else {
            throw new BadRecordException("domain: '" + Values.shorten(domain) + "' is no host name");
        }
    }
}
