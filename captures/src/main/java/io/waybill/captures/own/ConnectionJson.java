package io.waybill.captures.own;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.waybill.captures.Addresses;
import io.waybill.captures.BadRecordException;
import io.waybill.captures.Connections;
import io.waybill.captures.text.Values;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.HostSource;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.Transport;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One connection event as one JSON object: field names as in the schema, {@code remoteIp} as text, {@code time} as
 * milliseconds since 1970 UTC. Reading is strict about types and ranges and ignores fields it does not know; an absent or
 * null field has the schema's default. Thread-safe.
 */
public final class ConnectionJson {
    static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private static final int MAX_LEAKS = 64;

    private ConnectionJson() {}

    /**
     * Reads one object.
     *
     * @param capture set as {@code capture} where the object has none
     * @param position set as {@code position} where the object has none
     * @return an event with {@code deviceId} and {@code time}; {@code eventId} stays null where the object has none
     * @throws BadRecordException where the bytes are no such object
     */
    public static DeviceConnection read(byte[] json, int offset, int length, String capture, long position)
            throws BadRecordException {
        DeviceConnection event = Connections.blank(capture, position);
        try (JsonParser parser = JSON.createParser(json, offset, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new BadRecordException("not a JSON object");
            }
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                if (parser.nextToken() != JsonToken.VALUE_NULL) {
                    set(event, field, parser);
                }
            }
            if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
                throw new BadRecordException("something follows the JSON object");
            }
        } catch (JsonProcessingException e) {
            throw new BadRecordException("not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
        if (event.getDeviceId() == null || event.getTime() == null) {
            throw new BadRecordException((event.getDeviceId() == null ? "deviceId" : "time") + " is missing");
        }
        return event;
    }

    private static void set(DeviceConnection event, String field, JsonParser parser)
            throws IOException, BadRecordException {
        switch (field) {
            case "eventId" -> event.setEventId(name(field, parser));
            case "deviceId" -> event.setDeviceId(name(field, parser));
            case "time" -> event.setTime(Values.time(field, number(field, parser)));
            case "durationMs" -> event.setDurationMs(count(field, parser));
            case "transport" -> event.setTransport(Values.symbol(field, text(field, parser), Transport.class));
            case "remoteIp" -> event.setRemoteIp(ByteBuffer.wrap(Values.ip(field, text(field, parser))));
            case "remotePort" -> event.setRemotePort(Values.port(field, number(field, parser)));
            case "host" -> event.setHost(Values.host(field, text(field, parser)));
            case "hostSource" -> event.setHostSource(Values.symbol(field, text(field, parser), HostSource.class));
            case "protocol" -> event.setProtocol(text(field, parser));
            case "app" -> event.setApp(text(field, parser));
            case "ja4" -> event.setJa4(text(field, parser));
            case "bytesSent" -> event.setBytesSent(count(field, parser));
            case "bytesReceived" -> event.setBytesReceived(count(field, parser));
            case "packetsSent" -> event.setPacketsSent(count(field, parser));
            case "packetsReceived" -> event.setPacketsReceived(count(field, parser));
            case "outcome" -> event.setOutcome(Values.symbol(field, text(field, parser), Outcome.class));
            case "occurrences" ->
                event.setOccurrences((int) Values.within(field, number(field, parser), 1, Integer.MAX_VALUE));
            case "leaks" -> readLeaks(event, parser);
            case "capture" -> event.setCapture(text(field, parser));
            case "position" -> event.setPosition(count(field, parser));
            default -> parser.skipChildren();
        }
    }

    private static void readLeaks(DeviceConnection event, JsonParser parser) throws IOException, BadRecordException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new BadRecordException("leaks: not an array");
        }
        Set<String> leaks = new TreeSet<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            leaks.add(text("leaks", parser));
            if (leaks.size() > MAX_LEAKS) {
                throw new BadRecordException("leaks: more than " + MAX_LEAKS);
            }
        }
        event.setLeaks(List.copyOf(leaks));
    }

    private static String name(String field, JsonParser parser) throws IOException, BadRecordException {
        String text = text(field, parser);
        if (text.isEmpty()) {
            throw new BadRecordException(field + " is empty");
        }
        return text;
    }

    private static String text(String field, JsonParser parser) throws IOException, BadRecordException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw new BadRecordException(field + ": not a string");
        }
        return Values.text(field, parser.getText());
    }

    private static long number(String field, JsonParser parser) throws IOException, BadRecordException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
                || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw new BadRecordException(field + ": not a whole number");
        }
        return parser.getLongValue();
    }

    private static long count(String field, JsonParser parser) throws IOException, BadRecordException {
        return Values.count(field, number(field, parser));
    }

    /** The event as one JSON object without a line break. Fields that are null are left out. */
    public static String text(DeviceConnection event) {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            write(event, json);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.toString();
    }

    /** Writes the event as one object. */
    public static void write(DeviceConnection event, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("eventId", event.getEventId());
        json.writeStringField("deviceId", event.getDeviceId());
        json.writeNumberField("time", event.getTime().toEpochMilli());
        json.writeNumberField("durationMs", event.getDurationMs());
        json.writeStringField("transport", event.getTransport().name());
        ByteBuffer ip = event.getRemoteIp();
        if (ip != null) {
            json.writeStringField("remoteIp", remoteIp(ip));
        }
        json.writeNumberField("remotePort", event.getRemotePort());
        writeIfPresent(json, "host", event.getHost());
        json.writeStringField("hostSource", event.getHostSource().name());
        writeIfPresent(json, "protocol", event.getProtocol());
        writeIfPresent(json, "app", event.getApp());
        writeIfPresent(json, "ja4", event.getJa4());
        json.writeNumberField("bytesSent", event.getBytesSent());
        json.writeNumberField("bytesReceived", event.getBytesReceived());
        json.writeNumberField("packetsSent", event.getPacketsSent());
        json.writeNumberField("packetsReceived", event.getPacketsReceived());
        json.writeStringField("outcome", event.getOutcome().name());
        json.writeNumberField("occurrences", event.getOccurrences());
        json.writeArrayFieldStart("leaks");
        for (String leak : event.getLeaks()) {
            json.writeString(leak);
        }
        json.writeEndArray();
        json.writeStringField("capture", event.getCapture());
        json.writeNumberField("position", event.getPosition());
        json.writeEndObject();
    }

    private static void writeIfPresent(JsonGenerator json, String field, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(field, value);
        }
    }

    /** The address as text; the buffer is left as it was. */
    static String remoteIp(ByteBuffer ip) {
        byte[] bytes = new byte[ip.remaining()];
        ip.duplicate().get(bytes);
        return Addresses.text(bytes);
    }
}
