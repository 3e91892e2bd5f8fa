package io.waybill.streams.codec;

import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.HostSource;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection event as it lies in its Avro bytes, written with this program's own version of the schema: numbers are read, texts
 * stay where they are and are compared and looked up as bytes. What it does not read (another layout, a number out of range,
 * bytes left over, and on request texts outside ASCII) is for Avro itself to judge.
 *
 * <p>One object is used for many events. Not safe for several threads. The bytes must not change while it is in use.
 */
public final class ConnectionView {

    private static final int TRANSPORTS = Transport.values().length;
    private static final int HOST_SOURCES = HostSource.values().length;
    private static final Outcome[] OUTCOMES = Outcome.values();
    private static final int ABSENT = -1;

    /** In front of a record that the generated class writes: two marks and the fingerprint of the schema. */
    private static final int SINGLE_OBJECT_HEADER_BYTES = 10;

    private byte[] bytes = new byte[0];
    private int at;
    private int end;
    private boolean broken;

    private int eventIdAt;
    private int eventIdEnd;
    private int deviceIdAt;
    private int deviceIdEnd;
    private int farEndAt;
    private int farEndEnd;
    private int ipAt;
    private int ipEnd;
    private int hostAt;
    private int hostEnd;
    private int protocolAt;
    private int protocolEnd;
    private int appAt;
    private int appEnd;
    private int leaksAt;
    private int captureAt;
    private int captureEnd;
    private long time;
    private long durationMs;
    private int transport;
    private int port;
    private long bytesSent;
    private long bytesReceived;
    private long packetsSent;
    private long packetsReceived;
    private int outcome;
    private int occurrences;
    private int leaks;
    private long position;

    /** A view of an event's own bytes, made by Avro. */
    public static ConnectionView of(DeviceConnection event) {
        try {
            ByteBuffer encoded = event.toByteBuffer();
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            ConnectionView view = new ConnectionView();
            if (!view.read(bytes, SINGLE_OBJECT_HEADER_BYTES, bytes.length, true)) {
                throw new IllegalStateException("the view does not read what Avro wrote of " + event.getEventId());
            }
            return view;
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
    }

    /**
     * Turns to an event.
     *
     * @param value holds the event from {@code from} to before {@code to}
     * @param anyText whether texts outside ASCII are read too; they must be well-formed UTF-8 then
     * @return false when this is not to be read here; then nothing else may be asked
     */
    public boolean read(byte[] value, int from, int to, boolean anyText) {
        bytes = value;
        at = from;
        end = to;
        broken = false;
        fields();
        return !broken && at == end && (anyText || textsAreAscii());
    }

    private void fields() {
        eventIdAt = skip();
        eventIdEnd = at;
        deviceIdAt = skip();
        deviceIdEnd = at;
        time = int64();
        durationMs = int64();
        farEndAt = at;
        transport = below(TRANSPORTS);
        ipAt = optional();
        ipEnd = at;
        port = int32();
        hostAt = optional();
        hostEnd = at;
        below(HOST_SOURCES);
        protocolAt = optional();
        protocolEnd = at;
        appAt = optional();
        appEnd = at;
        farEndEnd = at;
        optional();
        bytesSent = int64();
        bytesReceived = int64();
        packetsSent = int64();
        packetsReceived = int64();
        outcome = below(OUTCOMES.length);
        occurrences = int32();
        leaksAt = at;
        leaks = items();
        captureAt = skip();
        captureEnd = at;
        position = int64();
    }

    private boolean textsAreAscii() {
        return isAscii(eventIdAt, eventIdEnd)
                && isAscii(deviceIdAt, deviceIdEnd)
                && isAscii(hostAt, hostEnd)
                && isAscii(protocolAt, protocolEnd)
                && isAscii(appAt, appEnd)
                && isAscii(captureAt, captureEnd)
                && (leaks == 0
                        || leakKinds().stream().allMatch(kind -> kind.chars().allMatch(each -> each < 0x80)));
    }

    private boolean isAscii(int from, int to) {
        return from == ABSENT || ByteHash.isAscii(bytes, from, to);
    }

    private long int64() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at >= end) {
                broken = true;
                return 0;
            }
            byte next = bytes[at++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                broken |= shift == 63 && next > 1;
                return (value >>> 1) ^ -(value & 1);
            }
        }
        broken = true;
        return 0;
    }

    private int int32() {
        int before = at;
        long value = int64();
        broken |= value != (int) value || at - before > 5;
        return (int) value;
    }

    private int below(int count) {
        int value = int32();
        broken |= value < 0 || value >= count;
        return value;
    }

    /** Moves over a text or block and returns where it begins. */
    private int skip() {
        long length = int64();
        int begin = at;
        if (length < 0 || length > end - at) {
            broken = true;
            return begin;
        }
        at += (int) length;
        return begin;
    }

    private int optional() {
        int branch = int32();
        broken |= branch < 0 || branch > 1;
        return branch == 1 ? skip() : ABSENT;
    }

    private int items() {
        int count = int32();
        if (count < 0) {
            // a block with its size in front: nobody writes that for so short a list
            broken = true;
            return 0;
        }
        for (int i = 0; i < count && !broken; i++) {
            skip();
        }
        if (count > 0) {
            broken |= int32() != 0;
        }
        return count;
    }

    /** The bytes that all offsets point into. */
    public byte[] bytes() {
        return bytes;
    }

    /** Begin of {@code eventId}. */
    public int eventIdAt() {
        return eventIdAt;
    }

    /** Where {@code eventId} has ended. */
    public int eventIdEnd() {
        return eventIdEnd;
    }

    /** Begin of {@code deviceId}. */
    public int deviceIdAt() {
        return deviceIdAt;
    }

    /** Where {@code deviceId} has ended. */
    public int deviceIdEnd() {
        return deviceIdEnd;
    }

    /** Begin of the fields that say whom and by what: transport, address, port, host and its source, protocol, app. */
    public int farEndAt() {
        return farEndAt;
    }

    /** Where these fields have ended. */
    public int farEndEnd() {
        return farEndEnd;
    }

    /** Begin of {@code capture}. */
    public int captureAt() {
        return captureAt;
    }

    /** Where {@code capture} has ended. */
    public int captureEnd() {
        return captureEnd;
    }

    /** {@code eventId}. */
    public String eventId() {
        return text(eventIdAt, eventIdEnd);
    }

    /** {@code deviceId}. */
    public String deviceId() {
        return text(deviceIdAt, deviceIdEnd);
    }

    /** {@code capture}. */
    public String capture() {
        return text(captureAt, captureEnd);
    }

    /** {@code host}. */
    public @Nullable String host() {
        return hostAt == ABSENT ? null : text(hostAt, hostEnd);
    }

    /** {@code protocol}. */
    public @Nullable String protocol() {
        return protocolAt == ABSENT ? null : text(protocolAt, protocolEnd);
    }

    /** {@code app}. */
    public @Nullable String app() {
        return appAt == ABSENT ? null : text(appAt, appEnd);
    }

    /** {@code remoteIp}. */
    public byte @Nullable [] remoteIp() {
        return ipAt == ABSENT ? null : Arrays.copyOfRange(bytes, ipAt, ipEnd);
    }

    /** Whether there is a {@code remoteIp}. */
    public boolean hasRemoteIp() {
        return ipAt != ABSENT;
    }

    /** Length of {@code remoteIp}, 0 where there is none. */
    public int remoteIpLength() {
        return ipAt == ABSENT ? 0 : ipEnd - ipAt;
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** {@code time}, milliseconds since 1970 UTC. */
    public long time() {
        return time;
    }

    /** {@code durationMs}. */
    public long durationMs() {
        return durationMs;
    }

    /** {@code transport}. */
    public Transport transport() {
        return Transport.values()[transport];
    }

    /** {@code remotePort}. */
    public int remotePort() {
        return port;
    }

    /** {@code bytesSent}. */
    public long bytesSent() {
        return bytesSent;
    }

    /** {@code bytesReceived}. */
    public long bytesReceived() {
        return bytesReceived;
    }

    /** {@code packetsSent}. */
    public long packetsSent() {
        return packetsSent;
    }

    /** {@code packetsReceived}. */
    public long packetsReceived() {
        return packetsReceived;
    }

    /** {@code outcome}. */
    public Outcome outcome() {
        return OUTCOMES[outcome];
    }

    /** {@code occurrences}. */
    public int occurrences() {
        return occurrences;
    }

    /** How many {@code leaks} there are. */
    public int leaks() {
        return leaks;
    }

    /** {@code leaks}. */
    public List<String> leakKinds() {
        List<String> kinds = new ArrayList<>(leaks);
        ByteReader in = new ByteReader(bytes);
        in.reset(bytes, leaksAt, end);
        int count = in.varint32();
        for (int i = 0; i < count; i++) {
            kinds.add(in.text());
        }
        return kinds;
    }

    /** {@code position}. */
    public long position() {
        return position;
    }
}
