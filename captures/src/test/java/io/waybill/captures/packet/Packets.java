package io.waybill.captures.packet;

import io.waybill.captures.AddressParser;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Makes packets, layer by layer, with right lengths and checksums. */
public final class Packets {

    public static final int FIN = 1;
    public static final int SYN = 2;
    public static final int RST = 4;
    public static final int ACK = 16;

    private Packets() {}

    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    public static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    public static byte[] u16(int value) {
        return new byte[] {(byte) (value >> 8), (byte) value};
    }

    public static byte[] u32(long value) {
        return ByteBuffer.allocate(4).putInt((int) value).array();
    }

    /** Ethernet from 02:00:00:00:00:01 to 02:00:00:00:00:02. */
    public static byte[] ethernet(int type, byte[] payload) {
        return join(hex("020000000002020000000001"), u16(type), payload);
    }

    /** Ethernet with the type that the IP version of the payload asks for. */
    public static byte[] ethernet(byte[] ip) {
        return ethernet(ip[0] >> 4 == 4 ? 0x0800 : 0x86dd, ip);
    }

    public static byte[] ip(String source, String target, int protocol, byte[] payload) {
        return source.contains(":")
                ? ipv6(source, target, protocol, payload)
                : ipv4(source, target, protocol, 0, 0, payload);
    }

    /** @param flagsAndOffset the 16 bits of fragment flags and offset */
    public static byte[] ipv4(String source, String target, int protocol, int id, int flagsAndOffset, byte[] payload) {
        byte[] header = join(
                hex("4500"),
                u16(20 + payload.length),
                u16(id),
                u16(flagsAndOffset),
                new byte[] {64, (byte) protocol, 0, 0},
                address(source),
                address(target));
        int sum = checksum(header);
        header[10] = (byte) (sum >> 8);
        header[11] = (byte) sum;
        return join(header, payload);
    }

    public static byte[] ipv6(String source, String target, int next, byte[] payload) {
        return join(
                hex("60000000"),
                u16(payload.length),
                new byte[] {(byte) next, 64},
                address(source),
                address(target),
                payload);
    }

    public static byte[] udp(int source, int target, byte[] payload) {
        return join(u16(source), u16(target), u16(8 + payload.length), u16(0), payload);
    }

    /** Without checksum; see {@link #ipTcp}. */
    public static byte[] tcp(int source, int target, long sequence, int flags, byte[] payload) {
        return join(
                u16(source),
                u16(target),
                u32(sequence),
                u32(0),
                new byte[] {0x50, (byte) flags},
                u16(1024),
                u32(0),
                payload);
    }

    public static byte[] ipUdp(String source, int sourcePort, String target, int targetPort, byte[] payload) {
        return ip(source, target, 17, udp(sourcePort, targetPort, payload));
    }

    /** TCP in IP with its checksum. */
    public static byte[] ipTcp(
            String source, int sourcePort, String target, int targetPort, long sequence, int flags, byte[] payload) {
        byte[] segment = tcp(sourcePort, targetPort, sequence, flags, payload);
        byte[] pseudo = join(address(source), address(target), u32(segment.length), u32(6), segment);
        int sum = checksum(pseudo);
        segment[16] = (byte) (sum >> 8);
        segment[17] = (byte) sum;
        return ip(source, target, 6, segment);
    }

    public static byte[] address(String text) {
        byte[] address = AddressParser.ip(text);
        if (address == null) {
            throw new IllegalArgumentException(text);
        }
        return address;
    }

    private static int checksum(byte[] data) {
        long sum = 0;
        for (int i = 0; i < data.length; i += 2) {
            sum += (data[i] & 0xff) << 8 | (i + 1 < data.length ? data[i + 1] & 0xff : 0);
        }
        while (sum >> 16 != 0) {
            sum = (sum & 0xffff) + (sum >> 16);
        }
        return (int) ~sum & 0xffff;
    }
}
