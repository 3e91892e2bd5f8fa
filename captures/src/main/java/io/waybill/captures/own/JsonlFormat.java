package io.waybill.captures.own;

import io.waybill.captures.BadRecordException;
import io.waybill.captures.CaptureFormat;
import io.waybill.captures.CaptureInput;
import io.waybill.captures.ReadContext;
import io.waybill.captures.text.LineIds;
import io.waybill.captures.text.LineReader;
import io.waybill.captures.text.LineRecords;
import io.waybill.schemas.DeviceConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Waybill's own events, one JSON object per line, as {@code decode --to jsonl} writes them. */
public final class JsonlFormat implements CaptureFormat {

    @Override
    public String name() {
        return "jsonl";
    }

    /** An object that has, in its first line, the two fields every event must have; a lifecycle file has them too, and a kind. */
    @Override
    public boolean recognises(byte[] head, String fileName) {
        String start = new String(head, 0, Math.min(head.length, 8192), StandardCharsets.UTF_8).stripLeading();
        int newline = start.indexOf('\n');
        String line = newline < 0 ? start : start.substring(0, newline);
        return line.startsWith("{")
                && line.contains("\"deviceId\"")
                && line.contains("\"time\"")
                && !line.contains("\"kind\"");
    }

    @Override
    public void read(List<CaptureInput> inputs, ReadContext context) throws IOException {
        LineIds ids = new LineIds();
        for (CaptureInput input : inputs) {
            LineRecords.read(
                    input, context, line -> context.connections().accept(event(input.name(), line, ids, context)));
        }
    }

    private static DeviceConnection event(String capture, LineReader line, LineIds ids, ReadContext context)
            throws BadRecordException {
        DeviceConnection event =
                ConnectionJson.read(line.buffer(), line.start(), line.length(), capture, line.number());
        if (event.getEventId() == null) {
            event.setEventId(ids.id(line.buffer(), line.start(), line.length(), line.number()));
        }
        DeviceNames.resolve(event, context.devices());
        return event;
    }
}
