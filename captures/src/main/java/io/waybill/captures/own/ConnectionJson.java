package io.waybill.captures.own;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import io.waybill.captures.Addresses;
import io.waybill.captures.BadRecordException;
import io.waybill.captures.Connections;
import io.waybill.captures.text.Values;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.HostSource;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.Transport;
import java.io.CharConversionException;
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

    static final int MAX_LEAKS = 64;

    // Names that are encoded once, not once an event.
    private static final SerializableString EVENT_ID = new SerializedString("eventId");
    private static final SerializableString DEVICE_ID = new SerializedString("deviceId");
    private static final SerializableString TIME = new SerializedString("time");
    private static final SerializableString DURATION_MS = new SerializedString("durationMs");
    private static final SerializableString TRANSPORT = new SerializedString("transport");
    private static final SerializableString REMOTE_IP = new SerializedString("remoteIp");
    private static final SerializableString REMOTE_PORT = new SerializedString("remotePort");
    private static final SerializableString HOST_SOURCE = new SerializedString("hostSource");
    private static final SerializableString BYTES_SENT = new SerializedString("bytesSent");
    private static final SerializableString BYTES_RECEIVED = new SerializedString("bytesReceived");
    private static final SerializableString PACKETS_SENT = new SerializedString("packetsSent");
    private static final SerializableString PACKETS_RECEIVED = new SerializedString("packetsReceived");
    private static final SerializableString OUTCOME = new SerializedString("outcome");
    private static final SerializableString OCCURRENCES = new SerializedString("occurrences");
    private static final SerializableString CAPTURE = new SerializedString("capture");
    private static final SerializableString POSITION = new SerializedString("position");
    private static final SerializableString HOST = new SerializedString("host");
    private static final SerializableString PROTOCOL = new SerializedString("protocol");
    private static final SerializableString APP = new SerializedString("app");
    private static final SerializableString JA4 = new SerializedString("ja4");
    private static final SerializableString LEAKS = new SerializedString("leaks");

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
        } catch (CharConversionException e) {
            throw new BadRecordException("not text: " + e.getMessage());
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
        json.writeFieldName(EVENT_ID);
        json.writeString(event.getEventId());
        json.writeFieldName(DEVICE_ID);
        json.writeString(event.getDeviceId());
        json.writeFieldName(TIME);
        json.writeNumber(event.getTime().toEpochMilli());
        json.writeFieldName(DURATION_MS);
        json.writeNumber(event.getDurationMs());
        json.writeFieldName(TRANSPORT);
        json.writeString(event.getTransport().name());
        ByteBuffer ip = event.getRemoteIp();
        if (ip != null) {
            json.writeFieldName(REMOTE_IP);
            json.writeString(remoteIp(ip));
        }
        json.writeFieldName(REMOTE_PORT);
        json.writeNumber(event.getRemotePort());
        writeIfPresent(json, HOST, event.getHost());
        json.writeFieldName(HOST_SOURCE);
        json.writeString(event.getHostSource().name());
        writeIfPresent(json, PROTOCOL, event.getProtocol());
        writeIfPresent(json, APP, event.getApp());
        writeIfPresent(json, JA4, event.getJa4());
        json.writeFieldName(BYTES_SENT);
        json.writeNumber(event.getBytesSent());
        json.writeFieldName(BYTES_RECEIVED);
        json.writeNumber(event.getBytesReceived());
        json.writeFieldName(PACKETS_SENT);
        json.writeNumber(event.getPacketsSent());
        json.writeFieldName(PACKETS_RECEIVED);
        json.writeNumber(event.getPacketsReceived());
        json.writeFieldName(OUTCOME);
        json.writeString(event.getOutcome().name());
        json.writeFieldName(OCCURRENCES);
        json.writeNumber(event.getOccurrences());
        json.writeFieldName(LEAKS);
        json.writeStartArray();
        for (String leak : event.getLeaks()) {
            json.writeString(leak);
        }
        json.writeEndArray();
        json.writeFieldName(CAPTURE);
        json.writeString(event.getCapture());
        json.writeFieldName(POSITION);
        json.writeNumber(event.getPosition());
        json.writeEndObject();
    }

    private static void writeIfPresent(JsonGenerator json, SerializableString field, @Nullable String value)
            throws IOException {
        if (value != null) {
            json.writeFieldName(field);
            json.writeString(value);
        }
    }

    /** The address as text; the buffer is left as it was. */
    static String remoteIp(ByteBuffer ip) {
        byte[] bytes = new byte[ip.remaining()];
        ip.duplicate().get(bytes);
        return Addresses.text(bytes);
    }
}
