package io.waybill.streams.aggregate.device;

import io.waybill.schemas.Outcome;
import io.waybill.streams.codec.ByteHash;
import io.waybill.streams.codec.ByteReader;
import io.waybill.streams.detect.EventRef;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The row under a cursor, one object for many rows: numbers are read, texts are made when they are asked for. Its fields change
 * when the cursor moves. Not safe for several threads.
 */
final class ContactRow {

    private final SourceTable sources;
    private final ByteReader in = new ByteReader(new byte[0]);
    private byte[] bytes = new byte[0];
    private int bodyAt;
    private int bodyEnd;
    private long time;
    private int endpoint;
    private int flags;
    private long bytesSent;
    private long bytesReceived;
    private long durationMs;
    private long packetsSent;
    private long packetsReceived;
    private int occurrences;
    private int idAt;
    private int extraAt;
    private byte[] id = new byte[64];
    private int idLength;

    ContactRow(SourceTable sources) {
        this.sources = sources;
    }

    /** Turns to the row whose body begins here. */
    void read(byte[] source, int from, int to, long at, int farEnd) {
        bytes = source;
        bodyAt = from;
        bodyEnd = to;
        time = at;
        endpoint = farEnd;
        in.reset(source, from, to);
        flags = in.int8();
        bytesSent = in.varint();
        bytesReceived = in.varint();
        durationMs = (flags & RowCodec.DURATION) != 0 ? in.varint() : 0;
        boolean hasPackets = (flags & RowCodec.PACKETS) != 0;
        packetsSent = hasPackets ? in.varint() : 0;
        packetsReceived = hasPackets ? in.varint() : 0;
        idAt = in.position();
        idLength = -1;
        occurrences = 1;
        extraAt = -1;
        if ((flags & RowCodec.EXTRA) != 0) {
            form().skip(in);
            occurrences = in.varint32();
            extraAt = in.position();
        }
    }

    private EventIdForm form() {
        return EventIdForm.ALL[flags >> RowCodec.ID_SHIFT & RowCodec.ID];
    }

    byte[] bytes() {
        return bytes;
    }

    int bodyAt() {
        return bodyAt;
    }

    int bodyEnd() {
        return bodyEnd;
    }

    long time() {
        return time;
    }

    /** Index in the pair's {@link EndpointTable}. */
    int endpoint() {
        return endpoint;
    }

    long bytesSent() {
        return bytesSent;
    }

    long bytesReceived() {
        return bytesReceived;
    }

    long durationMs() {
        return durationMs;
    }

    long packetsSent() {
        return packetsSent;
    }

    long packetsReceived() {
        return packetsReceived;
    }

    int occurrences() {
        return occurrences;
    }

    Outcome outcome() {
        return RowCodec.OUTCOMES[flags & RowCodec.OUTCOME];
    }

    boolean failed() {
        Outcome outcome = outcome();
        return outcome == Outcome.UNANSWERED || outcome == Outcome.REJECTED;
    }

    List<String> leaks() {
        if (extraAt < 0) {
            return List.of();
        }
        in.moveTo(extraAt);
        int count = in.varint32();
        List<String> kinds = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            kinds.add(in.text());
        }
        return kinds;
    }

    /** Whether the event has this id. */
    boolean hasId(byte[] other, int from, int to) {
        makeId();
        return Arrays.equals(id, 0, idLength, other, from, to);
    }

    /** Hash of the event id, as {@link ByteHash} has it. */
    long idHash() {
        makeId();
        return ByteHash.of(id, 0, idLength);
    }

    /** Identity and whereabouts of the event. */
    EventRef event(String deviceId) {
        makeId();
        String eventId = new String(id, 0, idLength, StandardCharsets.UTF_8);
        in.moveTo(idAt);
        String capture = form() == EventIdForm.TEXTS ? in.text() : sources.capture(in.varint32());
        return new EventRef(capture, in.varint(), eventId, time, deviceId);
    }

    private void makeId() {
        if (idLength >= 0) {
            return;
        }
        in.moveTo(idAt);
        switch (form()) {
            case POSITION -> {
                byte[] prefix = sources.prefix(in.varint32());
                room(prefix.length + 24);
                System.arraycopy(prefix, 0, id, 0, prefix.length);
                number(prefix.length, in.varint());
            }
            case DIGEST -> {
                in.varint();
                in.varint();
                long digest = in.int64();
                for (int i = 0; i < 16; i++) {
                    id[i] = (byte) Character.forDigit((int) (digest >>> 60 - 4 * i) & 15, 16);
                }
                number(16, in.varint());
            }
            case TEXT, TEXTS -> {
                if (form() == EventIdForm.TEXTS) {
                    in.skipBlock();
                } else {
                    in.varint();
                }
                in.varint();
                int length = in.skipBlock();
                room(length);
                System.arraycopy(bytes, in.position() - length, id, 0, length);
                idLength = length;
            }
        }
    }

    private void number(int at, long value) {
        int digits = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            digits++;
        }
        id[at] = '-';
        idLength = at + 1 + digits;
        long rest = value;
        for (int i = idLength - 1; i > at; i--) {
            id[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private void room(int length) {
        if (id.length < length) {
            id = new byte[length];
        }
    }
}
