package io.waybill.captures.eve;

import io.waybill.captures.CaptureFormat;
import io.waybill.captures.CaptureInput;
import io.waybill.captures.ReadContext;
import io.waybill.captures.text.JsonFields;
import io.waybill.captures.text.LineRecords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Suricata's EVE log: flow, netflow, dns, tls, http and quic records, joined by flow id; other records are let be. */
public final class EveFormat implements CaptureFormat {

    @Override
    public String name() {
        return "eve";
    }

    /** JSON lines whose first ones say what event they are. */
    @Override
    public boolean recognises(byte[] head, String fileName) {
        String start = new String(head, 0, Math.min(head.length, 16_384), StandardCharsets.UTF_8);
        return start.startsWith("{") && start.contains("\"event_type\"") && start.contains("\"timestamp\"");
    }

    @Override
    public void read(List<CaptureInput> inputs, ReadContext context) throws IOException {
        EveReading reading = EveReading.of(context);
        for (CaptureInput input : inputs) {
            LineRecords.read(input, context, line -> reading.take(JsonFields.of(line), input.name(), line.number()));
        }
        reading.end();
    }
}
