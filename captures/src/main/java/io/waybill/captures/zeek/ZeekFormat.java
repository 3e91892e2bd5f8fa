package io.waybill.captures.zeek;

import io.waybill.captures.BadRecordException;
import io.waybill.captures.CaptureFormat;
import io.waybill.captures.CaptureInput;
import io.waybill.captures.ReadContext;
import io.waybill.captures.text.LineReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Zeek's conn, open_conn, dns, ssl, http, quic and dhcp logs, as tab-separated text or JSON, joined by uid over all files of
 * a call. Labelled copies and other logs of the same connections are recognised by their uid.
 */
public final class ZeekFormat implements CaptureFormat {

    @Override
    public String name() {
        return "zeek";
    }

    @Override
    public boolean recognises(byte[] head, String fileName) {
        if (head.length == 0 || head[0] != '#' && head[0] != '{') {
            return false;
        }
        TsvHeader header = new TsvHeader(fileName);
        JsonRows json = new JsonRows();
        ZeekRow row = new ZeekRow();
        LineReader lines = new LineReader(new ByteArrayInputStream(head), head.length);
        try {
            while (lines.next()) {
                if (lines.length() > 0 && lines.buffer()[lines.start()] == '#') {
                    header.take(lines.text());
                } else if (header.hasFields()) {
                    break;
                } else if (lines.terminated() || lines.number() == 1) {
                    json.parse(lines.buffer(), lines.start(), lines.length(), row);
                    if (isOfLog(row, fileName)) {
                        return true;
                    }
                }
            }
        } catch (BadRecordException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
        return header.hasFields() && header.kind() != null;
    }

    private static boolean isOfLog(ZeekRow row, String fileName) {
        String path = row.text(ZeekField.PATH);
        boolean connection = row.has(ZeekField.UID) || row.has(ZeekField.ASSIGNED_ADDR);
        return path == null
                ? ZeekKind.ofFields(row.fields(), fileName) != null
                : connection && ZeekKind.ofPath(path, fileName) != null;
    }

    @Override
    public void read(List<CaptureInput> inputs, ReadContext context) throws IOException {
        try (Rereadable logs = new Rereadable(inputs)) {
            new ZeekReading(logs, context).run();
        }
    }
}
