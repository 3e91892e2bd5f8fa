package io.waybill.captures.mobile;

import io.waybill.captures.BadRecordException;
import io.waybill.captures.CaptureFormat;
import io.waybill.captures.CaptureInput;
import io.waybill.captures.InputProblem;
import io.waybill.captures.ReadContext;
import io.waybill.captures.device.FeedDevice;
import io.waybill.captures.text.JsonFields;
import io.waybill.captures.text.LineReader;
import io.waybill.captures.text.LineRecords;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Android's network log as JSON lines: exports of Intrusion Logging ({@code dns_event}, {@code connect_event}), packed as zip
 * or not, and events of a device policy controller under the names of Android's own NetworkEvent classes. Files of an export
 * overlap; an event that is in several is taken once.
 */
public final class AndroidNetworkFormat implements CaptureFormat {
    private static final int MAX_ENTRIES = 10_000;

    @Override
    public String name() {
        return "android-network";
    }

    @Override
    public boolean recognises(byte[] head, String fileName) {
        if (!isZip(head)) {
            return isLog(new String(head, 0, Math.min(head.length, 8_192), StandardCharsets.UTF_8));
        }
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(head))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] start = new byte[8_192];
                int read = Math.max(0, zip.read(start));
                if (isLog(new String(start, 0, read, StandardCharsets.UTF_8))) {
                    return true;
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            return false; // the head ends within an entry, or it is no zip after all
        }
        return false;
    }

    private static boolean isZip(byte[] head) {
        return head.length > 4 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4;
    }

    private static boolean isLog(String start) {
        boolean intrusion = start.contains("\"dns_event\"") || start.contains("\"connect_event\"");
        boolean policy = start.contains("\"packageName\"")
                && (start.contains("\"inetAddress\"") || start.contains("\"inetAddresses\""));
        return start.startsWith("{") && (intrusion || policy);
    }

    @Override
    public void read(List<CaptureInput> inputs, ReadContext context) throws IOException {
        AndroidEvents events = new AndroidEvents(context);
        for (CaptureInput input : inputs) {
            try (InputStream in = new BufferedInputStream(input.source().open())) {
                in.mark(8);
                boolean zip = isZip(in.readNBytes(5));
                in.reset();
                if (zip) {
                    readZip(input, in, context, events);
                } else {
                    LineRecords.read(
                            in, input.name(), context, line -> take(line, input.name(), input.name(), context, events));
                }
            }
        }
    }

    private static void readZip(CaptureInput input, InputStream in, ReadContext context, AndroidEvents events)
            throws IOException {
        ZipInputStream zip = new ZipInputStream(in);
        long maxBytes = Math.max(
                64L * 1024 * 1024, input.sizeBytes() * context.settings().maxExpansion());
        BoundedStream bounded = new BoundedStream(zip, maxBytes);
        try {
            int entries = 0;
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (++entries > MAX_ENTRIES) {
                    problem(input, context, "more than " + MAX_ENTRIES + " files in the zip; the rest is not read");
                    return;
                }
                String capture = input.name() + "/" + entry.getName();
                if (!entry.isDirectory()) {
                    LineRecords.read(
                            bounded, capture, context, line -> take(line, capture, input.name(), context, events));
                }
                if (bounded.exhausted()) {
                    problem(
                            input,
                            context,
                            "expands beyond " + maxBytes + " bytes, as a decompression bomb does; not read further");
                    return;
                }
            }
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            problem(input, context, "zip is broken, read up to there: " + e.getMessage());
        }
    }

    private static void problem(CaptureInput input, ReadContext context, String reason) {
        context.problems().accept(new InputProblem(input.name(), "file", 0, reason));
    }

    private static void take(LineReader line, String capture, String file, ReadContext context, AndroidEvents events)
            throws IOException, BadRecordException {
        JsonFields record = JsonFields.of(line);
        JsonFields lookup = record.object("dns_event");
        JsonFields connect = record.object("connect_event");
        if (lookup != null) {
            events.lookup(
                    device(lookup, file, context),
                    time(lookup, "event_time"),
                    lookup.text("hostname"),
                    lookup.texts("ip_addresses"));
        } else if (connect != null) {
            events.connect(
                    device(connect, file, context),
                    time(connect, "event_time"),
                    connect.text("package_name"),
                    connect.required("ip_address"),
                    connect.count("port"),
                    id(connect, "event_id"),
                    capture,
                    line.number());
        } else if (record.has("inetAddresses")) {
            events.lookup(
                    device(record, file, context),
                    time(record, "timestamp"),
                    record.text("hostname"),
                    record.texts("inetAddresses"));
        } else if (record.has("inetAddress")) {
            events.connect(
                    device(record, file, context),
                    time(record, "timestamp"),
                    record.text("packageName"),
                    record.required("inetAddress"),
                    record.count("port"),
                    id(record, "id"),
                    capture,
                    line.number());
        }
    }

    /** Records of a controller may name their device; exports do not, so the file's name has to. */
    private static String device(JsonFields record, String file, ReadContext context) throws BadRecordException {
        String named = record.text("deviceId");
        if (named == null || named.isEmpty()) {
            return FeedDevice.ofFileOrUnknown(file, context.devices());
        }
        String known = context.devices().deviceNamed(named, 0);
        return known == null ? named : known;
    }

    private static Instant time(JsonFields record, String field) throws BadRecordException {
        Instant time = record.time(field);
        if (time == null) {
            throw new BadRecordException(field + " is missing");
        }
        return time;
    }

    private static String id(JsonFields record, String field) throws BadRecordException {
        return record.has(field) ? String.valueOf(record.scalar(field)) : "";
    }
}
