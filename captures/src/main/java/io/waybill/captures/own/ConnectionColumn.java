package io.waybill.captures.own;

import io.waybill.captures.BadRecordException;
import io.waybill.captures.text.Values;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.HostSource;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.Transport;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The columns of an event in CSV, in the order in which they are written; named as the schema's fields. */
enum ConnectionColumn {
    EVENT_ID("eventId", DeviceConnection::getEventId, (e, v) -> e.setEventId(Values.text("eventId", v))),
    DEVICE_ID("deviceId", DeviceConnection::getDeviceId, (e, v) -> e.setDeviceId(Values.text("deviceId", v))),
    TIME(
            "time",
            e -> Long.toString(e.getTime().toEpochMilli()),
            (e, v) -> e.setTime(Values.time("time", Values.number("time", v)))),
    DURATION("durationMs", e -> Long.toString(e.getDurationMs()), (e, v) -> e.setDurationMs(count("durationMs", v))),
    TRANSPORT(
            "transport",
            e -> e.getTransport().name(),
            (e, v) -> e.setTransport(Values.symbol("transport", v, Transport.class))),
    REMOTE_IP(
            "remoteIp",
            e -> e.getRemoteIp() == null ? null : ConnectionJson.remoteIp(e.getRemoteIp()),
            (e, v) -> e.setRemoteIp(ByteBuffer.wrap(Values.ip("remoteIp", v)))),
    REMOTE_PORT(
            "remotePort",
            e -> Integer.toString(e.getRemotePort()),
            (e, v) -> e.setRemotePort(Values.port("remotePort", Values.number("remotePort", v)))),
    HOST("host", DeviceConnection::getHost, (e, v) -> e.setHost(Values.host("host", v))),
    HOST_SOURCE(
            "hostSource",
            e -> e.getHostSource().name(),
            (e, v) -> e.setHostSource(Values.symbol("hostSource", v, HostSource.class))),
    PROTOCOL("protocol", DeviceConnection::getProtocol, (e, v) -> e.setProtocol(Values.text("protocol", v))),
    APP("app", DeviceConnection::getApp, (e, v) -> e.setApp(Values.text("app", v))),
    JA4("ja4", DeviceConnection::getJa4, (e, v) -> e.setJa4(Values.text("ja4", v))),
    BYTES_SENT("bytesSent", e -> Long.toString(e.getBytesSent()), (e, v) -> e.setBytesSent(count("bytesSent", v))),
    BYTES_RECEIVED(
            "bytesReceived",
            e -> Long.toString(e.getBytesReceived()),
            (e, v) -> e.setBytesReceived(count("bytesReceived", v))),
    PACKETS_SENT(
            "packetsSent", e -> Long.toString(e.getPacketsSent()), (e, v) -> e.setPacketsSent(count("packetsSent", v))),
    PACKETS_RECEIVED(
            "packetsReceived",
            e -> Long.toString(e.getPacketsReceived()),
            (e, v) -> e.setPacketsReceived(count("packetsReceived", v))),
    OUTCOME("outcome", e -> e.getOutcome().name(), (e, v) -> e.setOutcome(Values.symbol("outcome", v, Outcome.class))),
    OCCURRENCES(
            "occurrences",
            e -> Integer.toString(e.getOccurrences()),
            (e, v) -> e.setOccurrences(
                    (int) Values.within("occurrences", Values.number("occurrences", v), 1, Integer.MAX_VALUE))),
    LEAKS(
            "leaks",
            e -> e.getLeaks().isEmpty() ? null : String.join(" ", e.getLeaks()),
            (e, v) -> e.setLeaks(
                    List.copyOf(new TreeSet<>(List.of(Values.text("leaks", v).split(" +")))))),
    CAPTURE("capture", DeviceConnection::getCapture, (e, v) -> e.setCapture(Values.text("capture", v))),
    POSITION("position", e -> Long.toString(e.getPosition()), (e, v) -> e.setPosition(count("position", v)));

    private final String title;
    private final Function<DeviceConnection, @Nullable String> cell;
    private final Setter setter;

    ConnectionColumn(String title, Function<DeviceConnection, @Nullable String> cell, Setter setter) {
        this.title = title;
        this.cell = cell;
        this.setter = setter;
    }

    @FunctionalInterface
    private interface Setter {
        void set(DeviceConnection event, String value) throws BadRecordException;
    }

    /** The column's name in the header row. */
    String title() {
        return title;
    }

    /** The cell for this event; null where there is nothing to say. */
    @Nullable
    String cell(DeviceConnection event) {
        return cell.apply(event);
    }

    /** Sets the event's field from a cell that is not empty. */
    void set(DeviceConnection event, String value) throws BadRecordException {
        setter.set(event, value);
    }

    /** The column of this name, or null. */
    static @Nullable ConnectionColumn titled(String title) {
        for (ConnectionColumn column : values()) {
            if (column.title.equals(title)) {
                return column;
            }
        }
        return null;
    }

    private static long count(String field, String value) throws BadRecordException {
        return Values.count(field, Values.number(field, value));
    }
}
