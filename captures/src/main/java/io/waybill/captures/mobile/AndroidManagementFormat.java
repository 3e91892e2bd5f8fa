package io.waybill.captures.mobile;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.captures.BadRecordException;
import io.waybill.captures.CaptureFormat;
import io.waybill.captures.CaptureInput;
import io.waybill.captures.InputProblem;
import io.waybill.captures.ReadContext;
import io.waybill.captures.mobile.JsonDocuments.Place;
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
            JsonDocuments.read(input, context, (batch, place) -> readBatch(input, batch, place, events, context));
        }
    }

    /** A broken event is reported; the others of its batch are read. */
    private static void readBatch(
            CaptureInput input, JsonFields batch, Place place, AndroidEvents events, ReadContext context)
            throws BadRecordException {
        String name = batch.required("device");
        String id = name.substring(name.lastIndexOf('/') + 1);
        int number = 0;
        for (JsonNode event : batch.elements("usageLogEvents")) {
            number++;
            try {
                readEvent(JsonFields.of(event), id, input.name(), place.position(), events, context);
            } catch (BadRecordException e) {
                context.problems()
                        .accept(new InputProblem(
                                input.name(), place.unit(), place.position(), "event " + number + ": " + e.reason()));
            }
        }
    }

    private static void readEvent(
            JsonFields event, String id, String capture, long position, AndroidEvents events, ReadContext context)
            throws BadRecordException {
        JsonFields connect = event.object("connectEvent");
        JsonFields lookup = event.object("dnsEvent");
        if (connect == null && lookup == null) {
            return; // security and other events
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
                    capture,
                    position);
        }
    }
}
