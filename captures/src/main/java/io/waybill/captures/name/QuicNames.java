package io.waybill.captures.name;

import io.waybill.captures.packet.frame.Wire;
import io.waybill.schemas.HostSource;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The ClientHello in the first packets of one QUIC connection. Holds keys and handshake bytes between datagrams,
 * bounded. Not thread-safe.
 */
public final class QuicNames {

    private static final Finding QUIC = Finding.protocolOnly("quic");
    private static final int CLIENT_HELLO = 1;

    private final StreamStart handshake;
    private byte[] keysOf = new byte[0];
    private @Nullable QuicKeys keys;

    /** @param maxBytes of handshake kept */
    public QuicNames(int maxBytes) {
        handshake = new StreamStart(maxBytes);
    }

    /** Whether a client's datagram may open a connection: long header of a version we can read. */
    public static boolean looksLikeStart(byte[] data, int at, int length) {
        return length > 16
                && ((data[at] & 0xc0) == 0xc0 && QuicVersion.of(Wire.i32(data, at + 1)) != null
                        || GoogleHello.looksLikeStart(data, at, at + length));
    }

    /** Looks at the client's next datagram. */
    public Look datagram(byte[] data, int at, int length) {
        QuicVersion version = length > 5 && (data[at] & 0x80) != 0 ? QuicVersion.of(Wire.i32(data, at + 1)) : null;
        if (version == null) {
            Finding clear = GoogleHello.search(data, at, at + length);
            return clear == null ? Look.soFar(QUIC) : Look.found(clear);
        }
        int end = at + length;
        int next = at;
        QuicHeader header = QuicHeader.parse(version, data, next, end);
        while (header != null) {
            if (header.initial()) {
                byte[] payload = open(version, header, data, next, end);
                if (payload != null && !QuicFrames.collect(payload, version.cryptoFrame(), handshake)) {
                    break;
                }
            }
            next = (int) Math.min(header.end(), end);
            header = QuicHeader.parse(version, data, next, end);
        }
        return look(version);
    }

    /** Bytes of memory held. */
    public int bytesHeld() {
        return handshake.bytesHeld();
    }

    private Look look(QuicVersion version) {
        byte[] data = handshake.data();
        int have = handshake.contiguous();
        if (version.googleHandshake()) {
            Finding clear = GoogleHello.parse(data, 0, have);
            return clear == null ? Look.soFar(QUIC) : Look.found(clear);
        }
        if (have < 4 || handshake.isFull()) {
            return new Look(!handshake.isFull(), QUIC);
        }
        if (data[0] != CLIENT_HELLO) {
            return Look.found(QUIC);
        }
        int end = 4 + Wire.u24(data, 1);
        if (have < end) {
            return Look.soFar(QUIC);
        }
        ClientHello hello = ClientHello.parse(data, 4, end);
        return Look.found(
                hello == null
                        ? QUIC
                        : TlsNames.finding(hello, HostSource.QUIC_SNI, "quic", Ja4.of(hello, Ja4.OVER_QUIC)));
    }

    /** With the keys of the connection's first packet or, after a Retry, of this one. Null where neither fits. */
    private byte @Nullable [] open(QuicVersion version, QuicHeader header, byte[] data, int at, int end) {
        QuicKeys known = keys;
        if (known != null) {
            byte[] payload = open(known, header, data, at, end);
            if (payload != null || Arrays.equals(keysOf, header.connectionId())) {
                return payload;
            }
        }
        QuicKeys fresh = QuicKeys.derive(version, header.connectionId());
        byte[] payload = open(fresh, header, data, at, end);
        if (payload != null) {
            keys = fresh;
            keysOf = header.connectionId();
        }
        return payload;
    }

    private static byte @Nullable [] open(QuicKeys keys, QuicHeader header, byte[] data, int at, int end) {
        int numberAt = header.numberAt();
        if (numberAt + 4 + QuicKeys.SAMPLE_BYTES > end) {
            return null;
        }
        byte[] mask = keys.headerMask(data, numberAt + 4);
        byte[] clear = Arrays.copyOfRange(data, at, numberAt + 4);
        clear[0] ^= (byte) (mask[0] & 0x0f);
        int numberBytes = (clear[0] & 3) + 1;
        long number = 0;
        for (int i = 0; i < numberBytes; i++) {
            int index = numberAt - at + i;
            clear[index] ^= mask[1 + i];
            number = number << 8 | clear[index] & 0xff;
        }
        int payloadAt = numberAt + numberBytes;
        byte[] associated = Arrays.copyOf(clear, payloadAt - at);
        if (header.end() > end) {
            return keys.openBeginning(number, data, payloadAt, end - payloadAt);
        }
        int length = (int) header.end() - payloadAt;
        return length < QuicKeys.TAG_BYTES ? null : keys.open(number, associated, data, payloadAt, length);
    }
}
