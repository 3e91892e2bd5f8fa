package io.waybill.captures.packet;

import static io.waybill.captures.packet.Packets.ascii;
import static io.waybill.captures.packet.Packets.join;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Makes pcapng files. */
final class PcapngFile {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteOrder order;

    PcapngFile(ByteOrder order) {
        this.order = order;
        section();
    }

    PcapngFile section() {
        return block(
                0x0a0d0d0a,
                buffer(16)
                        .putInt(0x1a2b3c4d)
                        .putShort((short) 1)
                        .putShort((short) 0)
                        .putLong(-1)
                        .array());
    }

    PcapngFile describe(int linkType, byte[]... options) {
        byte[] fixed = buffer(8)
                .putShort((short) linkType)
                .putShort((short) 0)
                .putInt(0)
                .array();
        return block(1, join(fixed, join(options)));
    }

    PcapngFile enhanced(int source, long units, byte[] packet, byte[]... options) {
        byte[] fixed = buffer(20)
                .putInt(source)
                .putInt((int) (units >>> 32))
                .putInt((int) units)
                .putInt(packet.length)
                .putInt(packet.length)
                .array();
        return block(6, join(fixed, padded(packet), join(options)));
    }

    PcapngFile obsolete(int source, long units, byte[] packet) {
        byte[] fixed = buffer(20)
                .putShort((short) source)
                .putShort((short) 0)
                .putInt((int) (units >>> 32))
                .putInt((int) units)
                .putInt(packet.length)
                .putInt(packet.length)
                .array();
        return block(2, join(fixed, padded(packet)));
    }

    PcapngFile simple(byte[] packet) {
        return block(3, join(buffer(4).putInt(packet.length).array(), padded(packet)));
    }

    /** PCAPdroid's custom block that maps a user id to an app. */
    PcapngFile app(int user, String name, String label) {
        byte[] head = buffer(14)
                .putInt(62_652)
                .putShort((short) 1)
                .put((byte) 1)
                .put((byte) 0)
                .putInt(user)
                .put((byte) name.length())
                .put((byte) label.length())
                .array();
        return block(0xbad, padded(join(head, ascii(name), ascii(label))));
    }

    byte[] option(int code, byte[] value) {
        return join(
                buffer(4).putShort((short) code).putShort((short) value.length).array(), padded(value));
    }

    PcapngFile block(int type, byte[] body) {
        out.writeBytes(buffer(12 + body.length)
                .putInt(type)
                .putInt(12 + body.length)
                .put(body)
                .putInt(12 + body.length)
                .array());
        return this;
    }

    PcapngFile raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(order);
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    Decoding decode() {
        return Decoding.of(bytes());
    }

    private static byte[] padded(byte[] bytes) {
        return join(bytes, new byte[-bytes.length & 3]);
    }
}
