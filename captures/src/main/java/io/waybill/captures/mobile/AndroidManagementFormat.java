package io.waybill.captures.mobile;

import io.waybill.captures.BadRecordException;
import io.waybill.captures.CaptureFormat;
import io.waybill.captures.CaptureInput;
import io.waybill.captures.ReadContext;
import io.waybill.captures.text.JsonFields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * Usage logs of the Android Management API: batches of events per device, one JSON object after the other, on a line each or
 * laid out over several.
 */
public final class AndroidManagementFormat implements CaptureFormat {

    @Override
    public String name() {
        return "android-management";
    }

    @Override
    public boolean recognises(byte[] head, String fileName) {
        String start = new String(head, 0, Math.min(head.length, 16_384), StandardCharsets.UTF_8).stripLeading();
        return (start.startsWith("{") || start.startsWith("[")) && start.contains("\"usageLogEvents\"");
    }

    @Override
    public void read(List<CaptureInput> inputs, ReadContext context) throws IOException {
        AndroidEvents events = new AndroidEvents(context);
        for (CaptureInput input : inputs) {
            JsonDocuments.read(input, context, (batch, position) -> readBatch(input, batch, position, events, context));
        }
    }

    private static void readBatch(
            CaptureInput input, JsonFields batch, long position, AndroidEvents events, ReadContext context)
            throws BadRecordException {
        String name = batch.required("device");
        String id = name.substring(name.lastIndexOf('/') + 1);
        for (JsonFields event : batch.objects("usageLogEvents")) {
            JsonFields connect = event.object("connectEvent");
            JsonFields lookup = event.object("dnsEvent");
            if (connect == null && lookup == null) {
                continue; // security and other events
            }
            Instant time = event.time("eventTime");
            if (time == null) {
                throw new BadRecordException("eventTime is missing");
            }
            String known = context.devices().deviceNamed(id, time.toEpochMilli());
            String device = known == null ? id : known;
            if (lookup != null) {
                events.lookup(device, time, lookup.text("hostname"), lookup.texts("ipAddresses"));
            }
            if (connect != null) {
                String feedId = event.has("eventId") ? String.valueOf(event.scalar("eventId")) : "";
                events.connect(
                        device,
                        time,
                        connect.text("packageName"),
                        connect.required("destinationIpAddress"),
                        connect.count("destinationPort"),
                        feedId,
                        input.name(),
                        position);
            }
        }
    }
}
