package io.waybill.captures.packet;

import static io.waybill.captures.packet.Packets.ascii;
import static io.waybill.captures.packet.Packets.hex;
import static io.waybill.captures.packet.Packets.join;
import static io.waybill.captures.packet.Packets.u16;

import java.util.Arrays;

/** Makes TLS ClientHello messages. */
public final class ClientHellos {

    private ClientHellos() {}

    /** A handshake message with a server name, cipher suites 1301, 1302, c02b, and TLS 1.3 offered. */
    public static byte[] message(String serverName, byte[]... moreExtensions) {
        byte[] name = ascii(serverName);
        byte[] sni = join(u16(name.length + 3), hex("00"), u16(name.length), name);
        byte[] extensions = join(
                extension(0, sni),
                extension(43, hex("04 0304 0303")),
                extension(16, hex("000c 02 6832 08 687474702f312e31")),
                extension(13, hex("0004 0403 0804")),
                join(moreExtensions));
        byte[] body = join(
                hex("0303"),
                new byte[32],
                hex("00"),
                hex("0008 0a0a 1301 1302 c02b"),
                hex("0100"),
                u16(extensions.length),
                extensions);
        return join(hex("01 00"), u16(body.length), body);
    }

    public static byte[] extension(int type, byte[] body) {
        return join(u16(type), u16(body.length), body);
    }

    /** The message in TLS records of at most {@code recordBytes}. */
    public static byte[] records(byte[] message, int recordBytes) {
        byte[] records = {};
        for (int at = 0; at < message.length; at += recordBytes) {
            byte[] part = Arrays.copyOfRange(message, at, Math.min(at + recordBytes, message.length));
            records = join(records, hex("16 0301"), u16(part.length), part);
        }
        return records;
    }
}
