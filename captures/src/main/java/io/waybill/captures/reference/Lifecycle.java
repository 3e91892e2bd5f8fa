package io.waybill.captures.reference;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.waybill.captures.BadRecordException;
import io.waybill.captures.InputProblem;
import io.waybill.captures.ProblemSink;
import io.waybill.captures.text.JsonFields;
import io.waybill.captures.text.LineIds;
import io.waybill.captures.text.LineReader;
import io.waybill.captures.text.Values;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.LifecycleKind;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lifecycle files: one JSON object per line, fields as in the schema, {@code time} in milliseconds or ISO-8601. */
public final class Lifecycle {
    private static final int MAX_LINE = 64 * 1024;

    private Lifecycle() {}

    /** Reads a file; a broken line is a problem and skipped. */
    public static List<DeviceLifecycle> read(Path file, ProblemSink problems) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return read(in, file.toString(), problems);
        }
    }

    /**
     * Reads a stream; {@code name} is what problems call it. Equal lines are one event; two different events with one id
     * are a problem, and the first one is kept.
     *
     * @return the events in the order of the file
     */
    public static List<DeviceLifecycle> read(InputStream in, String name, ProblemSink problems) throws IOException {
        Map<String, DeviceLifecycle> events = new LinkedHashMap<>();
        LineReader lines = new LineReader(in, MAX_LINE);
        LineIds ids = new LineIds();
        while (lines.next()) {
            if (lines.isBlank()) {
                continue;
            }
            try {
                DeviceLifecycle event = event(JsonFields.of(lines), ids);
                DeviceLifecycle former = events.putIfAbsent(event.getEventId(), event);
                if (former != null && !former.equals(event)) {
                    throw new BadRecordException("eventId " + event.getEventId() + " is another event's already");
                }
            } catch (BadRecordException e) {
                problems.accept(new InputProblem(name, "line", lines.number(), e.reason()));
            }
        }
        return new ArrayList<>(events.values());
    }

    private static DeviceLifecycle event(JsonFields fields, LineIds ids) throws BadRecordException {
        DeviceLifecycle event = new DeviceLifecycle();
        event.setDeviceId(fields.required("deviceId"));
        Instant time = fields.time("time");
        if (time == null) {
            throw new BadRecordException("time is missing");
        }
        event.setTime(time);
        event.setKind(kind(fields.required("kind")));
        event.setFirmware(fields.text("firmware"));
        event.setSetting(fields.text("setting"));
        event.setSettingValue(fields.text("settingValue"));
        event.setApp(fields.text("app"));
        switch (event.getKind()) {
            case FIRMWARE_INSTALLED -> require("firmware", event.getFirmware());
            case SETTING_CHANGED -> {
                require("setting", event.getSetting());
                require("settingValue", event.getSettingValue());
            }
            case APP_INSTALLED, APP_REMOVED -> require("app", event.getApp());
            case FACTORY_RESET, OTHER -> {}
        }
        String id = fields.text("eventId");
        event.setEventId(id == null || id.isEmpty() ? contentId(event, ids) : id);
        return event;
    }

    private static LifecycleKind kind(String text) throws BadRecordException {
        String name = text.toUpperCase(Locale.ROOT).replace('-', '_');
        for (LifecycleKind kind : LifecycleKind.values()) {
            if (kind.name().equals(name) && kind != LifecycleKind.OTHER) {
                return kind;
            }
        }
        String allowed = Arrays.stream(LifecycleKind.values())
                .filter(kind -> kind != LifecycleKind.OTHER)
                .map(Enum::name)
                .collect(Collectors.joining(", "));
        throw new BadRecordException("kind: '" + Values.shorten(text) + "' is none of " + allowed);
    }

    private static void require(String field, @Nullable String value) throws BadRecordException {
        if (value == null || value.isEmpty()) {
            throw new BadRecordException(field + " is missing");
        }
    }

    /** Derived from what the event says, so that the same event has the same id in whichever file it stands. */
    private static String contentId(DeviceLifecycle event, LineIds ids) {
        return ids.contentId(
                "lifecycle",
                String.join(
                        "\0",
                        event.getDeviceId(),
                        Long.toString(event.getTime().toEpochMilli()),
                        event.getKind().name(),
                        String.valueOf(event.getFirmware()),
                        String.valueOf(event.getSetting()),
                        String.valueOf(event.getSettingValue()),
                        String.valueOf(event.getApp())));
    }

    /** Writes events as JSON lines and flushes; the caller closes. */
    public static void write(Iterable<DeviceLifecycle> events, Writer out) throws IOException {
        JsonGenerator json = JsonFields.JSON.getFactory().createGenerator(out);
        json.setPrettyPrinter(new MinimalPrettyPrinter(""));
        for (DeviceLifecycle event : events) {
            json.writeStartObject();
            json.writeStringField("eventId", event.getEventId());
            json.writeStringField("deviceId", event.getDeviceId());
            json.writeNumberField("time", event.getTime().toEpochMilli());
            json.writeStringField("kind", event.getKind().name());
            writeIfPresent(json, "firmware", event.getFirmware());
            writeIfPresent(json, "setting", event.getSetting());
            writeIfPresent(json, "settingValue", event.getSettingValue());
            writeIfPresent(json, "app", event.getApp());
            json.writeEndObject();
            json.writeRaw('\n');
        }
        json.flush();
    }

    private static void writeIfPresent(JsonGenerator json, String field, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(field, value);
        }
    }
}
