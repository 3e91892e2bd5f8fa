package io.waybill.captures.flow;

import io.waybill.captures.packet.frame.Frame;
import io.waybill.captures.packet.frame.RawPacket;
import io.waybill.captures.packet.frame.Wire;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Event ids that are the same in every replay of the same capture, whatever it is called and wherever it lies.
 *
 * <p>The id is the number of the flow's first packet and, before it, 64 bits of SHA-256 over the capture's first
 * packet and the flow's first packet (time and up to {@value #DIGESTED_BYTES} bytes of each). So a capture that is
 * cut off, appended to, recompressed or converted keeps its ids, a live stream has them from its first packet on, and
 * two captures agree on an id only where they hold the same packet at the same place.
 */
final class EventIds {

    static final int DIGESTED_BYTES = 256;

    private final MessageDigest sha256;
    private final byte[] capture;

    EventIds(RawPacket firstOfCapture) {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
        add(firstOfCapture.timeMillis(), firstOfCapture.data(), firstOfCapture.at(), firstOfCapture.capturedBytes());
        capture = sha256.digest();
    }

    /** Bits that follow from the capture alone. */
    long salt() {
        return Wire.i64(capture, 0);
    }

    /** Digest of a flow that starts with this frame. */
    long digest(Frame first) {
        sha256.update(capture);
        int end = first.payloadAt() + first.payloadCaptured();
        add(first.timeMillis(), first.data(), first.ipAt(), end - first.ipAt());
        return Wire.i64(sha256.digest(), 0);
    }

    static String text(long digest, long number) {
        return HexFormat.of().toHexDigits(digest) + "-" + number;
    }

    private void add(long timeMillis, byte[] data, int at, int length) {
        sha256.update(ByteBuffer.allocate(8).putLong(timeMillis).array());
        sha256.update(data, at, Math.min(length, DIGESTED_BYTES));
    }
}
