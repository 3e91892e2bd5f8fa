package io.waybill.captures.packet;

import io.waybill.captures.packet.frame.RawPacket;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes packets as a pcapng file (draft-ietf-opsawg-pcapng): one section, an interface for each link type met, times in
 * nanoseconds. The bytes of a packet are written as they were captured. Equal packets give equal files. Not thread-safe.
 */
public final class PcapngWriter implements Closeable {

    private static final int SECTION = 0x0a0d0d0a;
    private static final int INTERFACE = 1;
    private static final int PACKET = 6;
    private static final int BYTE_ORDER = 0x1a2b3c4d;
    private static final int COMMENT = 1;
    private static final int RESOLUTION = 9;
    private static final byte NANOSECONDS = 9;
    private static final int MAX_COMMENT_BYTES = 1_000;

    private final OutputStream out;
    private final Map<Integer, Integer> interfaces = new HashMap<>();

    /** Begins a file; the stream is closed with this. */
    public PcapngWriter(OutputStream out) throws IOException {
        this.out = out;
        block(
                SECTION,
                body(16).putInt(BYTE_ORDER)
                        .putShort((short) 1)
                        .putShort((short) 0)
                        .putLong(-1));
    }

    /**
     * Adds a packet.
     *
     * @param comment shown beside it by Wireshark; empty for none, cut at 1,000 bytes
     */
    public void packet(RawPacket packet, String comment) throws IOException {
        Integer known = interfaces.get(packet.linkType());
        int number = known == null ? addInterface(packet.linkType()) : known;
        byte[] text = comment.getBytes(StandardCharsets.UTF_8);
        int textBytes = Math.min(text.length, MAX_COMMENT_BYTES);
        int options = textBytes == 0 ? 0 : 4 + padded(textBytes) + 4;
        long nanos = packet.timeMillis() * 1_000_000 + packet.nanosOfMilli();
        ByteBuffer body = body(20 + padded(packet.capturedBytes()) + options)
                .putInt(number)
                .putInt((int) (nanos >>> 32))
                .putInt((int) nanos)
                .putInt(packet.capturedBytes())
                .putInt((int) Math.min(packet.wireBytes(), Integer.MAX_VALUE))
                .put(packet.data(), packet.at(), packet.capturedBytes());
        body.position(20 + padded(packet.capturedBytes()));
        if (textBytes > 0) {
            body.putShort((short) COMMENT).putShort((short) textBytes).put(text, 0, textBytes);
        }
        block(PACKET, body);
    }

    private int addInterface(int linkType) throws IOException {
        block(
                INTERFACE,
                body(20).putShort((short) linkType)
                        .putShort((short) 0)
                        .putInt(0)
                        .putShort((short) RESOLUTION)
                        .putShort((short) 1)
                        .put(NANOSECONDS));
        int number = interfaces.size();
        interfaces.put(linkType, number);
        return number;
    }

    private static ByteBuffer body(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int padded(int bytes) {
        return (bytes + 3) & ~3;
    }

    /** What the body was not filled with is padding. */
    private void block(int type, ByteBuffer body) throws IOException {
        int length = 12 + body.capacity();
        out.write(body(8).putInt(type).putInt(length).array());
        out.write(body.array());
        out.write(body(4).putInt(length).array());
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
